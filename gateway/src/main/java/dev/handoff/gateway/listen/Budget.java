package dev.handoff.gateway.listen;

import java.time.Duration;

/** How often something may happen within a time before it is an attack. */
final class Budget {
  private final int most;
  private final long spanNanos;
  private int count;
  private long since = System.nanoTime();

  Budget(int most, Duration span) {
    this.most = most;
    this.spanNanos = span.toNanos();
  }

  /** It has happened; false when that was once too often. */
  boolean spend() {
    if (count >= most) {
      long now = System.nanoTime();
      if (now - since < spanNanos) {
        return false;
      }
      since = now;
      count = 0;
    }
    count++;
    return true;
  }

  /** Something useful has happened. */
  void earn(int what) {
    count = Math.max(0, count - what);
  }
}
