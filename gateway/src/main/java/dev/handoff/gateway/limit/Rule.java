package dev.handoff.gateway.limit;

import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Throttle.PerKey;
import dev.handoff.gateway.config.Throttle.RequestRate;
import java.util.Optional;

/** One of the limits: its numbers, which a reload changes, and its keys, which stay. */
final class Rule {
  private final LimitCount count;
  private final KeyTable table;
  private volatile Numbers numbers =
      new Numbers(PerKey.UNLIMITED, Optional.empty(), Throttle.Queue.DEFAULT);

  private record Numbers(PerKey perKey, Optional<RequestRate> requests, Throttle.Queue queue) {}

  Rule(String name) {
    count = new LimitCount(name);
    table = new KeyTable(this, System.nanoTime());
  }

  LimitCount count() {
    return count;
  }

  KeyTable table() {
    return table;
  }

  /** From now on, also for who waits already. */
  void change(PerKey perKey, Optional<RequestRate> requests, Throttle.Queue queue) {
    numbers = new Numbers(perKey, requests, queue);
    table.termsChanged();
  }

  int transfers() {
    return numbers.perKey().transfers().orElse(Integer.MAX_VALUE);
  }

  double octetsPerSecond() {
    Optional<Throttle.ByteRate> rate = numbers.perKey().rate();
    return rate.isPresent() ? rate.get().perSecond() : Double.POSITIVE_INFINITY;
  }

  long octetBurst() {
    Optional<Throttle.ByteRate> rate = numbers.perKey().rate();
    return rate.isPresent() ? rate.get().burst() : 0;
  }

  double requestsPerSecond() {
    Optional<RequestRate> rate = numbers.requests();
    return rate.isPresent() ? rate.get().perSecond() : Double.POSITIVE_INFINITY;
  }

  int requestBurst() {
    Optional<RequestRate> rate = numbers.requests();
    return rate.isPresent() ? rate.get().burst() : 1;
  }

  Throttle.Queue queue() {
    return numbers.queue();
  }
}
