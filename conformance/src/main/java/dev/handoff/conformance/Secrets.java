package dev.handoff.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the user gave in confidence, and never stands in evidence. */
final class Secrets {
  private static final String HIDDEN = "…";
  private static final Pattern COOKIES = Pattern.compile("(?im)^(Set-Cookie2?|Cookie): .*$");

  /** Anything shorter stands in every answer by chance. */
  private static final int SHORTEST = 4;

  private final List<String> values = new ArrayList<>();

  /**
   * @param lines whose values are secret; of cookies and credentials each part by itself, too
   * @param query of the URL, which may be a signature
   */
  Secrets(List<String> lines, String query) {
    for (String line : lines) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      values.add(value);
      values.addAll(List.of(value.split("[;, ]+|(?<=[^=])=(?=[^=])", -1)));
    }
    values.add(query);
    values.addAll(List.of(query.split("[&=]", -1)));
    values.removeIf(value -> value.length() < SHORTEST);
    values.sort(Comparator.comparingInt(String::length).reversed());
  }

  String hiddenIn(String text) {
    String hidden = COOKIES.matcher(text).replaceAll(found -> found.group(1) + ": " + HIDDEN);
    for (String value : values) {
      hidden = hidden.replaceAll(Pattern.quote(value), Matcher.quoteReplacement(HIDDEN));
    }
    return hidden;
  }

  /** A line of the user as it may be shown. */
  static String shown(String line) {
    return line.substring(0, line.indexOf(':')) + ": " + HIDDEN;
  }
}
