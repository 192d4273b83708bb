package dev.handoff.gateway.deliver.store.cache;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for everything that may wait for the disk. They are never interrupted: an interrupt would
 * close the channels they use.
 *
 * <p>The queue has no bound of its own: a delivery has at most two openings in it and a fill one
 * task, and connections are counted already.
 */
final class DiskWorkers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWorkers.class);
  private static final int THREADS = 8;
  private static final int LINGER_SECONDS = 30;
  private static final int STOP_SECONDS = 10;

  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor behind;

  DiskWorkers() {
    AtomicInteger number = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            LINGER_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                Thread.ofPlatform()
                    .name("handoff-cache-" + number.incrementAndGet())
                    .daemon()
                    .unstarted(task));
    pool.allowCoreThreadTimeOut(true);
    behind =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().name("handoff-cache-tidy").daemon().unstarted(task));
  }

  /** For what somebody waits for. After the end nobody does, and the task is dropped. */
  void run(Runnable task) {
    try {
      pool.execute(guarded(task));
    } catch (RejectedExecutionException stopped) {
      LOG.debug("the cache is closed", stopped);
    }
  }

  /** For what nobody waits for, one after the other. */
  void runBehind(Runnable task) {
    try {
      behind.execute(guarded(task));
    } catch (RejectedExecutionException stopped) {
      task.run();
    }
  }

  /** Repeats a task behind. */
  void every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    var _ = behind.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        // Thrown, it would end the thread, or be the last time of a repeated one.
        LOG.error("work on the cache failed", e);
      }
    };
  }

  /** Takes nothing new, and waits a while for what runs. */
  @Override
  public void close() {
    behind.shutdown();
    pool.shutdown();
    boolean interrupted = false;
    try {
      if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
          || !behind.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the disk of the cache is still busy after {} s", STOP_SECONDS);
      }
    } catch (InterruptedException hurried) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
