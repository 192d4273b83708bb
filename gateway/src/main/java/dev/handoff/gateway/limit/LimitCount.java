package dev.handoff.gateway.limit;

import java.util.concurrent.atomic.LongAdder;

/** What one limit has done so far. Thread-safe. */
public final class LimitCount {
  private final String name;
  private final LongAdder waiting = new LongAdder();
  private final LongAdder delayed = new LongAdder();
  private final LongAdder refused = new LongAdder();

  LimitCount(String name) {
    this.name = name;
  }

  /** As the configuration calls it: {@code per_client}, {@code requests}, … */
  public String name() {
    return name;
  }

  /** Requests that wait now. */
  public long waiting() {
    return waiting.sum();
  }

  /** Requests that had to wait, so far. */
  public long delayed() {
    return delayed.sum();
  }

  /** Requests that were answered with 429, so far. */
  public long refused() {
    return refused.sum();
  }

  void begins() {
    waiting.increment();
    delayed.increment();
  }

  void ends() {
    waiting.decrement();
  }

  void refuses() {
    refused.increment();
  }
}
