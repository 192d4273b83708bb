package dev.handoff.gateway.differential;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Values that a table cannot know.
 *
 * <p>{@code {etag}} is the tag this front gives to {@code letters.txt}; {@code {modified}} its
 * Last-Modified, {@code {modified-1s}} and {@code {modified+1h}} dates beside it. {@code {files}}
 * is the folder behind {@code /_files/}, {@code {9 octets}} nine times x, {@code {9 ranges}} nine
 * ranges far from each other.
 */
record Placeholders(String files, String etag) {
  static final Placeholders NONE = new Placeholders("", "");

  private static final Pattern REPEATED = Pattern.compile("\\{(\\d+) octets}");
  private static final Pattern RANGES = Pattern.compile("\\{(\\d+) ranges}");
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static String date(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }

  String fill(String cell) {
    String repeated =
        REPEATED.matcher(cell).replaceAll(octets -> "x".repeat(Integer.parseInt(octets.group(1))));
    return RANGES
        .matcher(repeated)
        .replaceAll(ranges -> far(Integer.parseInt(ranges.group(1))))
        .replace("{etag}", etag)
        .replace("{files}", files)
        .replace("{modified}", date(Tree.MODIFIED))
        .replace("{modified-1s}", date(Tree.MODIFIED.minusSeconds(1)))
        .replace("{modified+1h}", date(Tree.MODIFIED.plus(Duration.ofHours(1))));
  }

  private static String far(int count) {
    return IntStream.range(0, count).mapToObj(i -> i * 500 + "-" + i * 500).collect(joining(","));
  }
}
