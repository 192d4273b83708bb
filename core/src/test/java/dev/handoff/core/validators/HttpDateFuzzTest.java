package dev.handoff.core.validators;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates against the JDK's own formatter, and there and back. */
final class HttpDateFuzzTest {

  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  private static final DateTimeFormatter FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  @FuzzTest
  void readsOnlyWhatIsADate(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);

    Optional<Instant> date = HttpDate.parse(text, NOW);

    if (date.isPresent()) {
      assertThat(text).matches("(?s)[A-Z][a-z]{2,8},? .*[0-9]{2}:[0-9]{2}:[0-9]{2}.*");
      if (HttpDate.isWritable(date.get())) {
        String written = HttpDate.format(date.get());
        assertThat(HttpDate.parse(written, NOW)).isEqualTo(date);
        assertThat(written).hasSize(29);
      }
      if (!text.contains("-")) {
        assertThat(date.get().atOffset(ZoneOffset.UTC).getYear()).isBetween(0, 10_000);
      } else {
        assertThat(date.get())
            .isBefore(NOW.atOffset(ZoneOffset.UTC).plusYears(50).plusSeconds(2).toInstant());
      }
    }
    assertThat(date.isPresent() || !isFixdateOfTheJdk(text)).isTrue();
  }

  /** Strings that the JDK reads and writes back alike. */
  private static boolean isFixdateOfTheJdk(String text) {
    try {
      return FIXDATE.format(Instant.from(FIXDATE.parse(text))).equals(text);
    } catch (DateTimeException none) {
      return false;
    }
  }

  @FuzzTest
  void writesWhatTheJdkWrites(byte[] input) {
    long bits = ByteBuffer.allocate(8).put(input, 0, Math.min(8, input.length)).getLong(0);
    // 400 years of seconds on either side of the epoch, and a little beyond four digits of a year.
    Instant moment = Instant.ofEpochSecond(bits % 260_000_000_000L);

    if (HttpDate.isWritable(moment)) {
      String written = HttpDate.format(moment);
      if (moment.atOffset(ZoneOffset.UTC).getYear() > 0) {
        assertThat(written).isEqualTo(FIXDATE.format(moment));
      }
      assertThat(HttpDate.parse(written, NOW)).hasValue(moment);
    } else {
      assertThat(moment.atOffset(ZoneOffset.UTC).getYear())
          .matches(year -> year < 0 || year > 9999);
    }
  }
}
