package dev.handoff.gateway.config.yaml;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes: plain bytes, or {@code KB}, {@code MB}, {@code GB}, {@code TB} as powers of 1024. */
final class Sizes {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?([A-Za-z]*)");
  private static final List<String> UNITS = List.of("", "KB", "MB", "GB", "TB");

  private Sizes() {}

  /** Both bounds inclusive, in bytes. */
  static Kind<Long> between(long least, long most) {
    String bounds = show(least) + " to " + show(most);
    return new Kind<>(
        "size, " + bounds,
        text ->
            switch (parse(text)) {
              case Parsed.Good<Long>(Long bytes) when bytes < least || bytes > most ->
                  Parsed.bad(text + " is out of bounds.", "Write a size from " + bounds + ".");
              case Parsed<Long> other -> other;
            },
        Sizes::show);
  }

  private static Parsed<Long> parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Parsed.bad(Quoted.of(text) + " is not a size.", "Write 10MB, 64KB or plain bytes.");
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT);
    int power = UNITS.indexOf(unit.equals("B") ? "" : unit);
    if (power < 0) {
      boolean shortened = UNITS.contains(unit + "B");
      String fix = shortened ? "Write " + matcher.group(1) + unit + "B." : "Use KB, MB, GB or TB.";
      return Parsed.bad(Quoted.of(text) + " has no known unit.", fix);
    }
    long number = Long.parseLong(matcher.group(1));
    long factor = 1L << (10 * power);
    if (number > Long.MAX_VALUE / factor) {
      return Parsed.bad(text + " is larger than any file.", "");
    }
    return Parsed.good(number * factor);
  }

  private static String show(long bytes) {
    int power = 0;
    long number = bytes;
    while (number != 0 && number % 1024 == 0 && power < UNITS.size() - 1) {
      number /= 1024;
      power++;
    }
    return number + UNITS.get(power);
  }
}
