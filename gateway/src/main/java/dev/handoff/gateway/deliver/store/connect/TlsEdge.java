package dev.handoff.gateway.deliver.store.connect;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;

/**
 * Between TLS and HTTP: an end without close_notify is a failure, as anybody on the way can make
 * one (RFC 8446 §6.1, RFC 9112 §9.8), and with it the connection is over.
 */
final class TlsEdge extends ChannelInboundHandlerAdapter {
  private boolean open;
  private boolean closedRightly;

  /** Somebody listens behind this from now on. */
  void open() {
    open = true;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent close) {
      closedRightly = close.isSuccess();
      ctx.close();
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (open && !closedRightly) {
      ctx.fireExceptionCaught(new IOException("the connection ended without close_notify"));
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!open) {
      // Whoever waits for the handshake is told.
      ctx.close();
    } else {
      ctx.fireExceptionCaught(
          cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause);
    }
  }
}
