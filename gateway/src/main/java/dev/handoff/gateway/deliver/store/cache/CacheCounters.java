package dev.handoff.gateway.deliver.store.cache;

import java.util.concurrent.atomic.LongAdder;

/** What the cache has done since it was opened. May be used from any thread. */
public final class CacheCounters {
  /**
   * The numbers at one moment.
   *
   * @param hits deliveries that the store was not asked for
   * @param validated deliveries for which the store said that nothing has changed
   * @param misses deliveries for which the store was asked for octets first
   * @param passed deliveries that went past the cache
   * @param asked requests to stores for slices
   * @param fetchedOctets from stores into slices
   * @param servedOctets from slices to clients
   * @param keptOctets on disk now
   * @param keptSlices on disk now
   */
  public record Snapshot(
      long hits,
      long validated,
      long misses,
      long passed,
      long asked,
      long fetchedOctets,
      long servedOctets,
      long keptOctets,
      int keptSlices) {}

  CacheCounters() {}

  private final LongAdder hits = new LongAdder();
  private final LongAdder validated = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder passed = new LongAdder();
  private final LongAdder asked = new LongAdder();
  private final LongAdder fetched = new LongAdder();
  private final LongAdder served = new LongAdder();

  void hit() {
    hits.increment();
  }

  void validated() {
    validated.increment();
  }

  void missed() {
    misses.increment();
  }

  void passed() {
    passed.increment();
  }

  void asked() {
    asked.increment();
  }

  void fetched(long octets) {
    fetched.add(octets);
  }

  void served(long octets) {
    served.add(octets);
  }

  Snapshot snapshot(Room room) {
    return new Snapshot(
        hits.sum(),
        validated.sum(),
        misses.sum(),
        passed.sum(),
        asked.sum(),
        fetched.sum(),
        served.sum(),
        room.taken(),
        room.listed());
  }
}
