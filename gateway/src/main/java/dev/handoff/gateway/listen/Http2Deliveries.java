package dev.handoff.gateway.listen;

import dev.handoff.gateway.deliver.file.LinuxCalls;
import dev.handoff.gateway.exchange.Exchange;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.util.ArrayDeque;
import java.util.OptionalInt;
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
  private boolean scheduled;

  private record Owed(long position, Exchange.Ending ending) {}

  Http2Deliveries(Channel channel, Http2Output output) {
    this.channel = channel;
    this.output = output;
  }

  /** Tells {@code ending} when all that is written now is acknowledged, or never will be. */
  void add(Exchange.Ending ending) {
    owed.addLast(new Owed(output.position(), ending));
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

  /** Tells those whose time has come. */
  void look() {
    // Without the kernel's count (NIO, other systems) nothing is ever claimed as delivered.
    OptionalInt unacknowledged =
        channel.isOpen() && channel instanceof UnixChannel unix
            ? LinuxCalls.unacknowledged(unix.fd().intValue())
            : OptionalInt.empty();
    if (unacknowledged.isEmpty()) {
      connectionGone();
      return;
    }
    long acknowledged = output.sent() - unacknowledged.getAsInt();
    Owed first = owed.peekFirst();
    while (first != null && first.position() <= acknowledged) {
      owed.removeFirst();
      first.ending().ended(true);
      first = owed.peekFirst();
    }
  }

  /** Nobody will know any more. */
  void connectionGone() {
    Owed first = owed.pollFirst();
    while (first != null) {
      first.ending().ended(false);
      first = owed.pollFirst();
    }
  }
}
