package dev.handoff.gateway.receipt;

import java.io.IOException;
import java.util.List;

/**
 * Receipts that are not sent yet, oldest first. One thread appends, one takes. When there is no
 * room the oldest go. Thread-safe.
 */
interface Spool extends AutoCloseable {

  /**
   * Some of the oldest receipts.
   *
   * @param next what {@link #sent} wants to be told: a place, or a number
   */
  record Waiting(List<byte[]> receipts, Place next) {}

  /** Where reading goes on. */
  record Place(long segment, long offset) {}

  /** Keeps no more than this from the next receipts on. */
  void limit(long maxBytes);

  /** Keeps receipts; on a disk they are safe when this returns. */
  void append(List<byte[]> receipts) throws IOException;

  /**
   * The oldest, none of which was reported as sent.
   *
   * @param most so many of them
   * @param mostBytes and together no longer than this, but at least one
   */
  Waiting peek(int most, long mostBytes) throws IOException;

  /** These are received: they will not be seen again. */
  void sent(Waiting received) throws IOException;

  /** Receipts that wait. */
  long waiting();

  /** Receipts that were dropped since the last call. */
  long takeDropped();

  @Override
  void close() throws IOException;
}
