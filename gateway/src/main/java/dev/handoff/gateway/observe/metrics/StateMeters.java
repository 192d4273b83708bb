package dev.handoff.gateway.observe.metrics;

import dev.handoff.gateway.deliver.store.cache.CacheCounters;
import dev.handoff.gateway.exchange.Running;
import dev.handoff.gateway.observe.metrics.Readings.AppState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What is read only when somebody asks: the state of the gateway, and of the JVM it runs in. */
final class StateMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  /** Held here, for meters hold it weakly. */
  private final Readings readings;

  private final MultiGauge connections;
  private final MultiGauge queued;

  StateMeters(MeterRegistry registry, Running running, Readings readings) {
    this.registry = registry;
    this.readings = readings;
    gauge("handoff.requests.running", "Requests whose answer is not through", running::requests);
    gauge("handoff.transfers.running", "Those that a location was asked for", running::transfers);
    gauge(
        "handoff.client.connections", "Open connections of clients", () -> readings.connections());
    openFiles();
    remoteCache();
    connections =
        MultiGauge.builder("handoff.app.connections")
            .description("Open connections to an app")
            .register(registry);
    queued =
        MultiGauge.builder("handoff.app.queued")
            .description("Requests that wait for a connection to an app")
            .register(registry);
    counter(
        "handoff.log.lines.dropped",
        "Lines the access log could not write",
        Tags.empty(),
        all -> all.droppedLines());
    limits();
    receipts();
    process();
  }

  private void limits() {
    int count = readings.limits().size();
    for (int i = 0; i < count; i++) {
      int at = i;
      Tags limit = Tags.of("limit", readings.limits().get(i).name());
      counter(
          "handoff.limit.delayed",
          "Requests that had to wait",
          limit,
          all -> all.limits().get(at).delayed());
      counter(
          "handoff.limit.refused",
          "Requests answered with 429",
          limit,
          all -> all.limits().get(at).refused());
      Gauge.builder("handoff.limit.waiting", () -> readings.limits().get(at).waiting())
          .description("Requests that wait")
          .tags(limit)
          .register(registry);
    }
  }

  private void receipts() {
    String help = "Receipts that the app has, and those that were lost";
    counter(
        "handoff.receipts", help, Tags.of("result", "received"), all -> all.receipts().received());
    counter(
        "handoff.receipts", help, Tags.of("result", "dropped"), all -> all.receipts().dropped());
    gauge(
        "handoff.receipts.waiting",
        "Receipts that wait to be sent",
        () -> readings.receipts().waiting());
  }

  private void openFiles() {
    gauge("handoff.files.open", "Files kept open", () -> readings.openFiles().open());
    bytes(
        "handoff.files.memory",
        "Content of small files in memory",
        () -> readings.openFiles().memoryOctets());
    String looks = "Looks for an open file";
    counter("handoff.files.looks", looks, Tags.of("result", "hit"), all -> all.openFiles().hits());
    counter(
        "handoff.files.looks", looks, Tags.of("result", "miss"), all -> all.openFiles().misses());
  }

  private void remoteCache() {
    String deliveries = "Deliveries from stores with a cache in front of them";
    cache("handoff.cache.deliveries", deliveries, "hit", CacheCounters.Snapshot::hits);
    cache("handoff.cache.deliveries", deliveries, "validated", CacheCounters.Snapshot::validated);
    cache("handoff.cache.deliveries", deliveries, "miss", CacheCounters.Snapshot::misses);
    cache("handoff.cache.deliveries", deliveries, "passed", CacheCounters.Snapshot::passed);
    counter(
        "handoff.cache.asked",
        "Requests to stores for pieces to keep",
        Tags.empty(),
        all -> cached(all, CacheCounters.Snapshot::asked));
    octets("handoff.cache.fetched", "From stores", CacheCounters.Snapshot::fetchedOctets);
    octets("handoff.cache.served", "To clients", CacheCounters.Snapshot::servedOctets);
    bytes(
        "handoff.cache.kept",
        "On disk",
        () -> cached(readings, CacheCounters.Snapshot::keptOctets));
    gauge(
        "handoff.cache.slices",
        "Pieces of objects on disk",
        () -> cached(readings, CacheCounters.Snapshot::keptSlices));
  }

  private void process() {
    new JvmMemoryMetrics().bindTo(registry);
    garbage.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    bytes(
        "handoff.buffers.direct",
        "Native memory for octets on their way",
        PlatformDependent::usedDirectMemory);
  }

  private void cache(
      String name, String help, String result, ToDoubleFunction<CacheCounters.Snapshot> of) {
    counter(name, help, Tags.of("result", result), all -> cached(all, of));
  }

  private void octets(String name, String help, ToDoubleFunction<CacheCounters.Snapshot> of) {
    FunctionCounter.builder(name, readings, all -> cached(all, of))
        .description(help)
        .baseUnit("bytes")
        .register(registry);
  }

  private static double cached(Readings from, ToDoubleFunction<CacheCounters.Snapshot> of) {
    return from.remoteCache().map(of::applyAsDouble).orElse(0.0);
  }

  private void counter(String name, String help, Tags tags, ToDoubleFunction<Readings> of) {
    FunctionCounter.builder(name, readings, of).description(help).tags(tags).register(registry);
  }

  private void gauge(String name, String help, Supplier<Number> of) {
    Gauge.builder(name, of).description(help).register(registry);
  }

  private void bytes(String name, String help, Supplier<Number> of) {
    Gauge.builder(name, of).description(help).baseUnit("bytes").register(registry);
  }

  /** Brings the rows of apps up to date: they come and go with the configuration. */
  void refresh() {
    List<MultiGauge.Row<?>> open = new ArrayList<>();
    List<MultiGauge.Row<?>> waiting = new ArrayList<>();
    for (AppState app : readings.apps()) {
      int idle = Math.clamp(app.idle(), 0, app.open());
      open.add(MultiGauge.Row.of(Tags.of("app", app.name(), "state", "idle"), idle));
      open.add(MultiGauge.Row.of(Tags.of("app", app.name(), "state", "busy"), app.open() - idle));
      waiting.add(MultiGauge.Row.of(Tags.of("app", app.name()), app.queued()));
    }
    connections.register(open, true);
    queued.register(waiting, true);
  }

  @Override
  public void close() {
    garbage.close();
  }
}
