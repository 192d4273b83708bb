package dev.handoff.gateway.deliver.store.cache;

import java.util.concurrent.TimeUnit;

/** A bounded rate: small pieces, each when its time has come. Confined to one loop. */
final class Pace {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int PIECES_PER_SECOND = 10;

  private final long rate;
  private long dueNanos;
  private boolean begun;

  /**
   * @param rate octets per second; 0: as fast as it goes
   */
  Pace(long rate) {
    this.rate = rate;
  }

  /** Zero or less: now. */
  long nanosToWait() {
    return begun ? dueNanos - System.nanoTime() : 0;
  }

  /** How much of what there is may go at once. */
  int piece(int octets) {
    return rate == 0 ? octets : (int) Math.min(octets, Math.max(1, rate / PIECES_PER_SECOND));
  }

  /** That much was taken. */
  void sent(int octets) {
    if (rate > 0) {
      // From now, not from when it was due: a client that stalled does not catch up in a burst.
      begun = true;
      dueNanos = System.nanoTime() + Math.round(octets / (double) rate * NANOS);
    }
  }
}
