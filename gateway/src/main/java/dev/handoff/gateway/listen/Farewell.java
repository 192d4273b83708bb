package dev.handoff.gateway.listen;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways a connection ends. */
final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  private Farewell() {}

  /** Closes once everything is out. */
  static void afterFlush(Channel channel) {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Ends our side once everything is out and goes on reading: closing with unread input makes the
   * kernel reset the connection, and the client may then never see the answer (RFC 9112 §9.6).
   *
   * @param silent runs when our side has ended
   */
  static void lingering(Channel channel, Runnable silent) {
    if (!(channel instanceof DuplexChannel duplex)) {
      afterFlush(channel);
      return;
    }
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(flushed -> {
          duplex.shutdownOutput();
          channel.config().setAutoRead(true);
          silent.run();
        });
  }

  /** Cuts the connection with a reset: nothing that was buffered may look like an end. */
  static void reset(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (RuntimeException notTcp) {
      LOG.trace("no SO_LINGER on this channel", notTcp);
    }
    channel.close();
  }
}
