package dev.handoff.gateway.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with an end: for things that no latch announces. */
public final class Within {
  /** How long anything on loopback may take on a machine that does much else. */
  public static final Duration PATIENCE = Duration.ofSeconds(120);

  private Within() {}

  /** Returns once the condition holds; fails after {@link #PATIENCE}. */
  public static void patience(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
