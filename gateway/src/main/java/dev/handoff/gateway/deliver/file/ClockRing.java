package dev.handoff.gateway.deliver.file;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps things as long as there is room. The hand takes one of a few uses from each place it passes
 * and evicts where none is left: close to least often and least recently used, without a lock or a
 * list on each use, and a crowd of things used once does not push out what is used all the time.
 */
final class ClockRing {
  private static final int MOST_USES = 3;
  private static final int SOME = 64;

  private final long capacity;
  private final AtomicLong held = new AtomicLong();
  private final AtomicInteger left = new AtomicInteger();
  private final ArrayDeque<Place> ring = new ArrayDeque<>();

  /** Room that something takes in the ring. */
  static final class Place {
    private final long weight;
    private final Runnable evict;
    private volatile int uses;
    private volatile boolean free;

    private Place(long weight, Runnable evict) {
      this.weight = weight;
      this.evict = evict;
    }

    boolean isFree() {
      return free;
    }

    /** Cheap enough for every request: the place of a hot thing is read, not written. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // a use lost to a race is no loss
    void use() {
      if (uses < MOST_USES) {
        uses++;
      }
    }
  }

  ClockRing(long capacity) {
    this.capacity = capacity;
  }

  long held() {
    return held.get();
  }

  /** Places in the ring, those given back included. */
  synchronized int size() {
    return ring.size();
  }

  /** Whether something of this weight can be kept at all. */
  boolean hasRoomFor(long weight) {
    return weight <= capacity;
  }

  /**
   * Makes room, evicting others, and takes it. Evictions run on the calling thread: not for event
   * loops.
   *
   * @param evict called at most once, when the place is needed; never after {@link #free}
   */
  synchronized Place take(long weight, Runnable evict) {
    Place place = new Place(weight, evict);
    while (held.get() + weight > capacity && !ring.isEmpty()) {
      advance();
    }
    ring.add(place);
    held.addAndGet(weight);
    // What was given back lies in the ring until the hand comes by; not for most of it, though.
    if (left.get() > ring.size() / 2 + SOME) {
      sweep();
    }
    return place;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // see use()
  private void advance() {
    Place oldest = ring.remove();
    if (oldest.free) {
      left.decrementAndGet();
      return;
    }
    if (oldest.uses > 0) {
      oldest.uses--;
      ring.add(oldest);
      return;
    }
    if (release(oldest)) {
      oldest.evict.run();
    }
    left.decrementAndGet();
  }

  /** Gives a place back; from any thread, as often as wanted. */
  void free(Place place) {
    var _ = release(place);
  }

  private boolean release(Place place) {
    synchronized (place) {
      if (place.free) {
        return false;
      }
      place.free = true;
    }
    held.addAndGet(-place.weight);
    left.incrementAndGet();
    return true;
  }

  /** Forgets places that were given back. */
  synchronized void sweep() {
    int before = ring.size();
    ring.removeIf(place -> place.free);
    left.addAndGet(ring.size() - before);
  }
}
