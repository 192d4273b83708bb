package dev.handoff.gateway.config;

import java.time.Duration;

/**
 * Open files and small bodies kept at hand.
 *
 * @param openFiles descriptors kept (10,000); 0 keeps none
 * @param check how long a name may go without being looked up again (1 s)
 * @param unused after which an entry nobody asks for is closed (60 s)
 * @param memoryTotal bytes of bodies kept in memory, all files (16 MB)
 * @param memoryFile largest file kept in memory, in bytes, inclusive (64 KB)
 */
public record CacheConfig(
    int openFiles, Duration check, Duration unused, long memoryTotal, int memoryFile) {
  public static final CacheConfig DEFAULT =
      new CacheConfig(10_000, Duration.ofSeconds(1), Duration.ofSeconds(60), 16L << 20, 64 << 10);
}
