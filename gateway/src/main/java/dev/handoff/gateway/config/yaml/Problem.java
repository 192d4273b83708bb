package dev.handoff.gateway.config.yaml;

import java.util.Comparator;
import java.util.OptionalInt;

/**
 * One thing that is wrong in a configuration file, or looks like a mistake.
 *
 * @param file as the user wrote it
 * @param line one-based; empty when the file could not be read at all
 * @param key full name of the key it is about ({@code apps.shop.url}); empty when there is none
 * @param finding what was found and why it is refused, one or more sentences
 * @param fix what to do, one sentence; may be empty
 */
public record Problem(
    Severity severity, String file, OptionalInt line, String key, String finding, String fix) {

  /** In the order a reader of the file meets them. */
  static final Comparator<Problem> BY_LINE =
      Comparator.comparingInt(problem -> problem.line().orElse(0));

  private static final int WIDTH = 100;

  /** Whether the file is refused because of it. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** {@code handoff.yaml:14 finding} with the fix beside or below it, without a final line end. */
  public String text() {
    StringBuilder text = new StringBuilder(file);
    line.ifPresent(number -> text.append(':').append(number));
    text.append("  ");
    int indent = text.length();
    if (severity == Severity.WARNING) {
      text.append("warning: ");
    }
    text.append(finding);
    if (!fix.isEmpty()) {
      boolean fits = text.length() + 1 + fix.length() <= WIDTH;
      text.append(fits ? " " : "\n" + " ".repeat(indent)).append(fix);
    }
    return text.toString();
  }
}
