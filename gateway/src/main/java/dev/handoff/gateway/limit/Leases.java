package dev.handoff.gateway.limit;

import dev.handoff.gateway.config.SharedBudgets;
import dev.handoff.gateway.limit.shared.Engine;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the engine for every key in use, on one thread that is no loop.
 *
 * <p>When the engine fails it is left alone for a second, and each key goes on with its last share.
 */
final class Leases implements Lease.Steps, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  /** On average a second; at odd times, so that no gateway is always the first to ask. */
  private static final long SHORTEST_MILLIS = 600;

  private static final long LONGEST_MILLIS = 1400;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final SharedBudgets where;
  private final Engine engine;
  private final ScheduledExecutorService thread;
  private final LongAdder failures = new LongAdder();
  private volatile boolean closed;
  private volatile boolean failing;
  private long failedAt;
  private long toldAt = System.nanoTime() - QUIET_NANOS;

  Leases(SharedBudgets where) {
    this.where = where;
    this.engine = Engine.of(where);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shared-limits").factory());
  }

  SharedBudgets where() {
    return where;
  }

  /** Questions that the engine did not answer, so far. */
  long failures() {
    return failures.sum();
  }

  /** Whether it did not answer the last one. */
  boolean isFailing() {
    return failing;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void start(Lease lease) {
    run(lease, 0);
  }

  private void run(Lease lease, long millis) {
    try {
      thread.schedule(() -> step(lease), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException over) {
      // Closed meanwhile: the key goes by the plain rate.
    }
  }

  private void step(Lease lease) {
    boolean again = true;
    long now = System.nanoTime();
    if (!failing || now - failedAt >= REST_NANOS) {
      try {
        again = lease.step(engine, now);
        if (failing) {
          failing = false;
          LOG.info("limits.shared: {} answers again", where.address());
        }
      } catch (IOException | RuntimeException failure) {
        failed(failure, now);
      }
    }
    if (again && !closed) {
      run(lease, ThreadLocalRandom.current().nextLong(SHORTEST_MILLIS, LONGEST_MILLIS));
    }
  }

  private void failed(Exception failure, long now) {
    failures.increment();
    failing = true;
    failedAt = now;
    if (now - toldAt >= QUIET_NANOS) {
      toldAt = now;
      LOG.warn(
          "limits.shared: {} fails ({}); every gateway goes on with its last share",
          where.address(),
          failure.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.execute(engine::close);
    thread.shutdown();
  }
}
