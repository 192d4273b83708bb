package dev.handoff.gateway.receipt;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers that sort by time and are never given twice (UUID version 7, RFC 9562 §5.7). */
final class Identifiers {
  /** Odd, so that its multiples do not repeat before 2^64 of them. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final AtomicLong state = new AtomicLong(new SecureRandom().nextLong());

  String next() {
    long random = mixed(state.getAndAdd(STEP));
    long high = System.currentTimeMillis() << 16 | 0x7000 | (random >>> 52);
    long low = (random << 2 >>> 2) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** A bijection (SplitMix64), so that different states give different numbers. */
  private static long mixed(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
