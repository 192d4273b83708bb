package dev.handoff.gateway.limit.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be taken when. Moments are given; no clock runs. */
final class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest(name = "{0}/s, burst {1}: at {2} ms {3} of them pass ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 | 1 | 0                     | yes             | a full bucket gives one
          10 | 1 | 0,0                   | yes,no          | and no second one
          10 | 1 | 0,99,100              | yes,no,yes      | the next one when its time has come
          10 | 3 | 0,0,0,0               | yes,yes,yes,no  | so many at once
          10 | 3 | 0,0,0,100,100         | yes,yes,yes,yes,no | afterwards as they come in
          10 | 3 | 0,0,0,9999,9999,9999,9999 | yes,yes,yes,yes,yes,yes,no | a long pause fills no more than the burst
          0.5| 1 | 0,1999,2000           | yes,no,yes      | fewer than one in a second
          """)
  void takes(double perSecond, long burst, String at, String passes, String why) {
    TokenBucket bucket = new TokenBucket(0);
    List<String> taken = new ArrayList<>();
    for (String millis : at.split(",")) {
      long now = Long.parseLong(millis) * 1_000_000;
      taken.add(bucket.take(perSecond, burst, now) ? "yes" : "no");
    }
    assertThat(String.join(",", taken)).as(why).isEqualTo(passes);
  }

  @Test
  void whatIsReservedComesOneBehindTheOther() {
    TokenBucket bucket = new TokenBucket(0);
    List<Long> due = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      due.add(bucket.reserve(50, 100, 100, 0) / 1_000_000);
    }
    assertThat(due).containsExactly(-500L, 0L, 500L, 1000L);
  }

  @Test
  void debtIsForgottenBeyondASecond() {
    TokenBucket bucket = new TokenBucket(0);
    for (int i = 0; i < 1000; i++) {
      bucket.reserve(100, 100, 100, 0);
    }
    assertThat(bucket.nanosUntil(1, 100, 100, 0)).isLessThan(SECOND + SECOND / 10);
    assertThat(bucket.isFull(100, 2 * SECOND)).isTrue();
  }

  @Test
  void momentsMayOverflow() {
    long late = Long.MAX_VALUE - SECOND / 2;
    TokenBucket bucket = new TokenBucket(late);
    assertThat(bucket.take(1, 1, late)).isTrue();
    assertThat(bucket.take(1, 1, late + SECOND / 2)).isFalse();
    assertThat(bucket.take(1, 1, late + SECOND)).isTrue();
  }

  @Test
  void aRateMayChange() {
    TokenBucket bucket = new TokenBucket(0);
    for (int i = 0; i < 100; i++) {
      assertThat(bucket.take(50, 100, 0)).isTrue();
    }
    // Empty at one rate is empty at another one.
    assertThat(bucket.available(0.5, 100, 0)).isZero();
    assertThat(bucket.take(0.5, 100, SECOND)).isFalse();
    assertThat(bucket.take(0.5, 100, 2 * SECOND)).isTrue();
    assertThat(bucket.nanosUntil(1, 50, 100, 2 * SECOND)).isEqualTo(SECOND / 50);
  }

  @Test
  void anEmptyOneGivesWhatIsPutInAndNoMore() {
    TokenBucket bucket = new TokenBucket(0);
    bucket.leave(0, 10, 0);
    assertThat(bucket.take(0.001, 10, 0)).isFalse();
    bucket.credit(2);
    assertThat(bucket.take(0.001, 10, 0)).isTrue();
    assertThat(bucket.take(0.001, 10, 0)).isTrue();
    assertThat(bucket.take(0.001, 10, 0)).isFalse();
    bucket.credit(1000);
    assertThat(bucket.available(0.001, 10, 0)).isEqualTo(10);
  }
}
