package dev.handoff.gateway;

import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.store.cache.CacheCounters;
import dev.handoff.gateway.deliver.store.cache.RemoteObjects;
import dev.handoff.gateway.limit.LimitCount;
import dev.handoff.gateway.limit.Limiter;
import dev.handoff.gateway.observe.metrics.Readings;
import dev.handoff.gateway.receipt.Receipts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of a gateway, for its metrics. */
record StateOf(Gateway gateway) implements Readings {
  @Override
  public int connections() {
    return gateway.connections();
  }

  @Override
  public FileStore.Counts openFiles() {
    return gateway.files().counts();
  }

  @Override
  public Optional<CacheCounters.Snapshot> remoteCache() {
    return Optional.ofNullable(gateway.serving().kept()).map(RemoteObjects::counts);
  }

  @Override
  public List<AppState> apps() {
    return gateway.serving().apps().stream()
        .map(app ->
            new AppState(
                app.config().name(),
                app.server().open(),
                app.server().idle(),
                app.server().queued()))
        .toList();
  }

  @Override
  public List<LimitState> limits() {
    Map<String, LimitCount> counts =
        gateway.limitCounts().stream()
            .collect(Collectors.toMap(LimitCount::name, Function.identity()));
    return Limiter.NAMES.stream().map(name -> state(name, counts.get(name))).toList();
  }

  private static LimitState state(String name, @Nullable LimitCount count) {
    return count == null
        ? new LimitState(name, 0, 0, 0)
        : new LimitState(name, count.waiting(), count.delayed(), count.refused());
  }

  @Override
  public ReceiptState receipts() {
    Receipts receipts = gateway.serving().receipts();
    return receipts == null
        ? new ReceiptState(0, 0, 0)
        : new ReceiptState(receipts.received(), receipts.waiting(), receipts.dropped());
  }

  @Override
  public long droppedLines() {
    var log = gateway.serving().log();
    return log == null ? 0 : log.dropped();
  }
}
