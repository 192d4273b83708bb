package dev.handoff.cli.explain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A trace for people: the request, one line per decision, the answer and whose each field is. */
record ReadableTrace(Trace trace) {
  /** Longer values push their remark to a line of its own. */
  private static final int WIDEST_FIELD = 60;

  String text() {
    StringBuilder text = new StringBuilder(trace.request()).append('\n');
    int widest = width(trace.steps().stream().map(Trace.Step::what).toList());
    for (Trace.Step step : trace.steps()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%9.2f ms  %s  %s\n",
              step.micros() / 1000.0,
              pad(step.what(), widest),
              step.detail()));
    }
    text.append("answer ").append(trace.status()).append('\n');
    if (trace.sent().isEmpty()) {
      trace.fields().forEach(field -> text.append("  ").append(field).append('\n'));
    } else {
      fields(text);
    }
    if (!trace.keptBack().isEmpty()) {
      text.append("not sent on\n");
      keptBack(text);
    }
    return text.toString().stripTrailing();
  }

  private void fields(StringBuilder text) {
    List<String> lines =
        trace.sent().stream().map(field -> field.name() + ": " + field.value()).toList();
    int widest = Math.min(WIDEST_FIELD, width(lines));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      text.append("  ").append(pad(line, widest));
      if (line.length() > widest) {
        text.append("\n  ").append(" ".repeat(widest));
      }
      text.append("  ← ").append(trace.sent().get(i).from()).append('\n');
    }
  }

  /** One line for all fields that share their fate. */
  private void keptBack(StringBuilder text) {
    trace.keptBack().stream()
        .collect(
            Collectors.groupingBy(
                field -> "of " + field.from() + ": " + field.why(),
                java.util.LinkedHashMap::new,
                Collectors.mapping(Trace.KeptBack::name, Collectors.joining(", "))))
        .forEach((why, names) ->
            text.append("  ").append(names).append("  ← ").append(why).append('\n'));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }
}
