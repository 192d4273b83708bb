package dev.handoff.gateway.config.yaml;

/**
 * Text of the file inside a message: shortened, and without characters that a terminal would obey.
 */
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  static String of(String text) {
    return "`" + bare(text) + "`";
  }

  static String bare(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(point -> {
          boolean obeyed =
              Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
          if (obeyed) {
            safe.append(String.format("\\u%04x", point));
          } else {
            safe.appendCodePoint(point);
          }
        });
    return text.codePointCount(0, text.length()) > LONGEST ? safe + "…" : safe.toString();
  }
}
