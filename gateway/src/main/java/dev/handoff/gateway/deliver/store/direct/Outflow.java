package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.gateway.exchange.Exchange;
import io.netty.buffer.ByteBuf;

/**
 * Octets on their way from a store to a client. Says when nothing more should be read. Confined to
 * the exchange's loop.
 */
final class Outflow {
  private final Exchange exchange;
  private final Runnable eased;
  private boolean blocked;
  private boolean unflushed;

  /**
   * @param eased told when more may be read
   */
  Outflow(Exchange exchange, Runnable eased) {
    this.exchange = exchange;
    this.eased = eased;
  }

  /** Whether reading should wait. */
  boolean isBlocked() {
    return blocked;
  }

  /** Owns {@code data}. */
  void write(ByteBuf data) {
    unflushed = true;
    exchange.write(data);
    if (!exchange.isWritable()) {
      // The socket may take it right away, and then the store need not be stopped.
      flush();
      blocked = !exchange.isWritable();
    }
  }

  /** The client takes octets again. */
  void writable() {
    blocked = false;
    eased.run();
  }

  void flush() {
    if (unflushed) {
      unflushed = false;
      exchange.flush();
    }
  }
}
