package dev.handoff.cli.links;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a link ends, as people write it. */
final class Expiry {
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  private Expiry() {}

  /**
   * @throws IllegalArgumentException with the fix
   */
  static Instant parse(String text, Instant now) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      long number = Long.parseLong(span.group(1));
      Duration length =
          switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      return now.plus(length);
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither a span (30m, 24h, 7d) nor a time (2026-12-24T18:00:00Z)", e);
    }
  }
}
