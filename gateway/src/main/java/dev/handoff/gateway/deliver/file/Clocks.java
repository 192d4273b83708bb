package dev.handoff.gateway.deliver.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of the store.
 *
 * @param ticks nanoseconds that only go forward, for ages
 * @param wall the time of day, to compare with time stamps of files
 */
record Clocks(LongSupplier ticks, InstantSource wall) {
  static final Clocks SYSTEM = new Clocks(System::nanoTime, InstantSource.system());

  long tick() {
    return ticks.getAsLong();
  }

  Instant now() {
    return wall.instant();
  }
}
