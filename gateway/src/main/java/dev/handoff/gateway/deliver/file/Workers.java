package dev.handoff.gateway.deliver.file;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Platform threads for calls that may wait for a disk or a network file system. They are never
 * interrupted: an interrupt would close the channels they read from.
 */
final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final int LINGER_SECONDS = 30;

  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor tidy;
  private final int waiting;

  Workers(int threads, int waiting) {
    this.waiting = waiting;
    this.tidy =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().name("handoff-files-tidy").daemon().unstarted(task));
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            LINGER_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            task ->
                Thread.ofPlatform()
                    .name("handoff-files-" + number.incrementAndGet())
                    .daemon()
                    .unstarted(task));
    pool.allowCoreThreadTimeOut(true);
  }

  /** False when too much waits already, or when the workers are stopped. */
  boolean tryRun(Runnable task) {
    try {
      pool.execute(task);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** For work that nobody waits for: only while half of the queue is free. */
  boolean tryBackground(Runnable task) {
    return pool.getQueue().size() <= waiting / 2 && tryRun(task);
  }

  /** For work that must not be lost, however much waits. */
  void runSurely(Runnable task) {
    if (!tryRun(task)) {
      runBehind(task);
    }
  }

  /**
   * On a thread of its own, one after the other: closing many files must not look like many opens,
   * nor keep one waiting.
   */
  void runBehind(Runnable task) {
    try {
      tidy.execute(task);
    } catch (RejectedExecutionException stopped) {
      task.run();
    }
  }

  /** Repeats a task that does not block. */
  void every(Duration period, Runnable task) {
    var _ =
        tidy.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                // Thrown, it would be the last time.
                LOG.error("looking after kept files failed", e);
              }
            },
            period.toNanos(),
            period.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** Takes nothing new; what waits is still done. */
  @Override
  public void close() {
    tidy.shutdown();
    pool.shutdown();
  }
}
