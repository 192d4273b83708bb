package dev.handoff.gateway.config.yaml;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times: a number with its unit, from milliseconds to years (of 365 days). */
final class Times {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,12}) ?([a-z]+)");
  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms", 1L,
          "s", 1_000L,
          "m", 60_000L,
          "h", 3_600_000L,
          "d", 86_400_000L,
          "y", 31_536_000_000L);

  /** So that no sum of two overflows anywhere. */
  private static final long LONGEST_MILLIS = 100 * 31_536_000_000L;

  private Times() {}

  /** Both bounds inclusive. */
  static Kind<Duration> between(Duration least, Duration most) {
    String bounds = show(least) + " to " + show(most);
    return new Kind<>(
        "time, " + bounds,
        text ->
            switch (parse(text)) {
              case Parsed.Good<Duration>(Duration time)
                  when time.compareTo(least) < 0 || time.compareTo(most) > 0 ->
                  Parsed.bad(text + " is out of bounds.", "Write a time from " + bounds + ".");
              case Parsed<Duration> other -> other;
            },
        Times::show);
  }

  static Parsed<Duration> parse(String text) {
    if (text.matches("[0-9]{1,12}")) {
      return Parsed.bad(text + " has no unit.", "Write " + text + "s for seconds.");
    }
    Matcher matcher = TIME.matcher(text);
    Long unit = matcher.matches() ? MILLIS.get(matcher.group(2)) : null;
    if (unit == null) {
      return Parsed.bad(
          Quoted.of(text) + " is not a time.", "Write a number with ms, s, m, h, d or y.");
    }
    long number = Long.parseLong(matcher.group(1));
    if (number > LONGEST_MILLIS / unit) {
      return Parsed.bad(text + " is longer than a century.", "");
    }
    return Parsed.good(Duration.ofMillis(number * unit));
  }

  static String show(Duration time) {
    long millis = time.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long factor = MILLIS.getOrDefault(unit, 1L);
      // Everybody writes 60s for a time-out, not 1m.
      boolean asWritten = !unit.equals("m") || millis > factor;
      if (millis % factor == 0 && asWritten) {
        return millis / factor + unit;
      }
    }
    return millis + "ms";
  }
}
