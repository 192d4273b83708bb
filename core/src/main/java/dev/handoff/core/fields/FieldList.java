package dev.handoff.core.fields;

import java.util.ArrayList;
import java.util.List;

/** Fields that are lists: comma-separated members, over one line or several (RFC 9110 §5.6.1). */
public final class FieldList {
  private FieldList() {}

  /**
   * Members of all lines in order, without surrounding whitespace. Empty members are dropped (RFC
   * 9110 §5.6.1.2). A comma inside a quoted string does not separate; an unclosed quoted string
   * runs to the end of its line.
   */
  public static List<String> members(List<String> lines) {
    List<String> members = new ArrayList<>();
    for (String line : lines) {
      int start = 0;
      while (start <= line.length()) {
        int end = endOfMember(line, start, ',');
        String member = FieldSyntax.trimOws(line.substring(start, end));
        if (!member.isEmpty()) {
          members.add(member);
        }
        start = end + 1;
      }
    }
    return members;
  }

  /**
   * Where the part that begins at start ends: the index of the separator, or the length of the
   * line. Separators inside quoted strings, and quotes behind a backslash there, do not count.
   */
  public static int endOfMember(String line, int start, char separator) {
    boolean quoted = false;
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        return i;
      }
    }
    return line.length();
  }

  /**
   * Whether every quoted string in the text ends. Behind one that does not, whatever is appended
   * would become part of it.
   */
  public static boolean closesItsQuotes(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (quoted && text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return !quoted;
  }
}
