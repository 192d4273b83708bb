package dev.handoff.servlet;

import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers that were used and are free again. Shared between threads. */
final class Buffers {
  /**
   * One for each transfer. A container may keep a copy of what the socket did not take, so that a
   * slow transfer costs at most twice this.
   */
  static final int SIZE = 32 << 10;

  private static final int KEPT = 64;

  private final Deque<byte[]> free = new ArrayDeque<>();

  synchronized byte[] take() {
    byte[] buffer = free.poll();
    return buffer == null ? new byte[SIZE] : buffer;
  }

  /** Only for a buffer that nobody writes from any more. */
  synchronized void give(byte[] buffer) {
    if (free.size() < KEPT) {
      free.push(buffer);
    }
  }
}
