package dev.handoff.gateway.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.http1.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept, how much of it, and what withdraws it. */
class DecisionsTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final Decisions decisions = new Decisions(clock::get, 3, 1 << 20);

  private static DecisionId id(int number) {
    return new DecisionId(ByteBuffer.allocate(32).putInt(number).putInt(number).array());
  }

  private Decision decision(String key, long life) {
    return new Decision(new ResponseHead().kept(), Optional.of(key), clock.get(), life);
  }

  private boolean keep(int number, String key) {
    return decisions.keep(id(number), decision(key, 100), System.nanoTime() + 1_000_000);
  }

  @Test
  void endsWithItsTimeEvenWhereTheClockWrapsRound() {
    keep(1, "k");
    clock.addAndGet(99);
    assertThat(decisions.find(id(1))).isNotNull();
    clock.addAndGet(1);
    assertThat(decisions.find(id(1))).isNull();
    assertThat(decisions.counts().kept()).isZero();
    assertThat(decisions.counts().octets()).isZero();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    for (int i = 1; i <= 4; i++) {
      keep(i, "k" + i);
    }
    assertThat(decisions.find(id(1))).isNull();
    assertThat(decisions.find(id(2))).isNotNull();
    assertThat(decisions.find(id(4))).isNotNull();
    assertThat(decisions.counts().kept()).isEqualTo(3);
  }

  @Test
  void oneThatIsKeptAnewIsTheYoungestAndCountsOnce() {
    keep(1, "k");
    long octets = decisions.counts().octets();
    keep(2, "k");
    keep(1, "k");
    assertThat(decisions.counts()).isEqualTo(new Decisions.Counts(2, 2 * octets, 0, 0));
    keep(3, "k");
    keep(4, "k");
    assertThat(decisions.find(id(2))).isNull();
    assertThat(decisions.find(id(1))).isNotNull();
  }

  @Test
  void memoryIsBounded() {
    int one = decision("k", 100).footprint();
    Decisions small = new Decisions(clock::get, 1000, 3L * one);
    for (int i = 0; i < 10; i++) {
      small.keep(id(i), decision("k", 100), System.nanoTime());
      assertThat(small.counts().octets()).isLessThanOrEqualTo(3L * one);
    }
    assertThat(small.counts().kept()).isEqualTo(3);
    Decisions tiny = new Decisions(clock::get, 1000, one - 1);
    assertThat(tiny.keep(id(1), decision("k", 100), System.nanoTime())).isFalse();
  }

  @ParameterizedTest(name = "{0} withdraws {1}")
  @CsvSource({
    "u42:f9, 1", // that one
    "u42:, 0", // a key is no prefix
    "U42:f9, 0", // octet for octet
    "'', 0",
  })
  void revokesByKey(String key, int count) {
    keep(1, "u42:f9");
    keep(2, "u42:f10");
    assertThat(decisions.revoke(key)).isEqualTo(count);
    assertThat(decisions.counts().revoked()).isEqualTo(count);
  }

  @ParameterizedTest(name = "{0}* withdraws {1}")
  @CsvSource({"u42:f9, 1", "u42:, 2", "u4, 3", "'', 3", "x, 0"})
  void revokesByPrefix(String prefix, int count) {
    keep(1, "u42:f9");
    keep(2, "u42:f10");
    keep(3, "u43:f9");
    assertThat(decisions.revokePrefix(prefix)).isEqualTo(count);
    assertThat(decisions.counts().kept()).isEqualTo(3 - count);
  }

  @Test
  void whatWasDecidedBeforeARevocationIsNotKeptAfterIt() {
    long asked = System.nanoTime();
    decisions.revoke("another");
    assertThat(decisions.keep(id(1), decision("k", 100), asked)).isFalse();
    assertThat(decisions.find(id(1))).isNull();
    assertThat(decisions.keep(id(1), decision("k", 100), System.nanoTime() + 1)).isTrue();
  }

  @Test
  void droppingAnOldDecisionLeavesItsSuccessor() {
    Decision old = decision("k", 100);
    decisions.keep(id(1), old, System.nanoTime());
    keep(1, "k");
    decisions.drop(id(1), old);
    assertThat(decisions.find(id(1))).isNotNull();
  }
}
