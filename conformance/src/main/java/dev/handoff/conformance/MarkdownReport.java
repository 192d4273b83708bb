package dev.handoff.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as Markdown. */
final class MarkdownReport {
  private final Report report;

  MarkdownReport(Report report) {
    this.report = report;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("## File responses of <").append(report.url()).append(">\n\n");
    text.append(summary()).append("\n\n").append(groups());
    if (!report.passed()) {
      text.append("\n### Failed\n");
      report.failures().forEach((one, failed) -> text.append(failure(one, failed)));
    }
    if (!report.notApplicable().isEmpty()) {
      text.append("\n### Not applicable here\n\n").append(reasons());
    }
    return text.toString();
  }

  private String summary() {
    String server = report.server().isEmpty() ? "" : ", `Server: " + report.server() + "`";
    return "%d cases of a file of %d octets%s: **%d passed, %d failed** (%s), %d not applicable."
        .formatted(
            report.results().size(),
            report.size(),
            server,
            report.count(Result.Passed.class),
            report.failures().size(),
            demands(),
            report.notApplicable().size());
  }

  private String demands() {
    Map<Demand, Long> counts =
        report.failures().keySet().stream()
            .collect(Collectors.groupingBy(one -> one.statement().demand(), Collectors.counting()));
    return "MUST %d, SHOULD %d, agreed among servers %d"
        .formatted(
            counts.getOrDefault(Demand.MUST, 0L),
            counts.getOrDefault(Demand.SHOULD, 0L),
            counts.getOrDefault(Demand.AGREED, 0L));
  }

  private String groups() {
    StringBuilder rows =
        new StringBuilder("| group | passed | failed | not applicable |\n|---|--:|--:|--:|\n");
    report
        .byGroup()
        .forEach((group, results) -> rows.append(row(group + ": " + group.title(), results)));
    return rows.append(row("**all**", List.copyOf(report.results().values()))).toString();
  }

  private static String row(String title, List<Result> results) {
    return "| %s | %d | %d | %d |\n"
        .formatted(
            title,
            results.stream().filter(Result.Passed.class::isInstance).count(),
            results.stream().filter(Result.Failed.class::isInstance).count(),
            results.stream().filter(Result.NotApplicable.class::isInstance).count());
  }

  private static String failure(Case one, Result.Failed failed) {
    Statement statement = one.statement();
    Evidence evidence = failed.evidence();
    return """

    #### %s: %s

    %s (%s): %s.

    - expected: %s
    - came: %s

    ```http
    %s
    ```
    ```http
    %s
    ```
    ```sh
    %s
    ```
    """
        .formatted(
            statement.id(),
            statement.sentence(),
            statement.reference(),
            demand(statement.demand()),
            one.why(),
            evidence.expected(),
            failed.seen(),
            evidence.request(),
            evidence.answer(),
            evidence.curl());
  }

  private static String demand(Demand demand) {
    return demand == Demand.AGREED ? "agreed among servers" : demand.name();
  }

  private String reasons() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    report
        .notApplicable()
        .forEach((one, result) ->
            byReason
                .computeIfAbsent(result.reason(), reason -> new java.util.ArrayList<>())
                .add(one.id()));
    return byReason.entrySet().stream()
        .map(entry -> "- " + ids(entry.getValue()) + ": " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private static String ids(List<String> ids) {
    Map<String, Long> counts =
        ids.stream()
            .collect(Collectors.groupingBy(id -> id, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(id -> id.getValue() == 1 ? id.getKey() : id.getKey() + " (" + id.getValue() + "×)")
        .collect(Collectors.joining(", "));
  }
}
