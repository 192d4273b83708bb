package dev.handoff.conformance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the first answers said, and how it fills cases in.
 *
 * @param tag ETag, empty if there is none, or none that is a tag
 * @param modified Last-Modified as it was sent, where it is a date that one can reckon with
 * @param dateIsStrong whether so much time passed since that it may stand in If-Range
 * @param type Content-Type, possibly empty
 * @param disposition Content-Disposition, possibly empty
 * @param ranges whether a range was answered with a part
 * @param rangesRefused whether Accept-Ranges says that there are none
 * @param several whether two ranges were answered with two parts
 * @param saysLength whether the file came with its length
 * @param sentTag whether there was an ETag, be it one or not
 * @param sentDate whether there was a Last-Modified, be it a date or not
 */
record Facts(
    LocalCopy copy,
    String tag,
    Optional<String> modified,
    boolean dateIsStrong,
    String type,
    String disposition,
    boolean ranges,
    boolean rangesRefused,
    boolean several,
    boolean saysLength,
    boolean sentTag,
    boolean sentDate) {
  private static final DateTimeFormatter FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter RFC850 =
      DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC);
  private static final Instant LONG_AGO = Instant.parse("1998-01-01T00:00:00Z");
  private static final Instant TOO_OLD = Instant.parse("1971-01-01T00:00:00Z");
  private static final long STRONG_AFTER_SECONDS = 60;

  static Facts of(LocalCopy copy, Answer whole, boolean ranges, boolean several) {
    Optional<Instant> modified =
        whole.field("Last-Modified").flatMap(Facts::instant).filter(time -> time.isAfter(TOO_OLD));
    boolean strong =
        modified.isPresent()
            && whole
                .field("Date")
                .flatMap(Facts::instant)
                .filter(now -> !now.minusSeconds(STRONG_AFTER_SECONDS).isBefore(modified.get()))
                .isPresent();
    return new Facts(
        copy,
        whole.field("ETag").filter(Facts::isTag).orElse(""),
        modified.isPresent() ? whole.field("Last-Modified") : Optional.empty(),
        strong,
        whole.field("Content-Type").orElse(""),
        whole.field("Content-Disposition").orElse(""),
        ranges,
        whole.field("Accept-Ranges").filter("none"::equalsIgnoreCase).isPresent(),
        several,
        whole.field("Content-Length").isPresent(),
        whole.field("ETag").isPresent(),
        whole.field("Last-Modified").isPresent());
  }

  private static boolean isTag(String value) {
    return value.matches("(W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
  }

  boolean isStrong() {
    return tag.startsWith("\"");
  }

  static Optional<Instant> instant(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Everything that depends on size and date alone; tags stay as they are. */
  String numbered(String text) {
    long size = copy.size();
    String numbered =
        text.replace("{all}", size == 0 ? "empty" : "0-" + (size - 1))
            .replace("{size}", Long.toString(size))
            .replace("{size+1}", Long.toString(size + 1))
            .replace("{last}", Long.toString(size - 1))
            .replace("{tail}", Long.toString(size - 10))
            .replace("{mid}", Long.toString(size / 2))
            .replace("{mid-1}", Long.toString(size / 2 - 1))
            .replace("{mid+9}", Long.toString(size / 2 + 9))
            .replace("{2size}", Long.toString(2 * size))
            .replace("{far}", Long.toString(5 * size))
            .replace("{beyond}", Long.toString(100 * size - 1));
    if (modified.isEmpty()) {
      return numbered;
    }
    Instant date = instant(modified.get()).orElseThrow();
    return numbered
        .replace("{date-1}", FIXDATE.format(date.minusSeconds(1)))
        .replace("{date+1}", FIXDATE.format(date.plusSeconds(1)))
        .replace("{rfc850}", RFC850.format(date))
        .replace("{asctime}", ASCTIME.format(date));
  }

  String filledIn(String text) {
    return numbered(text)
        .replace("{strong}", tag)
        .replace("{tag}", tag)
        .replace("{opaque}", tag.replaceAll("^W/|\"", ""))
        .replace("{date}", modified.orElse(""))
        .replace("{old}", FIXDATE.format(old()))
        .replace("{type}", type)
        .replace("{disposition}", disposition)
        .replace("TAB", "\t");
  }

  private Instant old() {
    Instant dayBefore = modified.flatMap(Facts::instant).orElse(LONG_AGO).minusSeconds(86_400);
    return dayBefore.isBefore(LONG_AGO) ? dayBefore : LONG_AGO;
  }
}
