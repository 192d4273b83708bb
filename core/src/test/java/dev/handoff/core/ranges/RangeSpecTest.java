package dev.handoff.core.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a client's Range a store is asked, and which octets that means. */
final class RangeSpecTest {
  @ParameterizedTest(name = "{0} is asked as {1}, of 1000 octets {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bytes=0-0                          | bytes=0-0     | 0-0
          bytes=5-9                          | bytes=5-9     | 5-9
          bytes=005-9                        | bytes=5-9     | 5-9
          bytes=5-                           | bytes=5-      | 5-999
          bytes=990-5000                     | bytes=990-5000| 990-999
          bytes=1000-                        | bytes=1000-   | none
          bytes=-10                          | bytes=-10     | 990-999
          bytes=-5000                        | bytes=-5000   | 0-999
          BYTES= 5-9                         | bytes=5-9     | 5-9
          bytes=,5-9,20-29                   | bytes=5-9     | 5-9
          bytes=5-9 , -1                     | bytes=5-9     | 5-9
          bytes=-0                           | nothing       |
          bytes=-0,5-9                       | nothing       |
          bytes=9-5                          | nothing       |
          bytes=5-9,x                        | nothing       |
          bytes=x                            | nothing       |
          bytes=                             | nothing       |
          items=5-9                          | nothing       |
          bytes=0-9999999999999999999        | nothing       |
          bytes=9999999999999999999-         | nothing       |
          """)
  void asks(String value, String asked, String octets) {
    Optional<RangeSpec> spec = RangeSpec.firstOf(value, RangeLimits.DEFAULT);
    assertThat(spec.map(RangeSpec::fieldValue).orElse("nothing")).isEqualTo(asked);
    spec.ifPresent(known ->
        assertThat(known.in(1000).map(range -> range.first() + "-" + range.last()).orElse("none"))
            .isEqualTo(octets));
  }

  @ParameterizedTest(name = "{0} means nothing of an empty representation")
  @CsvSource({"bytes=0-0", "bytes=5-", "bytes=-5"})
  void nothingOfNothing(String value) {
    assertThat(RangeSpec.firstOf(value, RangeLimits.DEFAULT).orElseThrow().in(0)).isEmpty();
  }
}
