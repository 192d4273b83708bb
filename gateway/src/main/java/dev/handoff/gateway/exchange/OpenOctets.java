package dev.handoff.gateway.exchange;

import java.nio.channels.FileChannel;

/**
 * Octets in an open file that several transfers share, sent by file region where that is possible.
 * May be used from any thread.
 *
 * <p>Counted: what is retained is released once. Whoever leaves last has the channel closed, off
 * the calling thread.
 */
public interface OpenOctets {

  /** For positioned reads only; never closed by its users. */
  FileChannel channel();

  /** False when the last user has gone already. */
  boolean retain();

  void release();
}
