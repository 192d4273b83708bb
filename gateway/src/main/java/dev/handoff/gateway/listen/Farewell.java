package dev.handoff.gateway.listen;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
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
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    ChannelFuture out =
        tls == null ? channel.writeAndFlush(Unpooled.EMPTY_BUFFER) : tls.closeOutbound();
    out.addListener(flushed -> {
      duplex.shutdownOutput();
      channel.config().setAutoRead(true);
      silent.run();
    });
  }

  /**
   * Cuts the connection with a reset: nothing that was buffered may look like an end. TLS says no
   * close_notify, by which a client tells a whole answer from a cut one (RFC 8446 §6.1).
   */
  static void reset(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (RuntimeException notTcp) {
      LOG.trace("no SO_LINGER on this channel", notTcp);
    }
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      channel.close();
    } else {
      // From here outwards, past TLS, which would say goodbye.
      tls.close();
    }
  }
}
