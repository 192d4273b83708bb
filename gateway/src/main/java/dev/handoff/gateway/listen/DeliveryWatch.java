package dev.handoff.gateway.listen;

import dev.handoff.gateway.deliver.file.LinuxCalls;
import dev.handoff.gateway.exchange.Exchange;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannel;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the client has acknowledged everything that was sent.
 *
 * <p>A write that succeeded only reached our kernel: a client that reads nothing still lets a small
 * file "finish". The kernel's count of unacknowledged octets (SIOCOUTQ) falls to zero only when the
 * peer's TCP has them. A Unix socket has no such count; there it stays at what was not yet read.
 */
final class DeliveryWatch {
  private static final long STEP_MILLIS = 20;

  private final Channel channel;
  private final EventLoop loop;
  private final Exchange.Ending ending;

  private DeliveryWatch(Channel channel, EventLoop loop, Exchange.Ending ending) {
    this.channel = channel;
    this.loop = loop;
    this.ending = ending;
  }

  /**
   * Tells {@code ending} on {@code loop} when all is acknowledged, or the connection died first.
   */
  static void start(Channel channel, EventLoop loop, Exchange.Ending ending) {
    new DeliveryWatch(channel, loop, ending).look();
  }

  private void look() {
    // Without the kernel's count (NIO, other systems) nothing is ever claimed as delivered.
    if (!channel.isOpen() || !(channel instanceof UnixChannel unix)) {
      ending.ended(false);
      return;
    }
    var out = channel.unsafe().outboundBuffer();
    boolean empty = out == null || out.isEmpty();
    if (empty && LinuxCalls.unacknowledged(unix.fd().intValue()).orElse(-1) == 0) {
      ending.ended(true);
      return;
    }
    loop.schedule(this::look, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }
}
