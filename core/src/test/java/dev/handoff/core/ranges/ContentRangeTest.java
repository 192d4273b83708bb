package dev.handoff.core.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others say which octets they send. */
final class ContentRangeTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bytes 0-0/1                    | 0-0 of 1
          bytes 5-9/100                  | 5-9 of 100
          BYTES 5-9/100                  | 5-9 of 100
          bytes 5-9/*                    | 5-9 of ?
          bytes 007-009/0100             | 7-9 of 100
          bytes */100                    | none of 100
          bytes */0                      | none of 0
          bytes */*                      | nothing
          bytes 9-5/100                  | nothing
          bytes 5-100/100                | nothing
          bytes 0-0/0                    | nothing
          bytes 5-/100                   | nothing
          bytes -5/100                   | nothing
          bytes 5/100                    | nothing
          bytes 5-9                      | nothing
          bytes 5-9/                     | nothing
          bytes=5-9/100                  | nothing
          items 5-9/100                  | nothing
          bytes +5-9/100                 | nothing
          bytes 5-9/100, 0-1/100         | nothing
          bytes 5 - 9 / 100              | nothing
          bytes 0-9999999999999999999/9999999999999999999999 | nothing
          bytes                          | nothing
          """)
  void reads(String value, String meaning) {
    String read =
        ContentRange.parse(value)
            .map(range ->
                switch (range.getClass().getSimpleName()) {
                  case "Part" -> {
                    ContentRange.Part part = (ContentRange.Part) range;
                    yield part.range().first()
                        + "-"
                        + part.range().last()
                        + " of "
                        + (part.completeLength().isPresent()
                            ? part.completeLength().getAsLong()
                            : "?");
                  }
                  default -> "none of " + ((ContentRange.Unsatisfied) range).completeLength();
                })
            .orElse("nothing");
    assertThat(read).isEqualTo(meaning);
  }
}
