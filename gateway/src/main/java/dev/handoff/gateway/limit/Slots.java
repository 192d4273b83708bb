package dev.handoff.gateway.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transfers of one key at the same time. */
final class Slots implements Line {
  /** How much the latest one counts in the usual length of a transfer. */
  private static final double WEIGHT = 0.2;

  private final Rule rule;
  private int running;
  private @Nullable ArrayDeque<Passage> waiting;
  private double usualNanos;

  Slots(Rule rule) {
    this.rule = rule;
  }

  @Override
  public synchronized Entry enter(Passage who, long patience, long now) {
    if (running < rule.transfers() && count() == 0) {
      running++;
      return Entry.THROUGH;
    }
    if (patience <= 0 || count() >= rule.queue().max()) {
      return Entry.FULL;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    waiting.addLast(who);
    return Entry.WAITS;
  }

  private int count() {
    return waiting == null ? 0 : waiting.size();
  }

  @Override
  public synchronized boolean giveUp(Passage who) {
    return waiting != null && waiting.removeFirstOccurrence(who);
  }

  @Override
  public void leave(long held) {
    List<Passage> next;
    synchronized (this) {
      running--;
      if (held > 0) {
        usualNanos = usualNanos == 0 ? held : usualNanos + WEIGHT * (held - usualNanos);
      }
      next = next();
    }
    next.forEach(Passage::letThrough);
  }

  @Override
  public void termsChanged() {
    List<Passage> next;
    synchronized (this) {
      next = next();
    }
    next.forEach(Passage::letThrough);
  }

  /** Whose turn it is. */
  private List<Passage> next() {
    ArrayDeque<Passage> line = waiting;
    if (line == null || line.isEmpty() || running >= rule.transfers()) {
      return List.of();
    }
    List<Passage> next = new ArrayList<>(1);
    while (running < rule.transfers() && !line.isEmpty()) {
      running++;
      next.add(line.removeFirst());
    }
    if (line.isEmpty()) {
      waiting = null;
    }
    return next;
  }

  @Override
  public synchronized long nanosUntilChance(long now) {
    return (long) (usualNanos * (count() + 1) / Math.max(1, rule.transfers()));
  }

  synchronized boolean isUnused() {
    return running == 0 && count() == 0;
  }
}
