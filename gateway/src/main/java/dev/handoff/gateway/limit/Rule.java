package dev.handoff.gateway.limit;

import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Throttle.PerKey;
import dev.handoff.gateway.config.Throttle.RequestRate;
import dev.handoff.gateway.limit.shared.Budget;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the limits: its numbers, which a reload changes, and its keys, which stay. */
final class Rule {
  private final LimitCount count;
  private final KeyTable table;
  private volatile @Nullable Leases leases;
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

  boolean limitsRequests() {
    return numbers.requests().isPresent();
  }

  boolean limitsOctets() {
    return numbers.perKey().rate().isPresent();
  }

  /** What all gateways together let a key ask for. */
  Budget requestBudget(String key) {
    String name = "requests:" + key;
    return numbers
        .requests()
        .map(rate -> new Budget(name, rate.requests(), rate.in(), rate.burst()))
        .orElseGet(() -> new Budget(name, Long.MAX_VALUE, Duration.ofNanos(1), 1));
  }

  /** What all gateways together send a key. */
  Budget octetBudget(String key) {
    String name = count.name() + ":" + key;
    return numbers
        .perKey()
        .rate()
        .map(rate -> new Budget(name, rate.perSecond(), Duration.ofSeconds(1), rate.burst()))
        .orElseGet(() -> new Budget(name, Long.MAX_VALUE, Duration.ofNanos(1), 1));
  }

  /** Where several gateways share; null where this one is alone. */
  @Nullable Leases leases() {
    return leases;
  }

  /** For keys that are seen from now on. */
  void leases(@Nullable Leases next) {
    leases = next;
  }

  Throttle.Queue queue() {
    return numbers.queue();
  }
}
