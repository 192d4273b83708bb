package dev.handoff.core.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One member of a list of preferences, such as Accept or Accept-Encoding (RFC 9110 §12.4.2).
 *
 * @param value what is preferred, in lower case and without parameters
 * @param weight in thousandths, 0 to 1000; 0 means not acceptable
 */
public record Weighted(String value, int weight) {
  private static final int FULL = 1000;

  /** Members of all lines in order; one whose weight cannot be read is left out. */
  public static List<Weighted> members(List<String> lines) {
    List<Weighted> members = new ArrayList<>();
    for (String member : FieldList.members(lines)) {
      int end = FieldList.endOfMember(member, 0, ';');
      int weight = weight(member, end);
      if (weight >= 0) {
        String value = FieldSyntax.trimOws(member.substring(0, end)).toLowerCase(Locale.ROOT);
        members.add(new Weighted(value, weight));
      }
    }
    return members;
  }

  /** The q parameter among those from start on; full weight without one, -1 if it is malformed. */
  private static int weight(String member, int start) {
    int at = start;
    while (at < member.length()) {
      int end = FieldList.endOfMember(member, at + 1, ';');
      String parameter = FieldSyntax.trimOws(member.substring(at + 1, end));
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return thousandths(parameter.substring(2));
      }
      at = end;
    }
    return FULL;
  }

  /** {@code qvalue}: 0 or 1 and up to three decimals, never more than 1. */
  private static int thousandths(String text) {
    if (text.isEmpty() || text.length() > 5 || (text.length() > 1 && text.charAt(1) != '.')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < 5; i++) {
      if (i == 1) {
        continue;
      }
      char c = i < text.length() ? text.charAt(i) : '0';
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value <= FULL ? value : -1;
  }
}
