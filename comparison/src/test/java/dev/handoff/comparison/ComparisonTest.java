package dev.handoff.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.conformance.Case;
import dev.handoff.conformance.Result;
import dev.handoff.conformance.Subject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What others answer, and that the page says so. */
@TestInstance(Lifecycle.PER_CLASS)
final class ComparisonTest {
  private static final Path PAGE = Path.of("../docs/comparison.md");
  private static final Path STATEMENTS = Path.of("../docs/spec/statements.tsv");

  private final Map<Case, Map<Peer, Result>> results = new LinkedHashMap<>();

  /** Who fills in what the page shows of a case; sizes and dates are the same for everybody. */
  private final Map<Case, Subject> shown = new LinkedHashMap<>();

  @BeforeAll
  void askEverybody(@TempDir Path folder) throws Exception {
    Path root = Tree.in(folder);
    for (Peer peer : Peer.values()) {
      try (Peer.Running running = peer.start(root)) {
        URI files = URI.create("http://127.0.0.1:" + running.port() + "/files/");
        Subject subject = Subject.ofFolder(files, root);
        for (Case one : subject.cases()) {
          shown.putIfAbsent(one, subject);
          Result result =
              one.request().contains("as=") && !peer.namesFiles()
                  ? new Result.NotApplicable("names no files")
                  : subject.ask(one);
          results.computeIfAbsent(one, o -> new EnumMap<>(Peer.class)).put(peer, result);
        }
      }
    }
  }

  @Test
  void weAnswerEverythingRightly() {
    results.forEach((one, byPeer) ->
        assertThat(byPeer.get(Peer.HANDOFF)).as(one.toString()).isEqualTo(new Result.Passed()));
  }

  @Test
  void everyCaseIsOfAStatement() throws IOException {
    Set<String> ids =
        Files.readAllLines(STATEMENTS).stream()
            .filter(line -> line.startsWith("file-responses\t"))
            .map(line -> line.split("\t")[1])
            .collect(Collectors.toSet());
    assertThat(results.keySet()).extracting(Case::id).isSubsetOf(ids);
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    String page = new Page(results, shown).render();
    if (Boolean.getBoolean("handoff.rewrite")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run ./check --fix").hasContent(page);
  }
}
