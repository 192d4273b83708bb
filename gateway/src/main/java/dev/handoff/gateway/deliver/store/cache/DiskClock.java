package dev.handoff.gateway.deliver.store.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time that passed since the cache was opened, and the calendar beside it. */
final class DiskClock {
  private final LongSupplier nanos;
  private final long startNanos;
  private final Instant start;

  DiskClock(LongSupplier nanos, Instant now) {
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.start = now;
  }

  static DiskClock system() {
    return new DiskClock(System::nanoTime, Instant.now());
  }

  /** As {@link System#nanoTime}. */
  long nanos() {
    return nanos.getAsLong();
  }

  /** Since the start; negative for what lies before. */
  int seconds() {
    return (int) TimeUnit.NANOSECONDS.toSeconds(nanos() - startNanos);
  }

  int seconds(Instant at) {
    return Math.clamp(Duration.between(start, at).toSeconds(), Integer.MIN_VALUE, seconds());
  }

  Instant at(int seconds) {
    return start.plusSeconds(seconds);
  }
}
