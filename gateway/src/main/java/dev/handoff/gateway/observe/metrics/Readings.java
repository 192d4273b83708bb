package dev.handoff.gateway.observe.metrics;

import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.store.cache.CacheCounters;
import java.util.List;
import java.util.Optional;

/** The state of a gateway, as it is when somebody asks. May be called from any thread. */
public interface Readings {
  /** Connections of clients. */
  int connections();

  FileStore.Counts openFiles();

  /** What is kept of stores; empty when nothing is. */
  Optional<CacheCounters.Snapshot> remoteCache();

  List<AppState> apps();

  /** Lines the access log could not write. */
  long droppedLines();

  /** Every limit there can be, configured or not; always the same in the same order. */
  List<LimitState> limits();

  ReceiptState receipts();

  /**
   * What one limit has done.
   *
   * @param waiting requests that wait now
   * @param delayed requests that had to wait so far
   * @param refused requests that were answered with 429 so far
   */
  record LimitState(String name, long waiting, long delayed, long refused) {}

  /**
   * What became of receipts since the start.
   *
   * @param received by the app
   * @param waiting now, to be sent
   * @param dropped for want of room, or because the disk failed
   */
  record ReceiptState(long received, long waiting, long dropped) {}

  /**
   * An app's connections.
   *
   * @param open or being opened
   * @param idle of them, waiting for a request
   * @param queued requests that wait for a connection
   */
  record AppState(String name, int open, int idle, int queued) {}
}
