package dev.handoff.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.comparison.Case.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
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

  @BeforeAll
  void askEverybody(@TempDir Path folder) throws Exception {
    Path root = Tree.in(folder);
    List<Case> cases = Cases.all();
    cases.forEach(one -> results.put(one, new EnumMap<>(Peer.class)));
    for (Peer peer : Peer.values()) {
      try (Peer.Running running = peer.start(root)) {
        for (Case one : cases) {
          results.get(one).put(peer, one.ask(peer, running.port()));
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
  void everyCaseIsOfAStatementAndStandsThereOnce() throws IOException {
    Set<String> ids =
        Files.readAllLines(STATEMENTS).stream()
            .filter(line -> line.startsWith("file-responses\t"))
            .map(line -> line.split("\t")[1])
            .collect(Collectors.toSet());
    assertThat(Cases.all()).extracting(Case::id).isSubsetOf(ids);
    assertThat(Cases.all()).doesNotHaveDuplicates();
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    String page = new Page(results).render();
    if (Boolean.getBoolean("handoff.rewrite")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run ./check --fix").hasContent(page);
  }
}
