package dev.handoff.gateway.limit.pace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The pace of one transfer: piece after piece, each reserved and sent when it is due. Its own rate
 * and every rate it shares hold at once. Confined to its loop.
 */
public final class Pace {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int PIECES_PER_SECOND = 10;

  /** A longer piece would hold the loop for too long. */
  private static final long MOST = 1 << 20;

  private final List<SharedRate> shared = new ArrayList<>(1);
  private long free;
  private long own;
  private long ownDue;
  private long due;
  private boolean joined;
  private boolean left;

  /**
   * @param free octets that go before any rate holds
   */
  public Pace(long free) {
    this.free = free;
  }

  /** From now on no more than that, alone. */
  public void own(long perSecond, long now) {
    own = perSecond;
    ownDue = now;
  }

  /** From now on no more than a share of that. */
  public void share(SharedRate rate) {
    shared.add(rate);
    if (joined && !left) {
      rate.join();
    }
  }

  /** From now on nothing holds it. */
  public void exempt() {
    leave();
    shared.clear();
    own = 0;
  }

  /**
   * Reserves the next piece.
   *
   * @param wanted more than zero
   * @return its length, more than zero and at most {@code wanted}; it may go when it is {@link
   *     #due}
   */
  public long reserve(long wanted, long now) {
    due = now;
    if (free > 0) {
      long piece = Math.min(wanted, Math.min(free, MOST));
      free -= piece;
      return piece;
    }
    join();
    long piece = own > 0 ? Math.min(wanted, Math.max(1, own / PIECES_PER_SECOND)) : wanted;
    if (own > 0 || !shared.isEmpty()) {
      piece = Math.min(piece, MOST);
    }
    for (SharedRate rate : shared) {
      piece = rate.piece(piece, now);
    }
    if (own > 0) {
      due = later(due, ownDue);
      // A client that stalled may catch up by a tenth of a second's worth, not by a burst.
      ownDue =
          later(ownDue, now - SECOND / PIECES_PER_SECOND)
              + Math.round((double) piece / own * SECOND);
    }
    for (SharedRate rate : shared) {
      due = later(due, rate.reserve(piece, now));
    }
    return piece;
  }

  /** When the piece reserved last may go. */
  public long due() {
    return due;
  }

  private void join() {
    if (!joined) {
      joined = true;
      shared.forEach(SharedRate::join);
    }
  }

  /** Nothing more is wanted. */
  public void leave() {
    if (joined && !left) {
      shared.forEach(SharedRate::leave);
    }
    left = true;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
