package dev.handoff.gateway.observe.metrics;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord;
import dev.handoff.gateway.exchange.RequestRecord.Source;
import dev.handoff.gateway.exchange.Running;
import dev.handoff.gateway.observe.Via;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Everything that is counted. Each request is counted once, when it is over: a few counters that
 * loops do not fight for, and no allocation. Thread-safe.
 */
public final class Meters implements AutoCloseable {
  /** Of answers: from content in memory to an app that thinks. */
  private static final Duration[] BUCKETS =
      LongStream.of(
              100,
              500,
              1_000,
              5_000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              2_500_000,
              5_000_000,
              10_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
          .toArray(Duration[]::new);

  /** Where no app was asked, or no location: nothing can be named so. */
  private static final String NONE = "-";

  private static final List<String> STATUS = List.of("none", "1xx", "2xx", "3xx", "4xx", "5xx");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Running running = new Running();
  private final ForEach<Protocol, List<Counter>> requests =
      new ForEach<>(Protocol.class, this::requestsBy);
  private final ForEach<Via, Counter> sent = new ForEach<>(Via.class, this::sentBy);
  private final ForEach<Via, Timer> firstByte = new ForEach<>(Via.class, this::firstByteBy);
  private final Map<String, Timer> decisions = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Deliveries>> deliveries = new ConcurrentHashMap<>();
  private final StateMeters state;

  public Meters(Readings readings) {
    state = new StateMeters(registry, running, readings);
  }

  private List<Counter> requestsBy(Protocol protocol) {
    return STATUS.stream()
        .map(status ->
            Counter.builder("handoff.requests")
                .description("Requests that are over")
                .tags("status", status, "protocol", protocol.label())
                .register(registry))
        .toList();
  }

  private Counter sentBy(Via via) {
    return Counter.builder("handoff.sent")
        .description("Content of answers that are over, as clients' connections took it")
        .baseUnit("bytes")
        .tags("via", via.text())
        .register(registry);
  }

  private Timer firstByteBy(Via via) {
    return Timer.builder("handoff.first.byte")
        .description("From a request's head to the head of its answer")
        .tags("via", via.text())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** A request begins. */
  public void began(Exchange exchange) {
    exchange.record().countIn(running);
  }

  /** A request is over. */
  public void finished(Exchange exchange) {
    RequestRecord record = exchange.record();
    record.over();
    Protocol protocol = Protocol.of(exchange.request());
    int status = record.status() / 100;
    requests.of(protocol).get(status < STATUS.size() ? status : 0).increment();
    Via via = Via.of(exchange);
    if (record.sent() > 0) {
      sent.of(via).increment((double) record.sent());
    }
    if (record.status() > 0) {
      firstByte.of(via).record(record.firstByteNanos(), TimeUnit.NANOSECONDS);
    }
    String app = record.app();
    if (app != null && record.appNanos() > 0) {
      decision(app).record(record.appNanos(), TimeUnit.NANOSECONDS);
    }
    String location = record.location();
    if (location != null || record.source() == Source.APP) {
      deliveries(app == null ? NONE : app, location == null ? NONE : location)
          .count(Outcome.of(record), protocol);
    }
  }

  private Timer decision(String app) {
    Timer known = decisions.get(app);
    return known != null ? known : decisions.computeIfAbsent(app, this::newDecision);
  }

  private Timer newDecision(String app) {
    return Timer.builder("handoff.app.decision")
        .description("From the question to the head of the app's answer")
        .tags("app", app)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Names of apps and prefixes come from the configuration, so these maps stay small. */
  private Deliveries deliveries(String app, String location) {
    Map<String, Deliveries> ofApp = deliveries.get(app);
    if (ofApp == null) {
      ofApp = deliveries.computeIfAbsent(app, _ -> new ConcurrentHashMap<>());
    }
    Deliveries known = ofApp.get(location);
    return known != null
        ? known
        : ofApp.computeIfAbsent(location, prefix -> new Deliveries(registry, app, prefix));
  }

  /** All of it in Prometheus' text format. Takes a few milliseconds. */
  public synchronized String scrape() {
    state.refresh();
    return registry.scrape();
  }

  @Override
  public synchronized void close() {
    state.close();
    registry.close();
  }
}
