package dev.handoff.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One token, one request, one minute. */
class ExplainTokensTest {
  private final AtomicLong clock = new AtomicLong();
  private final ExplainTokens tokens = new ExplainTokens(clock::get);

  private boolean take(String token) {
    return tokens.take(token.getBytes(ISO_8859_1));
  }

  @Test
  void isGoodOnce() {
    String token = tokens.issue();
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(tokens.areWaiting()).isTrue();
    assertThat(take(token)).isTrue();
    assertThat(take(token)).isFalse();
    assertThat(tokens.areWaiting()).isFalse();
  }

  @Test
  void anythingElseIsNoneAndUsesNoneUp() {
    String token = tokens.issue();
    assertThat(take("")).isFalse();
    assertThat(take(token + "x")).isFalse();
    assertThat(take(token.substring(1))).isFalse();
    assertThat(take(token)).isTrue();
  }

  @Test
  void endsAfterItsTime() {
    String token = tokens.issue();
    clock.addAndGet(ExplainTokens.LIFE.toNanos());
    String later = tokens.issue();
    clock.incrementAndGet();
    assertThat(take(token)).isFalse();
    assertThat(take(later)).isTrue();
  }

  @Test
  void theOldestGivesWayToTheSixtyFifth() {
    String first = tokens.issue();
    String second = tokens.issue();
    for (int i = 0; i < 63; i++) {
      tokens.issue();
    }
    assertThat(take(first)).isFalse();
    assertThat(take(second)).isTrue();
  }
}
