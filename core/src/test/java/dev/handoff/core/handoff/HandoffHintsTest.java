package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.handoff.HandoffHints.Parsed;
import dev.handoff.core.handoff.HandoffHints.Refused;
import dev.handoff.core.handoff.HandoffHints.Unreadable;
import dev.handoff.core.validators.EntityTag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandoffHintsTest {

  private static HandoffHints hints(String line) {
    Parsed parsed = (Parsed) HandoffHints.parse(List.of(line));
    assertThat(parsed.ignored()).isEmpty();
    return parsed.hints();
  }

  @Test
  void readsEveryKey() {
    HandoffHints hints =
        hints(
            "etag=\"v7\";weak, size=1000, type=\"text/csv; charset=utf-8\", modified=@1763716000,"
                + " subject=\"u42\", key=\"u42:f9\", receipt=\"d-771\", reuse=30, rate=65536,"
                + " delete-after");

    assertThat(hints)
        .isEqualTo(
            new HandoffHints(
                Optional.of(new EntityTag("v7", true)),
                OptionalLong.of(1000),
                Optional.of("text/csv; charset=utf-8"),
                Optional.of(Instant.ofEpochSecond(1763716000)),
                Optional.of("u42"),
                Optional.of("u42:f9"),
                Optional.of("d-771"),
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(new Rate.Limited(65536)),
                true));
  }

  @Test
  void withoutTheFieldThereAreNone() {
    assertThat(HandoffHints.parse(List.of())).isEqualTo(new Parsed(HandoffHints.NONE, List.of()));
  }

  @Test
  void severalLinesAreOneDictionary() {
    Parsed parsed = (Parsed) HandoffHints.parse(List.of("size=1, reuse=5", "size=2"));

    assertThat(parsed.hints().size()).hasValue(2);
    assertThat(parsed.hints().reuse()).hasValue(Duration.ofSeconds(5));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          etag="abc"          | "abc"
          etag="abc";weak     | W/"abc"
          etag="abc";weak=?0  | "abc"
          etag="abc";weak="x" | "abc"
          etag=""             | ""
          """)
  void makesAnEntityTag(String line, String tag) {
    assertThat(hints(line).etag()).map(EntityTag::toString).hasValue(tag);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rate=0            | true  | unlimited
          rate=1            | true  | limited
          delete-after=?0   | false | not deleted
          """)
  void zeroAndFalseAreValues(String line, boolean rate, String why) {
    assertThat(hints(line).rate().isPresent()).isEqualTo(rate);
    assertThat(hints(line).deleteAfter()).isFalse();
    assertThat(hints("rate=0").rate()).hasValue(new Rate.Unlimited());
  }

  @ParameterizedTest(name = "{0}: {1} is ignored ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          colour="red"        | colour   | a key nobody knows
          etag=abc            | etag     | a Token is no String
          etag="a b"          | etag     | a space in a tag
          etag="a\\"b"        | etag     | a quote in a tag
          size="1"            | size     | a String is no Integer
          size=1.5            | size     | nor is a Decimal
          size=-1             | size     | less than nothing
          type="nonsense"     | type     | no media type
          type=text/css       | type     | a Token is no String
          modified="2026"     | modified | no Date
          modified=1763716000 | modified | an Integer is no Date
          modified=@999999999999999 | modified | a year no field can say
          key=1               | key      | no String
          receipt             | receipt  | true is no String
          reuse=-5            | reuse    | less than nothing
          reuse=("a")         | reuse    | a list
          """)
  void whatLiftsNoLimitIsIgnored(String line, String key, String why) {
    Parsed parsed = (Parsed) HandoffHints.parse(List.of(line));

    assertThat(parsed.hints()).isEqualTo(HandoffHints.NONE);
    assertThat(parsed.ignored()).singleElement().asString().startsWith(key + ":");
  }

  @ParameterizedTest(name = "{0} is refused ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          subject=42         | a number would count as nobody
          subject=u42        | so would a Token
          subject            | or nothing at all
          subject=("a" "b")  | or two of them
          rate="10k"         | a String
          rate=1.5           | a Decimal
          rate=-1            | less than nothing
          rate               | nothing
          delete-after=1     | an Integer is no Boolean
          delete-after="yes" | nor is a String
          size=x, rate=x     | beside another mistake
          """)
  void aLimitThatCannotBeReadIsRefused(String line, String why) {
    assertThat(HandoffHints.parse(List.of(line))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest(name = "{0} is unreadable")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          reuse=
          reuse=30,
          Reuse=30
          subject="u42
          rate=99999999999999999999
          reuse=30 rate=5
          subject="ü"
          """)
  void whatIsNoDictionaryIsUnreadable(String line) {
    assertThat(HandoffHints.parse(List.of(line))).isInstanceOf(Unreadable.class);
  }
}
