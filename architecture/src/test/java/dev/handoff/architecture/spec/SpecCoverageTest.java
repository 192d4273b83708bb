package dev.handoff.architecture.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No statement is forgotten: each has a test or a reason, and the page says which. */
final class SpecCoverageTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/spec-coverage.md");

  private final Map<Statement, String> statements =
      Statement.table(ROOT.resolve("docs/spec/statements.tsv"));
  private final Map<Statement, String> exempt =
      Statement.table(ROOT.resolve("docs/spec/not-applicable.tsv"));
  private final Proofs proofs = Proofs.in(ROOT);

  SpecCoverageTest() throws IOException {}

  @Test
  void everyStatementHasATestOrAReason() {
    assertThat(statements.keySet().stream().filter(s -> !exempt.containsKey(s)))
        .filteredOn(s -> proofs.of(s).isEmpty())
        .as("no test has a `// proves` line for these, nor docs/spec/not-applicable.tsv a reason")
        .isEmpty();
  }

  @Test
  void markersAndReasonsNameStatementsThatExist() {
    assertThat(statements.keySet()).containsAll(proofs.all().keySet());
    assertThat(statements.keySet()).containsAll(exempt.keySet());
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    String page = CoveragePage.render(statements, exempt, proofs);
    if (Boolean.getBoolean("handoff.rewrite")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("run ./check --fix").hasContent(page);
  }
}
