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

  private static final String[] STATUS = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Running running = new Running();
  private final Counter[][] requests = new Counter[Protocol.values().length][STATUS.length];
  private final Counter[] sent = new Counter[Via.values().length];
  private final Timer[] firstByte = new Timer[Via.values().length];
  private final Map<String, Timer> decisions = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Deliveries>> deliveries = new ConcurrentHashMap<>();
  private final StateMeters state;

  public Meters(Readings readings) {
    for (Protocol protocol : Protocol.values()) {
      for (int status = 0; status < STATUS.length; status++) {
        requests[protocol.ordinal()][status] =
            Counter.builder("handoff.requests")
                .description("Requests that are over")
                .tags("status", STATUS[status], "protocol", protocol.label())
                .register(registry);
      }
    }
    for (Via via : Via.values()) {
      sent[via.ordinal()] =
          Counter.builder("handoff.sent")
              .description("Content of answers that are over, as clients' connections took it")
              .baseUnit("bytes")
              .tags("via", via.text())
              .register(registry);
      firstByte[via.ordinal()] =
          Timer.builder("handoff.first.byte")
              .description("From a request's head to the head of its answer")
              .tags("via", via.text())
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }
    state = new StateMeters(registry, running, readings);
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
    requests[protocol.ordinal()][status < STATUS.length ? status : 0].increment();
    int via = Via.of(exchange).ordinal();
    if (record.sent() > 0) {
      sent[via].increment(record.sent());
    }
    if (record.status() > 0) {
      firstByte[via].record(record.firstByteNanos(), TimeUnit.NANOSECONDS);
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
