package dev.handoff.servlet;

import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers that were used and are free again. Shared between threads. */
final class Buffers {
  /** Largest, in bytes. One for each transfer; a container may keep a copy of it. */
  static final int SIZE = 32 << 10;

  private static final int LEAST = 2 << 10;
  private static final int KEPT = 64;

  private final Deque<byte[]> free = new ArrayDeque<>();

  /**
   * As much as a container takes into its own buffer, one byte short of it, so that what the socket
   * does not take stays there: for the rest of a whole buffer Tomcat allocates 64 KB more
   * (SocketBufferHandler, WriteBuffer), for as long as the client is slow.
   *
   * @param ofContainer size of the container's buffer
   */
  static int fitting(int ofContainer) {
    return Math.max(LEAST, Math.min(SIZE, ofContainer - 1));
  }

  /** Not cleared. A size other than that of the last ones is made anew. */
  synchronized byte[] take(int size) {
    byte[] buffer = free.poll();
    return buffer == null || buffer.length != size ? new byte[size] : buffer;
  }

  /** Only for a buffer that nobody writes from any more. */
  synchronized void give(byte[] buffer) {
    if (free.size() < KEPT) {
      free.push(buffer);
    }
  }
}
