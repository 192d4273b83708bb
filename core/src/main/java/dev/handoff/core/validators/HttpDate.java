package dev.handoff.core.validators;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Dates in fields (RFC 9110 §5.6.7): written as IMF-fixdate, read in all three forms.
 *
 * <p>Written by hand because a {@code DateTimeFormatter} costs more than the rest of a small
 * answer.
 */
public final class HttpDate {
  private static final String DAYS = "SunMonTueWedThuFriSat";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String[] LONG_DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  private static final byte[] TEMPLATE =
      "Ddd, 00 Mmm 0000 00:00:00 GMT".getBytes(StandardCharsets.US_ASCII);
  private static final int SECONDS_PER_DAY = 86_400;

  /** First second of year 0000 and first second after year 9999: four digits reach no further. */
  private static final long MIN = LocalDate.of(0, 1, 1).toEpochDay() * SECONDS_PER_DAY;

  private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * SECONDS_PER_DAY;

  private HttpDate() {}

  /** Whether the moment has a year of four digits. */
  public static boolean isWritable(Instant moment) {
    return moment.getEpochSecond() >= MIN && moment.getEpochSecond() < END;
  }

  /**
   * IMF-fixdate of the moment, cut to the second, not rounded: {@code Sun, 06 Nov 1994 08:49:37
   * GMT}.
   */
  public static String format(Instant moment) {
    return format(moment.getEpochSecond());
  }

  /**
   * IMF-fixdate of a Unix time in seconds.
   *
   * @throws IllegalArgumentException outside the years 0000 to 9999
   */
  public static String format(long epochSecond) {
    if (epochSecond < MIN || epochSecond >= END) {
      throw new IllegalArgumentException("no four-digit year at second " + epochSecond);
    }
    long epochDay = Math.floorDiv(epochSecond, (long) SECONDS_PER_DAY);
    int second = Math.floorMod(epochSecond, SECONDS_PER_DAY);
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    byte[] out = TEMPLATE.clone();
    copyName(DAYS, Math.floorMod(epochDay + 4, 7), out, 0);
    putTwoDigits(date.getDayOfMonth(), out, 5);
    copyName(MONTHS, date.getMonthValue() - 1, out, 8);
    putTwoDigits(date.getYear() / 100, out, 12);
    putTwoDigits(date.getYear() % 100, out, 14);
    putTwoDigits(second / 3600, out, 17);
    putTwoDigits(second / 60 % 60, out, 20);
    putTwoDigits(second % 60, out, 23);
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  private static void copyName(String names, int index, byte[] out, int at) {
    for (int i = 0; i < 3; i++) {
      out[at + i] = (byte) names.charAt(index * 3 + i);
    }
  }

  private static void putTwoDigits(int value, byte[] out, int at) {
    out[at] = (byte) ('0' + value / 10);
    out[at + 1] = (byte) ('0' + value % 10);
  }

  /**
   * Reads IMF-fixdate, the RFC 850 form and asctime's, case-sensitive as RFC 9110 has them. The
   * name of the day must be one, but need not fit the date.
   *
   * @param now decides the century of a two-digit year: never more than 50 years ahead
   * @return empty for anything else, such as ISO dates and bare numbers
   */
  public static Optional<Instant> parse(String text, Instant now) {
    if (text.length() == 29 && text.charAt(3) == ',') {
      return parseImfFixdate(text);
    }
    if (text.length() == 24) {
      return parseAsctime(text);
    }
    return parseRfc850(text, now);
  }

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  private static Optional<Instant> parseImfFixdate(String text) {
    if (nameAt(DAYS, text, 0) < 0
        || text.charAt(4) != ' '
        || text.charAt(7) != ' '
        || text.charAt(11) != ' '
        || text.charAt(16) != ' '
        || !text.endsWith(" GMT")) {
      return Optional.empty();
    }
    return moment(
        fourDigits(text, 12), nameAt(MONTHS, text, 8), twoDigits(text, 5), timeOfDay(text, 17));
  }

  /** {@code Sun Nov 6 08:49:37 1994}, the day padded with a space. */
  private static Optional<Instant> parseAsctime(String text) {
    if (nameAt(DAYS, text, 0) < 0
        || text.charAt(3) != ' '
        || text.charAt(7) != ' '
        || text.charAt(10) != ' '
        || text.charAt(19) != ' ') {
      return Optional.empty();
    }
    int day = text.charAt(8) == ' ' ? digit(text, 9) : twoDigits(text, 8);
    return moment(fourDigits(text, 20), nameAt(MONTHS, text, 4), day, timeOfDay(text, 11));
  }

  /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
  private static Optional<Instant> parseRfc850(String text, Instant now) {
    int comma = text.indexOf(',');
    if (comma < 0 || text.length() != comma + 24 || !isLongDay(text, comma)) {
      return Optional.empty();
    }
    String rest = text.substring(comma);
    int shortYear = twoDigits(rest, 9);
    if (rest.charAt(1) != ' '
        || rest.charAt(4) != '-'
        || rest.charAt(8) != '-'
        || rest.charAt(11) != ' '
        || !rest.endsWith(" GMT")
        || shortYear < 0) {
      return Optional.empty();
    }
    int month = nameAt(MONTHS, rest, 5);
    int day = twoDigits(rest, 2);
    int time = timeOfDay(rest, 12);
    var limit = now.atOffset(ZoneOffset.UTC).plusYears(50);
    int year = limit.getYear() - Math.floorMod(limit.getYear() - shortYear, 100);
    Optional<Instant> latest = moment(year, month, day, time);
    return latest.isPresent() && latest.get().isAfter(limit.toInstant())
        ? moment(year - 100, month, day, time)
        : latest;
  }

  private static boolean isLongDay(String text, int length) {
    for (String day : LONG_DAYS) {
      if (day.length() == length && text.startsWith(day)) {
        return true;
      }
    }
    return false;
  }

  /** Negative parts mean that something was no number or no name. */
  private static Optional<Instant> moment(int year, int month, int day, int secondOfDay) {
    if (year < 0 || month < 0 || day < 1 || secondOfDay < 0) {
      return Optional.empty();
    }
    LocalDate first = LocalDate.of(year, month + 1, 1);
    if (day > first.lengthOfMonth()) {
      return Optional.empty();
    }
    long epochDay = first.toEpochDay() + day - 1;
    return Optional.of(Instant.ofEpochSecond(epochDay * SECONDS_PER_DAY + secondOfDay));
  }

  /** Seconds of {@code hh:mm:ss}; a leap second counts as the first second of the next minute. */
  private static int timeOfDay(String text, int at) {
    int hour = twoDigits(text, at);
    int minute = twoDigits(text, at + 3);
    int second = twoDigits(text, at + 6);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return -1;
    }
    if (text.charAt(at + 2) != ':' || text.charAt(at + 5) != ':') {
      return -1;
    }
    return hour * 3600 + minute * 60 + second;
  }

  private static int nameAt(String names, String text, int at) {
    for (int i = 0; i < names.length(); i += 3) {
      if (text.regionMatches(at, names, i, 3)) {
        return i / 3;
      }
    }
    return -1;
  }

  private static int fourDigits(String text, int at) {
    int high = twoDigits(text, at);
    int low = twoDigits(text, at + 2);
    return high < 0 || low < 0 ? -1 : high * 100 + low;
  }

  private static int twoDigits(String text, int at) {
    int high = digit(text, at);
    int low = digit(text, at + 1);
    return high < 0 || low < 0 ? -1 : high * 10 + low;
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }
}
