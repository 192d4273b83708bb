package dev.handoff.gateway.exchange;

import java.util.concurrent.atomic.LongAdder;

/** How many requests run right now, and how many of them deliver a file. Thread-safe. */
public final class Running {
  private final LongAdder requests = new LongAdder();
  private final LongAdder transfers = new LongAdder();

  void requestBegins() {
    requests.increment();
  }

  void transferBegins() {
    transfers.increment();
  }

  void requestEnds(boolean transferred) {
    requests.decrement();
    if (transferred) {
      transfers.decrement();
    }
  }

  /** Requests whose answer is not through. */
  public long requests() {
    return requests.sum();
  }

  /** Those of them that a location was asked for. */
  public long transfers() {
    return transfers.sum();
  }
}
