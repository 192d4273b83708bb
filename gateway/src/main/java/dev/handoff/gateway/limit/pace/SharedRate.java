package dev.handoff.gateway.limit.pace;

import java.util.function.Consumer;

/**
 * A rate that transfers on any loop have in common.
 *
 * <p>Every transfer reserves one piece at a time, so that those who want more than there is take
 * turns and get equal shares, and what one does not use is there for the others. None gets less
 * than {@link #FLOOR}, even if all together go over the rate then: a transfer that hardly moves is
 * a broken one to every client. Thread-safe.
 */
public final class SharedRate {
  /** Octets in a second that every transfer may have. */
  public static final long FLOOR = 16 << 10;

  private static final int PIECES_PER_SECOND = 10;
  private static final double SECOND = 1e9;

  /** What was configured; may change while transfers run. */
  public interface Terms {
    /** Octets; infinite when there is no rate any more. */
    double perSecond();

    /** Octets that may go at once after a pause. */
    long burst();

    /** Something is about to be taken. */
    default void used() {}
  }

  private final Terms terms;
  private final TokenBucket bucket;
  private int transfers;

  public SharedRate(Terms terms, long now) {
    this.terms = terms;
    this.bucket = new TokenBucket(now);
  }

  /** One more transfer wants a share. */
  synchronized void join() {
    transfers++;
  }

  /** And one less. */
  synchronized void leave() {
    transfers--;
  }

  /** How much of {@code wanted} is a piece now. */
  synchronized long piece(long wanted, long now) {
    double perSecond = terms.perSecond();
    if (Double.isInfinite(perSecond)) {
      return wanted;
    }
    double share = Math.max(FLOOR, perSecond / Math.max(1, transfers));
    long burst = burst(perSecond);
    // After a pause larger pieces do; the others find their part of the burst as well.
    long spare = bucket.available(perSecond, burst, now) / Math.max(1, transfers);
    long piece = Math.max((long) (share / PIECES_PER_SECOND), spare);
    return Math.max(1, Math.min(wanted, Math.min(piece, burst)));
  }

  /**
   * Takes a piece for a later moment.
   *
   * @return that moment
   */
  synchronized long reserve(long piece, long now) {
    double perSecond = terms.perSecond();
    if (Double.isInfinite(perSecond)) {
      return now;
    }
    terms.used();
    long due = bucket.reserve(piece, perSecond, burst(perSecond), now);
    long atFloor = now + (long) (piece * SECOND / FLOOR);
    return due - atFloor > 0 ? atFloor : due;
  }

  /** Whether nothing would be lost with this object. */
  public synchronized boolean isUnused(long now) {
    return transfers == 0 && bucket.isFull(terms.perSecond(), now);
  }

  /** Runs {@code change} on the bucket, alone. */
  public synchronized void change(Consumer<TokenBucket> change) {
    change.accept(bucket);
  }

  /** Less would have every late timer cost some of the rate. */
  private long burst(double perSecond) {
    return Math.max(terms.burst(), (long) (perSecond / 4));
  }
}
