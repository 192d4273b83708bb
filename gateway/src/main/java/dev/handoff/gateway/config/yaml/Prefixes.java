package dev.handoff.gateway.config.yaml;

import java.util.List;
import java.util.regex.Pattern;

/**
 * URI prefixes: plain text, not percent-encoded, compared by segments. {@code /x} and {@code /x/}
 * are the same; the value always has both slashes.
 */
final class Prefixes {
  static final Kind<String> KIND = new Kind<>("prefix", Prefixes::parse, prefix -> prefix);

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  private Prefixes() {}

  private static Parsed<String> parse(String text) {
    if (!text.startsWith("/")) {
      String fix = text.isEmpty() ? "Write / for everything." : "Write /" + Quoted.bare(text) + ".";
      return Parsed.bad("prefix " + Quoted.of(text) + " does not begin with a slash.", fix);
    }
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
      return Parsed.bad("prefix " + Quoted.of(text) + " contains a control character.", "");
    }
    if (text.contains("?") || text.contains("#") || text.contains("\\")) {
      return Parsed.bad(
          "prefix " + Quoted.of(text) + " contains `?`, `#` or a backslash.",
          "A prefix is the beginning of a path and nothing else.");
    }
    if (text.contains(";")) {
      return Parsed.bad(
          "prefix " + Quoted.of(text) + " contains `;`.",
          "Servers read what follows it as a parameter, so it is no part of a prefix.");
    }
    if (text.contains("*")) {
      return Parsed.bad(
          "prefix " + Quoted.of(text) + " contains `*`.",
          "A prefix covers all below it; patterns are not needed.");
    }
    if (ESCAPE.matcher(text).find()) {
      return Parsed.bad(
          "prefix " + Quoted.of(text) + " is percent-encoded.",
          "Write the plain text, such as /a b/ for /a%20b/.");
    }
    String prefix = text.endsWith("/") ? text : text + "/";
    List<String> segments = List.of(prefix.substring(1).split("/", -1));
    boolean odd =
        prefix.contains("//")
            || segments.stream().anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    if (odd) {
      return Parsed.bad(
          "prefix "
              + Quoted.of(text)
              + " contains an empty, `.` or `..` segment, so no request"
              + " could match it.",
          "Write the path as it looks after normalisation.");
    }
    return Parsed.good(prefix);
  }
}
