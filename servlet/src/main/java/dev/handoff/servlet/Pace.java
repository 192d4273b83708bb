package dev.handoff.servlet;

import java.util.OptionalLong;

/** Keeps a transfer to a rate: a bucket that fills steadily and holds a tenth of a second. */
final class Pace {
  private static final long SECOND = 1_000_000_000L;

  private final OptionalLong bytesPerSecond;
  private long freeAt;

  /**
   * @param bytesPerSecond empty: no limit
   * @param now a reading of the nanosecond clock
   */
  Pace(OptionalLong bytesPerSecond, long now) {
    this.bytesPerSecond = bytesPerSecond;
    this.freeAt = now;
  }

  /** A buffer of which a slow transfer fills several in a second. */
  static int bufferSize(OptionalLong bytesPerSecond, int largest) {
    return (int) Math.max(1, Math.min(largest, bytesPerSecond.orElse(Long.MAX_VALUE) / 4));
  }

  /** How many nanoseconds to wait before the next bytes may go; zero if none. */
  long delay(long now) {
    return bytesPerSecond.isEmpty() ? 0 : Math.max(0, freeAt - now);
  }

  void sent(int bytes, long now) {
    if (bytesPerSecond.isPresent()) {
      long begin = freeAt - now < -SECOND / 10 ? now - SECOND / 10 : freeAt;
      freeAt = begin + (long) (bytes * (double) SECOND / bytesPerSecond.getAsLong());
    }
  }
}
