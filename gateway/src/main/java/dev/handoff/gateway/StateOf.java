package dev.handoff.gateway;

import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.store.cache.CacheCounters;
import dev.handoff.gateway.deliver.store.cache.RemoteObjects;
import dev.handoff.gateway.observe.metrics.Readings;
import java.util.List;
import java.util.Optional;

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
  public long droppedLines() {
    var log = gateway.serving().log();
    return log == null ? 0 : log.dropped();
  }
}
