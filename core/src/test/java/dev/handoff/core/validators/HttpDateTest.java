package dev.handoff.core.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: C5 D22-D24
final class HttpDateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C5 | 1994-11-06T08:49:37Z     | Sun, 06 Nov 1994 08:49:37 GMT
          C5 | 2025-03-01T00:00:00Z     | Sat, 01 Mar 2025 00:00:00 GMT
          C5 | 2025-03-10T12:00:00.999Z | Mon, 10 Mar 2025 12:00:00 GMT
          C5 | 2024-02-29T23:59:59Z     | Thu, 29 Feb 2024 23:59:59 GMT
          C5 | 1970-01-01T00:00:00Z     | Thu, 01 Jan 1970 00:00:00 GMT
          C5 | 1969-12-31T23:59:59.5Z   | Wed, 31 Dec 1969 23:59:59 GMT
          C5 | 0000-01-01T00:00:00Z     | Sat, 01 Jan 0000 00:00:00 GMT
          C5 | 9999-12-31T23:59:59Z     | Fri, 31 Dec 9999 23:59:59 GMT
          """)
  void writesImfFixdateCutToTheSecond(String id, Instant moment, String text) {
    assertThat(HttpDate.format(moment)).isEqualTo(text);
    assertThat(HttpDate.format(moment.getEpochSecond())).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D22 | Sun, 06 Nov 1994 08:49:37 GMT     | 1994-11-06T08:49:37Z
          D22 | Sunday, 06-Nov-94 08:49:37 GMT    | 1994-11-06T08:49:37Z
          D22 | Sun Nov  6 08:49:37 1994          | 1994-11-06T08:49:37Z
          D22 | Sun Nov 16 08:49:37 1994          | 1994-11-16T08:49:37Z
          D22 | Wednesday, 09-Nov-94 08:49:37 GMT | 1994-11-09T08:49:37Z
          D22 | Monday, 01-Jan-68 00:00:00 GMT    | 2068-01-01T00:00:00Z
          D22 | Saturday, 21-Nov-76 09:00:00 GMT  | 2076-11-21T09:00:00Z
          D22 | Saturday, 21-Nov-76 09:00:01 GMT  | 1976-11-21T09:00:01Z
          D22 | Saturday, 01-Jan-77 00:00:00 GMT  | 1977-01-01T00:00:00Z
          D22 | Saturday, 01-Jan-00 00:00:00 GMT  | 2000-01-01T00:00:00Z
          D23 | Tue, 19 Jan 2038 03:14:08 GMT     | 2038-01-19T03:14:08Z
          D23 | Thu, 10 Mar 2174 12:00:00 GMT     | 2174-03-10T12:00:00Z
          D23 | Fri, 31 Dec 9999 23:59:59 GMT     | 9999-12-31T23:59:59Z
          D22 | Sat, 31 Dec 2016 23:59:60 GMT     | 2017-01-01T00:00:00Z
          D22 | Mon, 06 Nov 1994 08:49:37 GMT     | 1994-11-06T08:49:37Z
          """)
  void readsAllThreeForms(String id, String text, Instant moment) {
    assertThat(HttpDate.parse(text, NOW)).contains(moment);
  }

  @Test
  void d22TheCenturyFollowsTheClock() {
    Instant late = Instant.parse("2090-06-01T00:00:00Z");

    assertThat(HttpDate.parse("Saturday, 01-Jan-05 00:00:00 GMT", late))
        .contains(Instant.parse("2105-01-01T00:00:00Z"));
    assertThat(HttpDate.parse("Saturday, 01-Jan-94 00:00:00 GMT", late))
        .contains(Instant.parse("2094-01-01T00:00:00Z"));
  }

  @ParameterizedTest(name = "D24 [{0}] is no date")
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "0",
        "1741608000",
        "2025-03-10T12:00:00Z",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +00",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Wed, 29 Feb 2023 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08-49-37 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT",
        "Sun, 06 Nov +994 08:49:37 GMT",
        "Sun, 06 Nov 1994 ٠٨:49:37 GMT",
        "Sun,_06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sonntag, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sunday, 31-Feb-94 08:49:37 GMT",
        "Sunday, 06-Nov-9x 08:49:37 GMT",
        "Sunday,",
        ",",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  0 08:49:37 1994",
        "Sun Nov 06 08:49:37 19x4",
        "Sun Nov 06 08:49:37_1994",
        "xxxxxxxxxxxxxxxxxxxxxxxx",
      })
  void anythingElseIsNone(String text) {
    assertThat(HttpDate.parse(text, NOW)).isEmpty();
  }

  @Test
  void agreesWithTheJdkOnAnyMomentAndReadsWhatItWrote() {
    DateTimeFormatter jdk =
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    Random random = new Random(1994);
    long end = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < 5_000; i++) {
      Instant moment = Instant.ofEpochSecond((long) (random.nextDouble() * end));
      assertThat(HttpDate.format(moment)).isEqualTo(jdk.format(moment));
      assertThat(HttpDate.parse(HttpDate.format(moment), NOW)).contains(moment);
    }
  }

  @Test
  void mutilatedDatesNeverThrow() {
    Random random = new Random(850);
    String[] good = {
      "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(good[random.nextInt(good.length)]);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        if (random.nextInt(3) == 0) {
          text.deleteCharAt(at);
        } else {
          text.setCharAt(at, (char) random.nextInt(256));
        }
      }
      HttpDate.parse(text.toString(), NOW);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -62_167_219_201L, 253_402_300_800L, Long.MAX_VALUE})
  void aYearWithoutFourDigitsCannotBeWritten(long epochSecond) {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpDate.format(epochSecond));
  }
}
