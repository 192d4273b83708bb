package dev.handoff.gateway.limit.pace;

import java.util.concurrent.TimeUnit;

/**
 * What may be taken at a rate, with so much at once after a pause. Only the moment is kept at which
 * the bucket is full again, so that its rate may change at any time.
 *
 * <p>Moments are {@link System#nanoTime} or any other count that never overflows in between. Not
 * thread-safe: its owner holds a lock.
 */
public final class TokenBucket {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** What was let go although the bucket was empty is forgotten beyond this. */
  private static final long MOST_DEBT = TimeUnit.SECONDS.toNanos(1);

  private long fullAt;
  private long taken;

  /** A full one. */
  public TokenBucket(long now) {
    fullAt = now;
  }

  /** Takes one, if it is there. */
  public boolean take(double perSecond, long burst, long now) {
    long after = later(fullAt, now) + nanos(1, perSecond);
    if (after - nanos(burst, perSecond) - now > 0) {
      return false;
    }
    fullAt = after;
    taken++;
    return true;
  }

  /** When {@code number} can have been taken, counted from {@code now}; 0 or less: at once. */
  public long nanosUntil(long number, double perSecond, long burst, long now) {
    return later(fullAt, now) + nanos(number, perSecond) - nanos(burst, perSecond) - now;
  }

  /**
   * Takes {@code number} for a later moment.
   *
   * @return that moment; not after {@code now}: at once
   */
  public long reserve(long number, double perSecond, long burst, long now) {
    taken += number;
    long full = later(fullAt, now) + nanos(number, perSecond);
    long due = full - nanos(burst, perSecond);
    long most = now + nanos(burst, perSecond) + MOST_DEBT;
    fullAt = full - most > 0 ? most : full;
    return due;
  }

  /** How much of it is there. */
  public long available(double perSecond, long burst, long now) {
    long missing = Math.max(0, fullAt - now);
    return Math.max(0, burst - (long) (missing * perSecond / SECOND));
  }

  /** How much was taken since this was asked last. */
  public long takenSince() {
    long since = taken;
    taken = 0;
    return since;
  }

  public boolean isFull(long now) {
    return fullAt - now <= 0;
  }

  /** Takes out all that is in it. */
  public void drain(double perSecond, long burst, long now) {
    fullAt = now + nanos(burst, perSecond);
  }

  /** Puts something in, never more than it holds. */
  public void credit(long number, double perSecond, long now) {
    fullAt = later(fullAt - nanos(number, perSecond), now);
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  private static long nanos(long number, double perSecond) {
    return (long) (number * SECOND / perSecond);
  }
}
