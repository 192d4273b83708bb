package dev.handoff.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One field line as it stood on the wire.
 *
 * @param name exact octets before the colon
 * @param value octets after it, without surrounding spaces and tabs
 * @param line all octets, without the line end
 */
public record Field(String name, String value, String line) {

  static List<Field> parse(List<String> lines) {
    List<Field> fields = new ArrayList<>(lines.size());
    for (String line : lines) {
      int colon = line.indexOf(':');
      fields.add(
          colon < 0
              ? new Field(line, "", line)
              : new Field(
                  line.substring(0, colon), withoutBlanks(line.substring(colon + 1)), line));
    }
    return List.copyOf(fields);
  }

  static List<String> values(List<Field> fields, String name) {
    return fields.stream().filter(f -> f.name.equalsIgnoreCase(name)).map(Field::value).toList();
  }

  static Optional<String> value(List<Field> fields, String name) {
    List<String> values = values(fields, name);
    if (values.size() > 1) {
      throw new AssertionError("one line of " + name + " expected, got " + values);
    }
    return values.stream().findFirst();
  }

  private static String withoutBlanks(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char octet) {
    return octet == ' ' || octet == '\t';
  }
}
