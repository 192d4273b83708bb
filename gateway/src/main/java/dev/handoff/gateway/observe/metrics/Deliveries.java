package dev.handoff.gateway.observe.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters of one location and one app, for every end a delivery can come to. Thread-safe. */
final class Deliveries {
  private final ForEach<Outcome, ForEach<Protocol, Counter>> counters;

  Deliveries(MeterRegistry registry, String app, String location) {
    counters =
        new ForEach<>(
            Outcome.class,
            outcome ->
                new ForEach<>(
                    Protocol.class,
                    protocol ->
                        Counter.builder("handoff.deliveries")
                            .description("Answers of locations and of apps")
                            .tags("app", app, "location", location)
                            .tags("outcome", outcome.label(), "protocol", protocol.label())
                            .register(registry)));
  }

  void count(Outcome outcome, Protocol protocol) {
    counters.of(outcome).of(protocol).increment();
  }
}
