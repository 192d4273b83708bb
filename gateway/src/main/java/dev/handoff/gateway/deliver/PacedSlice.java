package dev.handoff.gateway.deliver;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.OpenOctets;
import java.util.concurrent.TimeUnit;

/**
 * A slice of a file at a bounded rate: small pieces, each when its time has come.
 *
 * <p>Content counts and nothing else; a tenth of a second's worth may go ahead. Confined to the
 * exchange's loop.
 */
public final class PacedSlice {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int PIECES_PER_SECOND = 10;

  private final Exchange exchange;
  private final OpenOctets file;
  private final long end;
  private final long rate;
  private final Runnable done;
  private final long piece;
  private long at;
  private long dueNanos = System.nanoTime();

  /**
   * @param rate octets per second, more than zero
   * @param done run once all of them were accepted by the connection; not on failure
   */
  public PacedSlice(Exchange exchange, OpenOctets file, ByteRange range, long rate, Runnable done) {
    this.exchange = exchange;
    this.file = file;
    this.at = range.first();
    this.end = range.first() + range.length();
    this.rate = rate;
    this.done = done;
    this.piece = Math.max(1, rate / PIECES_PER_SECOND);
  }

  /** Begins. */
  public void send() {
    if (exchange.isOver()) {
      return;
    }
    if (at == end) {
      done.run();
      return;
    }
    long now = System.nanoTime();
    long wait = dueNanos - now;
    if (wait > 0) {
      exchange.loop().executor().schedule(this::send, wait, TimeUnit.NANOSECONDS);
      return;
    }
    long length = Math.min(piece, end - at);
    long first = at;
    at += length;
    // From now, not from when it was due: a client that stalled does not catch up in a burst.
    dueNanos = now + Math.round((double) length / rate * NANOS);
    exchange.write(file, first, length, this::send);
  }
}
