package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has to go, and when. */
final class RoomTest {
  private static final int BLOCK = Room.BLOCK;

  private final List<Integer> evicted = new ArrayList<>();
  private final Set<Integer> inUse = new HashSet<>();
  private final KeptVersion version = new KeptVersion("0".repeat(40), 1);
  private final Room room = new Room(this::evict);

  private boolean evict(Slice slice) {
    if (inUse.contains(slice.number())) {
      return false;
    }
    evicted.add(slice.number());
    room.free(slice.footprint());
    return true;
  }

  private Slice stored(int number, int usedAt) {
    assertThat(room.reserve(BLOCK)).isTrue();
    Slice slice = new Slice(version, number, Slice.State.STORED, BLOCK, usedAt);
    room.stored(slice);
    return slice;
  }

  @BeforeEach
  void fourBlocks() {
    room.limit(4 * BLOCK, 100);
    room.complete();
  }

  @Test
  void theOneUsedLongestAgoGoesFirst() {
    Slice first = stored(1, 0);
    stored(2, 0);
    stored(3, 0);
    stored(4, 0);
    room.used(first, 5);
    stored(5, 6);
    stored(6, 6);
    assertThat(evicted).containsExactly(2, 3);
    assertThat(room.taken()).isEqualTo(4 * BLOCK);
  }

  @Test
  void whatIsInUseStaysAndIsCounted() {
    stored(1, 0);
    stored(2, 0);
    stored(3, 0);
    stored(4, 0);
    inUse.addAll(Set.of(1, 2, 3, 4));
    assertThat(room.reserve(BLOCK)).isFalse();
    assertThat(evicted).isEmpty();
    assertThat(room.taken()).isEqualTo(4 * BLOCK);
    inUse.remove(3);
    assertThat(room.reserve(BLOCK)).isTrue();
    assertThat(evicted).containsExactly(3);
  }

  @Test
  void whatGrowsCountsFromItsBeginning() {
    assertThat(room.reserve(3 * BLOCK)).isTrue();
    assertThat(room.reserve(2 * BLOCK)).isFalse();
    room.free(3 * BLOCK);
    assertThat(room.reserve(2 * BLOCK)).isTrue();
    assertThat(room.reserve(5 * BLOCK)).as("more than all").isFalse();
  }

  @Test
  void thereAreNeverMoreThanTheMemoryBears() {
    room.limit(1000 * BLOCK, 2);
    stored(1, 0);
    stored(2, 0);
    stored(3, 0);
    assertThat(evicted).containsExactly(1);
    assertThat(room.listed()).isEqualTo(2);
  }

  @Test
  void whatNobodyUsesGoes() {
    stored(1, 10);
    Slice second = stored(2, 11);
    stored(3, 12);
    room.used(second, 20);
    inUse.add(1);
    room.dropUnused(13);
    assertThat(evicted).as("1 is being read").containsExactly(3);
    assertThat(room.listed()).isEqualTo(2);
  }

  @Test
  void aSmallerSizeIsInForceAtOnce() {
    stored(1, 0);
    stored(2, 0);
    stored(3, 0);
    room.limit(BLOCK, 100);
    assertThat(room.makeRoom(0, 0)).isTrue();
    assertThat(evicted).containsExactly(1, 2);
  }

  @Test
  void afterAStartNothingGoesBeforeTheOrderIsKnown() {
    Room started =
        new Room(slice -> {
          evicted.add(slice.number());
          return true;
        });
    started.limit(256 * BLOCK, 100);
    started.unseen(SliceName.FOLDERS, SliceName.FOLDERS);
    started.found(new Slice(version, 7, Slice.State.STORED, BLOCK, -3));
    started.found(new Slice(version, 8, Slice.State.STORED, BLOCK, -9));
    assertThat(started.reserve(BLOCK)).as("the rest may fill everything").isFalse();
    started.unseen(128, SliceName.FOLDERS);
    assertThat(started.reserve(BLOCK)).isTrue();
    assertThat(started.reserve(126 * BLOCK)).isFalse();
    assertThat(evicted).isEmpty();
    started.complete();
    assertThat(started.reserve(254 * BLOCK)).as("nothing of what went was free").isFalse();
    assertThat(evicted).containsExactly(8, 7);
  }
}
