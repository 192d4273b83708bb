package dev.handoff.gateway.deliver.file;

import dev.handoff.gateway.config.CacheConfig;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Files kept open between requests.
 *
 * <p>An entry answers only while its inode is the version that was seen, which is asked for each
 * request, and while its name was looked up within {@code check}. A hot name is looked up again
 * after half of that time, so that no request has to wait for it.
 */
final class KeptFiles {
  private final Clocks clocks;
  private final Workers workers;
  private final Bodies bodies;
  private final long checkNanos;
  private final long unusedNanos;
  private final ClockRing places;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private volatile boolean counting;

  KeptFiles(CacheConfig config, int openFiles, Clocks clocks, Workers workers) {
    this.clocks = clocks;
    this.workers = workers;
    this.bodies = new Bodies(config, clocks);
    this.checkNanos = config.check().toNanos();
    this.unusedNanos = config.unused().toNanos();
    this.places = new ClockRing(openFiles);
  }

  /** The file, retained, if it is kept and still the same. Does not block. */
  @Nullable ServedFile find(ServedRoot root, Name name) {
    KeptFile kept = root.kept.get(name);
    if (kept == null) {
      return null;
    }
    long tick = clocks.tick();
    long age = tick - kept.checkedAt;
    ServedFile file = kept.file;
    if (age > checkNanos || !file.retain()) {
      return null;
    }
    if (!file.node().isUnchanged()) {
      drop(root, kept);
      file.release();
      return null;
    }
    kept.use(tick, unusedNanos / 8);
    if (counting) {
      hits.increment();
    }
    if (age > checkNanos / 2) {
      inBackground(kept, () -> answered(lookUp(root, kept.name)));
    } else if (bodies.wants(kept, tick)) {
      inBackground(kept, () -> bodies.load(kept));
    }
    return file;
  }

  private void inBackground(KeptFile kept, Runnable task) {
    // A worker that is not there now is asked for again by the next request.
    if (!kept.working.compareAndSet(false, true)) {
      return;
    }
    boolean taken =
        workers.tryBackground(() -> {
          try {
            task.run();
          } finally {
            kept.working.set(false);
          }
        });
    if (!taken) {
      kept.working.set(false);
    }
  }

  /** Nobody waits for this answer. */
  private static void answered(OpenResult result) {
    if (result instanceof OpenResult.Found(var file)) {
      file.release();
    }
  }

  /** Asks the file system what the name leads to now. Blocks. */
  OpenResult lookUp(ServedRoot root, Name name) {
    KeptFile known = root.kept.get(name);
    return known != null && known.file.retain()
        ? lookUpAgain(root, known)
        : opened(root, name, clocks.tick(), root.folder.open(name.octets(), null));
  }

  /** The known file has been retained for the result. */
  private OpenResult lookUpAgain(ServedRoot root, KeptFile known) {
    // Before the look: what happens after it has begun is news for the next one.
    long tick = clocks.tick();
    boolean same = false;
    try {
      Lookup lookup = root.folder.open(known.name.octets(), known.file.node());
      if (lookup instanceof Lookup.Unchanged) {
        same = true;
        known.checkedAt = tick;
        known.use(tick, unusedNanos / 8);
        return new OpenResult.Found(known.file);
      }
      if (!(lookup instanceof Lookup.Trouble)) {
        drop(root, known);
      }
      return opened(root, known.name, tick, lookup);
    } finally {
      if (!same) {
        known.file.release();
      }
    }
  }

  private OpenResult opened(ServedRoot root, Name name, long tick, Lookup lookup) {
    return switch (lookup) {
      case Lookup.Opened(var node) ->
          new OpenResult.Found(keep(root, name, new ServedFile(node, clocks, workers), tick));
      case Lookup.Missing(var reason, var absent) -> new OpenResult.Missing(reason, absent);
      case Lookup.Trouble(var reason) -> new OpenResult.Busy(reason);
      case Lookup.Unchanged() -> throw new IllegalStateException("unchanged against nothing known");
    };
  }

  /** The file as its receiver gets it, with or without a place in the cache. */
  private ServedFile keep(ServedRoot root, Name name, ServedFile file, long tick) {
    if (!root.folder.keepsFiles() || !places.hasRoomFor(1)) {
      return file;
    }
    KeptFile kept = new KeptFile(name, file, tick, bodies.notBefore(file.node(), tick));
    var _ = file.retain();
    kept.place = places.take(1, () -> drop(root, kept));
    KeptFile before = root.kept.put(name, kept);
    if (before != null) {
      drop(root, before);
    }
    if (kept.dropped.get() || root.isClosed()) {
      drop(root, kept);
    }
    return file;
  }

  /** As often as wanted, from any thread. Transfers that run keep the file open. */
  private void drop(ServedRoot root, KeptFile kept) {
    var _ = root.kept.remove(kept.name, kept);
    if (kept.dropped.compareAndSet(false, true)) {
      ClockRing.Place place = kept.place;
      if (place != null) {
        places.free(place);
      }
      kept.file.dropBody();
      kept.file.release();
    }
  }

  void dropAll(ServedRoot root) {
    root.kept.values().forEach(kept -> drop(root, kept));
  }

  /** Closes what nobody has asked for since long. */
  void sweep(Collection<ServedRoot> roots) {
    long tick = clocks.tick();
    for (ServedRoot root : roots) {
      for (KeptFile kept : root.kept.values()) {
        if (tick - kept.usedAt > unusedNanos) {
          drop(root, kept);
        }
      }
    }
    places.sweep();
    bodies.sweep();
  }

  /** Whether each look is counted; off, so that nobody pays who does not read the counts. */
  void count(boolean wanted) {
    counting = wanted;
  }

  void miss() {
    if (counting) {
      misses.increment();
    }
  }

  FileStore.Counts counts() {
    return new FileStore.Counts(places.held(), bodies.held(), hits.sum(), misses.sum());
  }
}
