package dev.handoff.gateway.deliver.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ahead of the end, and patient with a source that is away. */
final class RenewalTest {
  @ParameterizedTest(name = "{0} failures, {1} left: again after {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | PT6H   | PT5H50M | ten minutes ahead
          0 | PT20M  | PT10M   | the later of ten minutes ahead and half
          0 | PT10M  | PT5M    | the issuer may still give the old ones: half of what is left
          0 | PT2S   | PT1S    | half
          0 | PT1S   | PT1S    | not more than once a second
          0 | PT-5S  | PT1S    | a clock that jumped
          0 |        | P365D   | without end: only a change of the source matters
          1 | PT6H   | PT1S    | soon after the first failure
          2 |        | PT2S    | twice as long each time
          6 |        | PT32S   | twice as long each time
          7 |        | PT1M    | never longer than a minute
          99 |       | PT1M    | never longer than a minute
          """)
  void asksAgain(int failures, Duration left, Duration pause, String why) {
    assertThat(Renewal.pause(failures, Optional.ofNullable(left))).as(why).isEqualTo(pause);
  }
}
