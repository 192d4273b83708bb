package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoredObjects;
import dev.handoff.gateway.deliver.store.direct.DirectObjects;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The objects of stores that are kept on this machine's disk, for all loops and configurations.
 *
 * <pre>{@code
 * RemoteObjects kept = RemoteObjects.open(config);
 * StoredObjects objects = kept.before(client, direct, config);
 * }</pre>
 *
 * <p>May be shared between threads. {@link #open} and {@link #close} block.
 */
public final class RemoteObjects implements AutoCloseable {
  /** What the entry of a slice takes of the heap at worst: its object has no other slice. */
  private static final int HEAP_PER_SLICE = 1024;

  /** Of the heap at most. */
  private static final int HEAP_SHARE = 4;

  private static final Duration LONGEST_SWEEP = Duration.ofMinutes(1);
  private static final Duration SHORTEST_SWEEP = Duration.ofMillis(100);

  private final Disk disk;
  private final AtomicBoolean retired = new AtomicBoolean();
  private volatile RemoteCache config;

  private RemoteObjects(Disk disk, RemoteCache config) {
    this.disk = disk;
    this.config = config;
  }

  /**
   * Takes a folder into use. What lies in it is looked at bit by bit, later.
   *
   * @throws IOException when the folder cannot be used, or another process uses it
   */
  public static RemoteObjects open(RemoteCache config) throws IOException {
    return open(config, DiskClock.system());
  }

  static RemoteObjects open(RemoteCache config, DiskClock clock) throws IOException {
    Disk disk = new Disk(SliceFolder.take(config.dir()), clock);
    RemoteObjects kept = new RemoteObjects(disk, config);
    kept.limit(config);
    disk.start();
    Duration quarter = config.unused().dividedBy(4);
    Duration period =
        quarter.compareTo(LONGEST_SWEEP) > 0
            ? LONGEST_SWEEP
            : quarter.compareTo(SHORTEST_SWEEP) < 0 ? SHORTEST_SWEEP : quarter;
    disk.workers().every(period, kept::sweep);
    return kept;
  }

  /** Has size and age of {@code wanted} in force. */
  public void limit(RemoteCache wanted) {
    config = wanted;
    long most = Runtime.getRuntime().maxMemory() / HEAP_SHARE / HEAP_PER_SLICE;
    disk.room().limit(wanted.size(), (int) Math.min(Integer.MAX_VALUE, most));
    disk.workers().runBehind(() -> disk.room().makeRoom(0, 0));
  }

  private void sweep() {
    long seconds = Math.min(config.unused().toSeconds(), Integer.MAX_VALUE);
    disk.room().dropUnused((int) Math.max(Integer.MIN_VALUE, disk.clock().seconds() - seconds));
  }

  /** Whether {@code wanted} names the folder in use. */
  public boolean isAt(RemoteCache wanted) {
    return config.dir().equals(wanted.dir());
  }

  /**
   * What finds objects by {@code wanted}; its size and age are in force with {@link #limit}.
   *
   * @param client asks for slices
   * @param direct finds what is not kept
   */
  public StoredObjects before(StoreClient client, DirectObjects direct, RemoteCache wanted) {
    return new CachedObjects(disk, client, direct, wanted);
  }

  /** What it has done since it was opened. */
  public CacheCounters.Snapshot counts() {
    return disk.counters().snapshot(disk.room());
  }

  Disk disk() {
    return disk;
  }

  /** Running deliveries finish; the folder is free after that. Does not block. */
  public void retire() {
    if (retired.compareAndSet(false, true)) {
      disk.leave();
    }
  }

  /** Like {@link #retire}, and waits until the folder is free. */
  @Override
  public void close() {
    retire();
    disk.close();
  }
}
