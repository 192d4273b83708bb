package dev.handoff.gateway.observe.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counters of one location and one app. Those of other ends are made when they are needed. */
final class Deliveries {
  private static final int PROTOCOLS = Protocol.values().length;

  private final MeterRegistry registry;
  private final String app;
  private final String location;
  private final AtomicReferenceArray<Counter> counters =
      new AtomicReferenceArray<>(Outcome.values().length * PROTOCOLS);

  Deliveries(MeterRegistry registry, String app, String location) {
    this.registry = registry;
    this.app = app;
    this.location = location;
  }

  void count(Outcome outcome, Protocol protocol) {
    int at = outcome.ordinal() * PROTOCOLS + protocol.ordinal();
    Counter counter = counters.get(at);
    if (counter == null) {
      // Whoever comes at the same time gets the same one.
      counter =
          Counter.builder("handoff.deliveries")
              .description("Answers of locations and of apps")
              .tags("app", app, "location", location)
              .tags("outcome", outcome.label(), "protocol", protocol.label())
              .register(registry);
      counters.set(at, counter);
    }
    counter.increment();
  }
}
