package dev.handoff.core.fields;

/** Character rules shared by all fields (RFC 9110 §5.5, §5.6). */
public final class FieldSyntax {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final boolean[] TOKEN = tokenTable();

  private FieldSyntax() {}

  private static boolean[] tokenTable() {
    boolean[] table = new boolean[128];
    for (char c = '0'; c <= '9'; c++) {
      table[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      table[c] = true;
      table[c - 'a' + 'A'] = true;
    }
    for (int i = 0; i < TOKEN_MARKS.length(); i++) {
      table[TOKEN_MARKS.charAt(i)] = true;
    }
    return table;
  }

  /** Whether c may stand in a token (RFC 9110 §5.6.2). */
  public static boolean isTokenChar(char c) {
    return c < 128 && TOKEN[c];
  }

  /** Whether all of text is one token; the empty string is none. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** SP or HTAB (RFC 9110 §5.6.3). */
  public static boolean isOws(char c) {
    return c == ' ' || c == '\t';
  }

  /** Text without SP and HTAB at both ends; the same object if there are none. */
  public static String trimOws(String text) {
    int end = text.length();
    int start = 0;
    while (start < end && isOws(text.charAt(start))) {
      start++;
    }
    while (end > start && isOws(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /**
   * Whether text can be written as a field value: no control but HTAB, and nothing that is more
   * than one octet (RFC 9110 §5.5). Obs-text (0x80 to 0xFF) passes.
   */
  public static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' ? c != '\t' : c == 0x7F || c > 0xFF) {
        return false;
      }
    }
    return true;
  }

  /** Text for an error message: shortened, and with controls made visible. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), 80); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append(text.length() > 80 ? "…'" : "'").toString();
  }
}
