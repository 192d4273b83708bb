package dev.handoff.gateway.deliver.file;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An open file in the cache, which holds one of its retains, and what the cache remembers about it.
 * Times are ticks of the store's clock.
 */
final class KeptFile {
  final Name name;
  final ServedFile file;
  final AtomicBoolean dropped = new AtomicBoolean();

  /** A worker looks the name up, or reads the content: one of them at a time. */
  final AtomicBoolean working = new AtomicBoolean();

  /** When the name was last seen to lead to this file. */
  volatile long checkedAt;

  /** When it was last asked for; coarse, so that a hot file is not written to on each request. */
  volatile long usedAt;

  /** No earlier is it worth trying to take the content into memory. */
  volatile long bodyNotBefore;

  volatile ClockRing.@Nullable Place place;

  KeptFile(Name name, ServedFile file, long checkedAt, long bodyNotBefore) {
    this.name = name;
    this.file = file;
    this.checkedAt = checkedAt;
    this.usedAt = checkedAt;
    this.bodyNotBefore = bodyNotBefore;
  }

  void use(long tick, long coarse) {
    ClockRing.Place room = place;
    if (room != null) {
      room.use();
    }
    if (tick - usedAt > coarse) {
      usedAt = tick;
    }
  }
}
