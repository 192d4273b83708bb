package dev.handoff.gateway.listen;

import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Answers of one HTTP/2 connection that are written, until the client has acknowledged their last
 * frame.
 *
 * <p>Other streams go on meanwhile, so the kernel's count of unacknowledged octets may never fall
 * to zero: it is taken from what was handed over instead. Over TLS the kernel counts more octets
 * than were handed over, so that an answer may be called delivered late, never early.
 */
final class Http2Deliveries {
  private static final long STEP_MILLIS = 20;

  private final Channel channel;
  private final Http2Output output;
  private final ArrayDeque<Owed> owed = new ArrayDeque<>(2);
  private final Iterable<Http2Exchange> running;
  private boolean scheduled;
  private boolean counting;

  private record Owed(long position, Http2Delivery delivery) {}

  /**
   * @param running the streams of the connection, whichever there are
   */
  Http2Deliveries(Channel channel, Http2Output output, Iterable<Http2Exchange> running) {
    this.channel = channel;
    this.output = output;
    this.running = running;
  }

  /** From now on a socket that fails is asked before it closes: a closed one tells nothing. */
  void count() {
    if (!counting) {
      counting = true;
      channel.config().setAutoClose(false);
      output.watch(written -> {
        if (!written.isSuccess()) {
          takeStock();
          channel.close();
        }
      });
    }
  }

  /** The connection is about to end, and the socket is still open. */
  void takeStock() {
    if (counting) {
      look();
      running.forEach(Http2Exchange::takeStock);
    }
  }

  /**
   * Nothing more of it is written: tells when all that is written now is acknowledged, or never
   * will be.
   *
   * @param whole the answer was written to its end; if not, that is told at once
   */
  void over(Http2Delivery delivery, boolean whole) {
    if (!whole) {
      takeStock(delivery);
      delivery.tell(false);
      return;
    }
    owed.addLast(new Owed(output.position(), delivery));
    schedule();
  }

  private void schedule() {
    if (!scheduled && !owed.isEmpty()) {
      scheduled = true;
      channel
          .eventLoop()
          .schedule(
              () -> {
                scheduled = false;
                look();
                schedule();
              },
              STEP_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Counts what was acknowledged of one. */
  void takeStock(Http2Delivery delivery) {
    acknowledged().ifPresent(delivery::acknowledged);
  }

  /** Octets that the client has, of all the connection has written; empty when nobody can say. */
  private OptionalLong acknowledged() {
    OptionalInt outstanding = DeliveryWatch.unacknowledged(channel);
    return outstanding.isPresent()
        ? OptionalLong.of(output.sent() - outstanding.getAsInt())
        : OptionalLong.empty();
  }

  /** Tells those whose time has come. */
  void look() {
    OptionalLong acknowledged = acknowledged();
    if (acknowledged.isEmpty()) {
      // Without the kernel's count (NIO, other systems) nothing is ever claimed as delivered.
      connectionGone();
      return;
    }
    Owed first = owed.peekFirst();
    while (first != null && first.position() <= acknowledged.getAsLong()) {
      owed.removeFirst();
      first.delivery().acknowledged(acknowledged.getAsLong());
      first.delivery().tell(true);
      first = owed.peekFirst();
    }
    for (Owed waiting : owed) {
      waiting.delivery().acknowledged(acknowledged.getAsLong());
    }
  }

  /** Nobody will know any more. */
  void connectionGone() {
    Owed first = owed.pollFirst();
    while (first != null) {
      first.delivery().tell(false);
      first = owed.pollFirst();
    }
  }
}
