package dev.handoff.testkit.exchange;

import java.nio.charset.StandardCharsets;

/**
 * One field line as it was sent, right or wrong.
 *
 * @param line without its line end; one char is one octet
 */
public record FieldLine(String line) {

  /** A line to send. What is not Latin-1 goes as UTF-8. */
  public static FieldLine of(String name, String value) {
    boolean octets = value.chars().allMatch(c -> c <= 0xFF);
    return new FieldLine(
        name
            + ": "
            + (octets
                ? value
                : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
  }

  /** What stands before the colon; the whole line where there is none. */
  public String name() {
    int colon = line.indexOf(':');
    return colon < 0 ? line : line.substring(0, colon);
  }

  /** What stands behind the colon, without surrounding white space; empty where there is none. */
  public String value() {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(colon + 1).strip();
  }

  /** Whether it has that name, compared without case. */
  public boolean isNamed(String name) {
    return name().equalsIgnoreCase(name);
  }

  @Override
  public String toString() {
    return line;
  }
}
