package dev.handoff.gateway.deliver.file;

import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.config.FileAccess;
import dev.handoff.gateway.deliver.file.Lookups.Waiter;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names to open files, for all event loops.
 *
 * <pre>{@code
 * ServedFile file = store.cached(root, name);
 * if (file == null) {
 *   store.open(root, name, loop, result -> ...);
 * }
 * }</pre>
 *
 * <p>Names are octets of a decoded relative path, segments divided by {@code /}, without leading
 * slash, empty segments, {@code .} or {@code ..}. May be shared between threads. Nothing here
 * blocks its caller, except {@link #root}.
 */
public final class FileStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);
  private static final int WORKERS = 8;
  private static final int WAITING = 1024;

  private final Workers workers;
  private final KeptFiles files;
  private final ServedRoots roots;

  FileStore(CacheConfig config, Platform platform, Clocks clocks, Workers workers) {
    this.workers = workers;
    this.files = new KeptFiles(config, platform.openFiles(config.openFiles()), clocks, workers);
    this.roots = new ServedRoots(platform, this);
    // Often enough that an unused file is closed within a quarter of the time it may stay unused.
    long nanos = Math.clamp(config.unused().toNanos() / 4, 100_000_000L, 10_000_000_000L);
    workers.every(Duration.ofNanos(nanos), () -> files.sweep(roots.all()));
  }

  /** A store on Linux's own calls where they work, else on the JDK's. */
  public static FileStore create(CacheConfig config) {
    return new FileStore(config, Platform.probe(), Clocks.SYSTEM, new Workers(WORKERS, WAITING));
  }

  /**
   * A folder with its rules, to be closed when its configuration is. The same folder with the same
   * rules is the same root with the same open files, so that a reload keeps them.
   *
   * @throws IOException when the folder is not there or may not be entered; the message says what
   *     to do
   */
  public ServedRoot root(Path directory, FileAccess access) throws IOException {
    return roots.enter(directory, access);
  }

  void leave(ServedRoot root) {
    if (roots.leave(root)) {
      root.setClosed();
      files.dropAll(root);
    }
  }

  /**
   * The file, retained, if it is open already and was found unchanged just now; null when it has to
   * be opened.
   */
  public @Nullable ServedFile cached(ServedRoot root, byte[] name) {
    return files.find(root, new Name(name));
  }

  /**
   * Looks the name up on a worker, by a look that begins after this call, and answers on the loop.
   * Requests for the same name share a look.
   */
  public void open(ServedRoot root, byte[] name, EventExecutor loop, Consumer<OpenResult> done) {
    Name key = new Name(name.clone());
    files.miss();
    if (root.lookups.join(key, new Waiter(loop, done))
        && !workers.tryRun(() -> lookUp(root, key))) {
      OpenResult busy = new OpenResult.Busy("too many opens wait already");
      root.lookups.giveUp(key).forEach(waiter -> waiter.answer(busy));
    }
  }

  private void lookUp(ServedRoot root, Name name) {
    do {
      List<Waiter> waiters = root.lookups.begin(name);
      OpenResult result = result(root, name);
      waiters.forEach(waiter -> waiter.answer(result));
      if (result instanceof OpenResult.Found(var file)) {
        file.release();
      }
    } while (!root.lookups.end(name));
  }

  private OpenResult result(ServedRoot root, Name name) {
    try {
      return files.lookUp(root, name);
    } catch (RuntimeException | Error e) {
      // Whoever waits gets an answer, whatever broke.
      LOG.error("opening a file below {} failed", root, e);
      return new OpenResult.Busy("opening failed: " + e);
    }
  }

  /**
   * Deletes this very file on a worker, and answers on the loop: only while the name still leads to
   * it. Whether the location allows it is the caller's business.
   */
  public void delete(
      ServedRoot root,
      byte[] name,
      ServedFile file,
      EventExecutor loop,
      Consumer<DeleteResult> done) {
    byte[] octets = name.clone();
    if (!file.retain()) {
      throw new IllegalStateException("deleted after its last release");
    }
    workers.runSurely(() -> {
      DeleteResult result = deleteNow(root, octets, file);
      file.release();
      answer(loop, () -> done.accept(result));
    });
  }

  private static DeleteResult deleteNow(ServedRoot root, byte[] name, ServedFile file) {
    try {
      return root.folder
          .delete(name, file.node())
          .<DeleteResult>map(DeleteResult.Kept::new)
          .orElseGet(DeleteResult.Deleted::new);
    } catch (RuntimeException e) {
      LOG.error("deleting a file below {} failed", root, e);
      return new DeleteResult.Kept("deleting failed: " + e);
    }
  }

  private static void answer(EventExecutor loop, Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("nobody left to be told that a file was deleted", stopped);
    }
  }

  /**
   * What is kept, and how often that helped since {@link #count} was asked for.
   *
   * @param open files kept open
   * @param memoryOctets content of small files in memory
   * @param hits files that were open already
   * @param misses names that had to be looked up first
   */
  public record Counts(long open, long memoryOctets, long hits, long misses) {}

  /** Begins or ends the counting of hits and misses. */
  public void count(boolean wanted) {
    files.count(wanted);
  }

  public Counts counts() {
    return files.counts();
  }

  /** Closes what is kept; transfers that run finish. */
  @Override
  public void close() {
    for (ServedRoot root : roots.all()) {
      root.setClosed();
      files.dropAll(root);
    }
    workers.close();
  }
}
