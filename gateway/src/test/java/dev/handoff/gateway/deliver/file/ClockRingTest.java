package dev.handoff.gateway.deliver.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClockRingTest {
  private final ClockRing ring = new ClockRing(100);
  private final List<String> evicted = new ArrayList<>();

  private ClockRing.Place take(String name, long weight) {
    return ring.take(weight, () -> evicted.add(name));
  }

  @Test
  void keepsWhatFits() {
    take("a", 60);
    take("b", 40);
    assertThat(evicted).isEmpty();
    assertThat(ring.held()).isEqualTo(100);
  }

  @Test
  void evictsTheOldestOfTheUnused() {
    take("a", 40);
    take("b", 40);
    take("c", 60);
    assertThat(evicted).containsExactly("a");
    take("d", 100);
    assertThat(evicted).containsExactly("a", "b", "c");
  }

  @Test
  void usedOnesStayAndTheMostUsedLongest() {
    ClockRing.Place hot = take("hot", 40);
    ClockRing.Place warm = take("warm", 40);
    for (int i = 0; i < 100; i++) {
      hot.use();
    }
    warm.use();
    take("cold", 20);
    take("new", 20);
    assertThat(evicted).containsExactly("cold");
    take("next", 60);
    assertThat(evicted).containsExactlyInAnyOrder("cold", "new", "warm");
  }

  @Test
  void roomGivenBackIsNotEvictedAndCountsOnce() {
    ClockRing.Place a = take("a", 60);
    ring.free(a);
    ring.free(a);
    assertThat(ring.held()).isZero();
    take("b", 100);
    ring.sweep();
    assertThat(evicted).isEmpty();
  }

  @Test
  void placesGivenBackDoNotPileUp() {
    take("kept", 1);
    for (int i = 0; i < 10_000; i++) {
      ring.free(take("short-lived", 1));
    }
    assertThat(ring.size()).isLessThan(1_000);
    assertThat(evicted).isEmpty();
  }

  @Test
  void knowsWhatNeverFits() {
    assertThat(ring.hasRoomFor(100)).isTrue();
    assertThat(ring.hasRoomFor(101)).isFalse();
  }
}
