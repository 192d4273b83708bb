package dev.handoff.core.validators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: C1-C8 C13 D4 D12 D17 D18
final class EntityTagTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
  private static final long MTIME = 1_741_608_000;

  @Test
  void c1c2AFileGetsAStrongTagOfSizeAndNanoseconds() {
    EntityTag tag = EntityTag.ofFile(1000, MTIME, 500_000_000, NOW);

    assertThat(tag).hasToString("\"67ced440.1dcd6500-3e8\"");
    assertThat(tag.weak()).isFalse();
  }

  @ParameterizedTest(name = "{0} size {1}, mtime {2}.{3}: another tag")
  @CsvSource({
    "C2, 1001, 1741608000, 500000000",
    "C2, 1000, 1741608001, 500000000",
    "C2, 1000, 1741608000, 500000001",
    "C2, 0, 0, 0",
    "C2, 9223372036854775807, -1, 999999999",
  })
  void c2AnyDifferenceIsAnotherTag(String id, long size, long seconds, int nanos) {
    EntityTag original = EntityTag.ofFile(1000, MTIME, 500_000_000, NOW);

    assertThat(EntityTag.ofFile(size, seconds, nanos, NOW).weakEquals(original)).isFalse();
  }

  @Test
  void c8c13TheSameBytesGiveTheSameStrongTagAndOthersAnother() {
    EntityTag tag = EntityTag.ofContent("abc".getBytes(StandardCharsets.US_ASCII));

    // SHA-256 of abc begins with ba7816bf 8f01cfea 414140de 5dae2223.
    assertThat(tag).hasToString("\"ungWv48Bz-pBQUDeXa4iIw\"");
    assertThat(tag.weak()).isFalse();
    assertThat(EntityTag.ofContent(new byte[0]).weakEquals(EntityTag.ofContent(new byte[1])))
        .isFalse();
  }

  @Test
  void c13TheSameFactsGiveTheSameTagEverywhere() {
    assertThat(EntityTag.ofFile(1000, MTIME, 7, NOW))
        .isEqualTo(EntityTag.ofFile(1000, MTIME, 7, NOW.plusSeconds(86_400)));
  }

  @ParameterizedTest(name = "{0} modified {1} ms before now: weak {2}")
  @CsvSource({
    "C3, 0, true",
    "C3, 1, true",
    "C3, 1000, true",
    "C3, 1999, true",
    "C3, 2000, false",
    "C3, 2001, false",
    "C3, 3600000, false",
    "C3, -1, true",
    "C3, -1999, true",
    "C3, -2000, false",
    "C3, -86400000, false",
  })
  void c3WeakWhileJustModified(String id, long millis, boolean weak) {
    Instant modified = NOW.minus(Duration.ofMillis(millis));

    EntityTag tag = EntityTag.ofFile(1, modified.getEpochSecond(), modified.getNano(), NOW);

    assertThat(tag.weak()).isEqualTo(weak);
  }

  @Test
  void c3TheClockMayLieInTheMiddleOfASecond() {
    Instant now = Instant.parse("2026-11-21T09:00:01.999999999Z");
    long second = now.getEpochSecond() - 2;

    assertThat(EntityTag.ofFile(1, second, 999_999_999, now).weak()).isFalse();
    assertThat(EntityTag.ofFile(1, second + 1, 0, now).weak()).isTrue();
    assertThat(EntityTag.ofFile(1, second, 999_999_999, now.minusNanos(1)).weak()).isTrue();
  }

  @ParameterizedTest(name = "{0} {1} reads as {2}, weak {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C4  | "x"        | x     | false
          C4  | W/"x"      | x     | true
          C4  | ""         | ''    | false
          C4  | W/""       | ''    | true
          C4  | "a,b"      | a,b   | false
          C4  | "!#[]^~\\" | !#[]^~\\ | false
          C4  | "caf\u00e9"     | caf\u00e9  | false
          """)
  void readsWhatItWrites(String id, String text, String opaque, boolean weak) {
    assertThat(EntityTag.parse(text)).contains(new EntityTag(opaque, weak));
    assertThat(new EntityTag(opaque, weak)).hasToString(text);
  }

  @ParameterizedTest(name = "[{0}] is no tag")
  @ValueSource(
      strings = {
        "",
        "x",
        "\"",
        "\"x",
        "x\"",
        "W/",
        "W/x",
        "W/\"x",
        "w/\"x\"",
        "W\"x\"",
        "W/ \"x\"",
        "*",
        "\"a\"b\"",
        "\"a\", \"b\"",
        "\"a b\"",
        "\"a\tb\"",
        "\"a\u007fb\"",
        " \"x\"",
        "\"x\" ",
        "'x'"
      })
  void d17d18AnythingElseIsNone(String text) {
    assertThat(EntityTag.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a b", "a\nb", "a\0", "\u007f", "€"})
  void c4ATagThatCouldNotBeWrittenIsRefused(String opaque) {
    assertThatIllegalArgumentException().isThrownBy(() -> new EntityTag(opaque, false));
  }

  @ParameterizedTest(name = "{0} {1} and {2}: strong {3}, weak {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D4  | W/"1" | W/"1" | false | true
          D12 | W/"1" | W/"2" | false | false
          D12 | W/"1" | "1"   | false | true
          D12 | "1"   | "1"   | true  | true
          D17 | "a"   | "A"   | false | false
          """)
  void comparesAsTheRfcDoes(String id, String a, String b, boolean strong, boolean weak) {
    EntityTag first = EntityTag.parse(a).orElseThrow();
    EntityTag second = EntityTag.parse(b).orElseThrow();

    assertThat(first.strongEquals(second)).isEqualTo(strong);
    assertThat(second.strongEquals(first)).isEqualTo(strong);
    assertThat(first.weakEquals(second)).isEqualTo(weak);
    assertThat(second.weakEquals(first)).isEqualTo(weak);
  }

  @ParameterizedTest(name = "{0} modified {1} s after the epoch, now {2}: date {3}")
  @CsvSource({
    "C1, 1741608000, 2026-11-21T09:00:00Z, true",
    "C5, 1795251600, 2026-11-21T09:00:00Z, true",
    "C6, 1795251601, 2026-11-21T09:00:00.9Z, false",
    "C6, 4102444800, 2026-11-21T09:00:00Z, false",
    "C7, 0, 2026-11-21T09:00:00Z, false",
    "C7, -1, 2026-11-21T09:00:00Z, false",
  })
  void aDateIsKnownOnlyIfItCanBeTrue(String id, long mtime, Instant now, boolean known) {
    Validators validators = Validators.ofFile(1, mtime, 0, now);

    assertThat(validators.lastModified().isPresent()).isEqualTo(known);
    assertThat(validators.entityTag()).isPresent();
  }

  @Test
  void c6ADateThatLiesAheadIsLeftOutUntilItComes() {
    Validators validators = new Validators(Optional.empty(), Optional.of(NOW));

    assertThat(validators.asOf(NOW.minusSeconds(1))).isEqualTo(Validators.NONE);
    assertThat(validators.asOf(NOW)).isSameAs(validators);
    assertThat(Validators.NONE.asOf(NOW)).isSameAs(Validators.NONE);
    Validators beforeChrist = new Validators(Optional.empty(), Optional.of(Instant.MIN));
    assertThat(beforeChrist.asOf(NOW)).isEqualTo(Validators.NONE);
  }

  @ParameterizedTest(name = "ETag {0}, Last-Modified {1}: {2}, {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "x"       | Sun, 06 Nov 1994 08:49:37 GMT | "x" | 1994-11-06T08:49:37Z
          W/"x"     | -                             | W/"x" | -
          x         | yesterday                     | -   | -
          "x"/"x"   | -                             | -   | -
          """)
  void readsTheValidatorsOfAnAnswer(String tags, String date, String tag, String modified) {
    List<Field> fields = new ArrayList<>();
    for (String line : tags.replace("\"/", "\" /").split(" /")) {
      fields.add(new Field("ETag", line));
    }
    fields.add(new Field("Last-Modified", date));

    Validators validators = Validators.ofResponse(FieldLines.of(fields), NOW);

    assertThat(validators.entityTag().map(EntityTag::toString).orElse("-")).isEqualTo(tag);
    assertThat(validators.lastModified().map(Instant::toString).orElse("-")).isEqualTo(modified);
  }
}
