package dev.handoff.gateway.limit;

import dev.handoff.gateway.limit.pace.TokenBucket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests of one key in a time. Who comes too early waits for its turn. */
final class Turns implements Line, Lease.Owner {
  /** A rate may change meanwhile. */
  private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(1);

  private final Rule rule;
  private final KeyState state;
  private final TokenBucket bucket;
  private @Nullable ArrayDeque<Passage> waiting;
  private boolean scheduled;

  Turns(Rule rule, KeyState state, long now) {
    this.rule = rule;
    this.state = state;
    this.bucket = new TokenBucket(now);
  }

  @Override
  public synchronized Entry enter(Passage who, long patience, long now) {
    double perSecond = perSecond();
    if (Double.isInfinite(perSecond)) {
      return Entry.THROUGH;
    }
    state.requestUsed();
    if (count() == 0 && bucket.take(perSecond, rule.requestBurst(), now)) {
      return Entry.THROUGH;
    }
    if (count() >= rule.queue().max() || nanosUntilChance(now) > patience) {
      return Entry.FULL;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    waiting.addLast(who);
    schedule(now);
    return Entry.WAITS;
  }

  private double perSecond() {
    return state.requestsPerSecond();
  }

  private int count() {
    return waiting == null ? 0 : waiting.size();
  }

  /** On the loop of who is first, because it has to be some loop. */
  private void schedule(long now) {
    ArrayDeque<Passage> line = waiting;
    if (!scheduled && line != null && !line.isEmpty()) {
      scheduled = true;
      long wait =
          Math.clamp(bucket.nanosUntil(1, perSecond(), rule.requestBurst(), now), 0, LONGEST_NAP);
      line.getFirst().loop().executor().schedule(this::due, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void due() {
    long now = System.nanoTime();
    List<Passage> next = new ArrayList<>(1);
    synchronized (this) {
      scheduled = false;
      letThrough(next, now);
      schedule(now);
    }
    next.forEach(Passage::letThrough);
  }

  private void letThrough(List<Passage> next, long now) {
    ArrayDeque<Passage> line = waiting;
    if (line == null) {
      return;
    }
    double perSecond = perSecond();
    while (!line.isEmpty()
        && (Double.isInfinite(perSecond) || bucket.take(perSecond, rule.requestBurst(), now))) {
      next.add(line.removeFirst());
    }
    if (line.isEmpty()) {
      waiting = null;
    }
  }

  @Override
  public synchronized boolean giveUp(Passage who) {
    return waiting != null && waiting.removeFirstOccurrence(who);
  }

  @Override
  public void leave(long held) {
    // A request that was made was made.
  }

  @Override
  public synchronized long nanosUntilChance(long now) {
    return bucket.nanosUntil(count() + 1L, perSecond(), rule.requestBurst(), now);
  }

  @Override
  public void termsChanged() {
    long now = System.nanoTime();
    List<Passage> next = new ArrayList<>(1);
    synchronized (this) {
      letThrough(next, now);
    }
    next.forEach(Passage::letThrough);
  }

  @Override
  public synchronized void change(Consumer<TokenBucket> change) {
    change.accept(bucket);
  }

  @Override
  public void changed() {
    termsChanged();
  }

  synchronized boolean isUnused(long now) {
    return count() == 0 && bucket.isFull(perSecond(), now);
  }
}
