package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.gateway.exchange.Exchange;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Octets on their way from a store to a client, at a bounded rate where one is set. Says when
 * nothing more should be read: what it holds back is never more than came before that was heard.
 *
 * <p>Content counts and nothing else. Confined to the exchange's loop.
 */
final class Outflow {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int PIECES_PER_SECOND = 10;

  private final Exchange exchange;
  private final long rate;
  private final Runnable eased;
  private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();
  private boolean blocked;
  private boolean unflushed;
  private long dueNanos = System.nanoTime();
  private @Nullable Future<?> timer;

  /**
   * @param rate octets per second; 0: as fast as the client takes them
   * @param eased told when more may be read, or when nothing is held back any more
   */
  Outflow(Exchange exchange, long rate, Runnable eased) {
    this.exchange = exchange;
    this.rate = rate;
    this.eased = eased;
  }

  /** Whether reading should wait. */
  boolean isBlocked() {
    return blocked || !held.isEmpty();
  }

  /** Whether everything went to the exchange. */
  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Owns {@code data}. */
  void write(ByteBuf data) {
    if (rate > 0) {
      held.addLast(data);
      if (held.size() == 1 && timer == null) {
        pump();
      }
      return;
    }
    unflushed = true;
    exchange.write(data);
    if (!exchange.isWritable()) {
      // The socket may take it right away, and then the store need not be stopped.
      flush();
      blocked = !exchange.isWritable();
    }
  }

  private void pump() {
    timer = null;
    boolean any = !held.isEmpty();
    while (!held.isEmpty() && !exchange.isOver()) {
      long now = System.nanoTime();
      if (dueNanos - now > 0) {
        timer =
            exchange.loop().executor().schedule(this::pump, dueNanos - now, TimeUnit.NANOSECONDS);
        break;
      }
      if (!exchange.isWritable()) {
        blocked = true;
        break;
      }
      ByteBuf first = held.getFirst();
      int piece = (int) Math.min(first.readableBytes(), Math.max(1, rate / PIECES_PER_SECOND));
      ByteBuf out = first.readRetainedSlice(piece);
      if (!first.isReadable()) {
        held.removeFirst().release();
      }
      // A client that stalled may catch up by a tenth of a second's worth, not by a burst.
      dueNanos =
          Math.max(dueNanos, now - SECOND / PIECES_PER_SECOND)
              + Math.round((double) piece / rate * SECOND);
      unflushed = true;
      exchange.write(out);
    }
    flush();
    if (any && held.isEmpty()) {
      eased.run();
    }
  }

  /** The client takes octets again. */
  void writable() {
    blocked = false;
    if (rate > 0 && timer == null) {
      pump();
    } else {
      eased.run();
    }
  }

  void flush() {
    if (unflushed) {
      unflushed = false;
      exchange.flush();
    }
  }

  /** Drops what is held back. */
  void close() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    while (!held.isEmpty()) {
      held.removeFirst().release();
    }
  }
}
