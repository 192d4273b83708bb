package dev.handoff.gateway.limit;

import dev.handoff.gateway.limit.pace.TokenBucket;
import dev.handoff.gateway.limit.shared.Budget;
import dev.handoff.gateway.limit.shared.Engine;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One key's part of a budget that several gateways have in common.
 *
 * <p>This gateway's own bucket goes on deciding, without asking anybody; it fills at a share. About
 * once a second the engine is asked for what the next second will probably need, and what it gives
 * becomes the share. While the engine fails, the last share stays. A key that nobody used for a
 * while begins anew, so that an idle gateway hoards nothing.
 */
final class Lease {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Steps without any use after which nothing is asked for any more. */
  private static final int IDLE_STEPS = 2;

  /** Part of the rate below which no share falls, so that whoever waits is looked at again. */
  private static final double LEAST_PART = 0.01;

  /** Whose thread takes the steps. */
  interface Steps {
    void start(Lease lease);

    /** No engine is asked any more: the rate is this gateway's alone. */
    boolean isClosed();
  }

  /** Who owns the bucket: runs something on it, alone. */
  interface Owner {
    void change(Consumer<TokenBucket> change);

    /** The share is another one now, or something was put in. */
    void changed();
  }

  private final Steps steps;
  private final Supplier<Budget> terms;
  private final Owner owner;
  private final long start;
  private final AtomicBoolean runs = new AtomicBoolean();

  /** In a second. */
  private volatile double share;

  private boolean first = true;
  private int idle;
  private long leasedAt;

  /**
   * @param start what is there before the engine was asked for the first time
   */
  Lease(Steps steps, Supplier<Budget> terms, Owner owner, long start, long now) {
    this.steps = steps;
    this.terms = terms;
    this.owner = owner;
    this.start = start;
    begin(now);
  }

  /** How much this gateway may have in a second. */
  double perSecond() {
    return steps.isClosed() ? terms.get().perSecond() : share;
  }

  /** Something is taken: from now on the engine is asked. Costs one look while it is. */
  void used() {
    if (!runs.get() && runs.compareAndSet(false, true)) {
      steps.start(this);
    }
  }

  private void begin(long now) {
    Budget budget = terms.get();
    share = budget.perSecond();
    first = true;
    idle = 0;
    owner.change(bucket -> {
      bucket.leave(start, budget.burst(), now);
      bucket.takenSince();
    });
  }

  /**
   * Asks for the next second, on the thread of the leases.
   *
   * @return whether there is a next time
   */
  boolean step(Engine engine, long now) throws IOException {
    Budget budget = terms.get();
    if (budget.tokens() == Long.MAX_VALUE) {
      // A reload has lifted the limit.
      runs.set(false);
      return false;
    }
    long[] seen = new long[2];
    owner.change(bucket -> {
      seen[0] = bucket.takenSince();
      seen[1] = bucket.available(share, budget.burst(), now);
    });
    long used = seen[0];
    boolean starved = seen[1] < 1;
    if (used == 0 && !starved && !first && ++idle >= IDLE_STEPS) {
      begin(now);
      runs.set(false);
      return false;
    }
    if (used > 0 || starved) {
      idle = 0;
    }
    long most = first || starved ? budget.burst() : Math.min(budget.burst(), 2 * used + 1);
    long given = engine.take(budget, Math.max(1, most));
    granted(budget, given, used, now);
    return true;
  }

  private void granted(Budget budget, long given, long used, long now) {
    double perSecond = budget.perSecond();
    double usual = first ? (double) used : perSecond * (now - leasedAt) / SECOND;
    if (!first) {
      double fair = Math.min((double) given, usual) / Math.max(1, now - leasedAt) * SECOND;
      share = Math.max(perSecond * LEAST_PART, fair);
    }
    first = false;
    leasedAt = now;
    long further = (long) (given - usual);
    if (further > 0) {
      owner.change(bucket -> bucket.credit(further));
    }
    owner.changed();
  }
}
