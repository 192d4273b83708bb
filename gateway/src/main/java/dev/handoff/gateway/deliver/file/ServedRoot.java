package dev.handoff.gateway.deliver.file;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One folder with its rules, made by {@link FileStore#root} when a configuration is loaded, and the
 * open files kept for it.
 *
 * <p>Closed with the configuration: its files leave the cache, running transfers finish. Each
 * {@code FileStore.root} wants one close; while another configuration uses the same folder with the
 * same rules, its files stay.
 */
public final class ServedRoot implements AutoCloseable {
  final RootFolder folder;
  final ConcurrentHashMap<Name, KeptFile> kept = new ConcurrentHashMap<>();
  final Lookups lookups = new Lookups();
  private final Path path;
  private final FileStore store;
  private volatile boolean closed;

  ServedRoot(Path path, RootFolder folder, FileStore store) {
    this.path = path;
    this.folder = folder;
    this.store = store;
  }

  /** The folder, as it was configured. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    store.leave(this);
  }

  /** From now on nothing new is kept. */
  void setClosed() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
