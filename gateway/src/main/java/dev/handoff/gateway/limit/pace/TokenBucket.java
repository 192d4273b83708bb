package dev.handoff.gateway.limit.pace;

import java.util.concurrent.TimeUnit;

/**
 * What may be taken at a rate, with so much at once after a pause. Rate and burst are given with
 * every question, because both may change at any time.
 *
 * <p>Moments are {@link System#nanoTime} or any other count. Not thread-safe: its owner holds a
 * lock.
 */
public final class TokenBucket {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Sums of fractions are a little off; no token is that small. */
  private static final double NEARLY = 1e-6;

  /** How much is missing until it is full; more than the burst when it is in debt. */
  private double missing;

  private long countedAt;
  private long taken;

  /** A full one. */
  public TokenBucket(long now) {
    countedAt = now;
  }

  /** Takes one, if it is there. */
  public boolean take(double perSecond, long burst, long now) {
    count(perSecond, now);
    if (missing + 1 > burst + NEARLY) {
      return false;
    }
    missing++;
    taken++;
    return true;
  }

  /** When {@code number} can have been taken, counted from {@code now}; 0 or less: at once. */
  public long nanosUntil(long number, double perSecond, long burst, long now) {
    count(perSecond, now);
    return nanos(missing + number - burst, perSecond);
  }

  /**
   * Takes {@code number} for a later moment. Debts of more than a second are forgotten.
   *
   * @return that moment; not after {@code now}: at once
   */
  public long reserve(long number, double perSecond, long burst, long now) {
    count(perSecond, now);
    taken += number;
    missing += number;
    long due = now + nanos(missing - burst, perSecond);
    missing = Math.min(missing, burst + perSecond);
    return due;
  }

  /** How much of it is there. */
  public long available(double perSecond, long burst, long now) {
    count(perSecond, now);
    return (long) Math.max(0, burst - missing + NEARLY);
  }

  /** How much was taken since this was asked last. */
  public long takenSince() {
    long since = taken;
    taken = 0;
    return since;
  }

  public boolean isFull(double perSecond, long now) {
    count(perSecond, now);
    return missing <= NEARLY;
  }

  /** Leaves only so much in it. */
  public void leave(long number, long burst, long now) {
    missing = Math.max(0, burst - number);
    countedAt = now;
  }

  /** Puts something in, never more than it holds. */
  public void credit(long number) {
    missing = Math.max(0, missing - number);
  }

  private void count(double perSecond, long now) {
    long passed = now - countedAt;
    if (Double.isInfinite(perSecond)) {
      missing = 0;
      countedAt = now;
    } else if (passed > 0) {
      missing = Math.max(0, missing - passed * perSecond / SECOND);
      countedAt = now;
    }
  }

  private static long nanos(double number, double perSecond) {
    return Math.round(number * SECOND / perSecond);
  }
}
