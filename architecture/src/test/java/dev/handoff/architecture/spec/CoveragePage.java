package dev.handoff.architecture.spec;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that tells where each statement is proved, or why it does not apply. */
final class CoveragePage {
  private static final String HEAD =
      """
      # Where each statement is proved

      Generated from `docs/spec/` and the `// proves …` lines of the tests by `./check --fix`; the build fails when
      it is out of date. A statement is proved by the tests it links to, or stands here with the reason why it does
      not apply. Both may be said at once, when a part of it applies.
      """;

  private static final Map<String, String> TITLES =
      Map.of(
          "handoff-protocol",
              "The handoff between app and front (nginx's X-Accel and its siblings)",
          "file-responses", "File responses (RFC 9110 and relatives)");

  private CoveragePage() {}

  static String render(
      Map<Statement, String> statements, Map<Statement, String> exempt, Proofs proofs) {
    StringBuilder page = new StringBuilder(HEAD);
    Map<String, List<Statement>> documents =
        statements.keySet().stream().collect(Collectors.groupingBy(Statement::document));
    documents.keySet().stream()
        .sorted(Comparator.reverseOrder())
        .forEach(document -> {
          List<Statement> rows = documents.get(document).stream().sorted(Proofs.ORDER).toList();
          page.append("\n## ").append(TITLES.get(document)).append("\n\n");
          page.append(summary(rows, proofs)).append("\n\n");
          page.append("| `").append(document).append("` | about | proved by |\n|---|---|---|\n");
          rows.forEach(row ->
              page.append(
                  "| %s | %s | %s |\n"
                      .formatted(row.id(), statements.get(row), cell(row, exempt, proofs))));
        });
    return page.toString();
  }

  private static String summary(List<Statement> rows, Proofs proofs) {
    long proved = rows.stream().filter(row -> !proofs.of(row).isEmpty()).count();
    return "%d statements: %d proved by tests, %d do not apply."
        .formatted(rows.size(), proved, rows.size() - proved);
  }

  private static String cell(Statement row, Map<Statement, String> exempt, Proofs proofs) {
    String links =
        proofs.of(row).stream().map(CoveragePage::link).collect(Collectors.joining(", "));
    String reason = exempt.containsKey(row) ? "*" + exempt.get(row) + "*" : "";
    return links.isEmpty() || reason.isEmpty() ? links + reason : links + "; " + reason;
  }

  private static String link(Path test) {
    String name = test.getFileName().toString().replace(".java", "");
    return "[%s](../%s)".formatted(name, test.toString().replace('\\', '/'));
  }
}
