package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first octets of a connection in the clear: a client that knows beforehand begins
 * with the preface of HTTP/2 (RFC 9113 §3.3), anybody else with a method.
 *
 * <p>Stands before {@link Http1Connection}, whose time for the first head runs meanwhile, and is
 * gone after those octets.
 */
final class PriorKnowledge extends ChannelInboundHandlerAdapter {
  /** No method begins so, and it is long enough to tell PRI from PROPFIND. */
  private static final byte[] BEGIN = {'P', 'R', 'I', ' '};

  private final Loop loop;
  private final Client client;
  private final ConnectionSettings settings;
  private @Nullable ByteBuf begun;

  PriorKnowledge(Loop loop, Client client, ConnectionSettings settings) {
    this.loop = loop;
    this.client = client;
    this.settings = settings;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    ByteBuf before = begun;
    if (before != null) {
      begun = null;
      in = ctx.alloc().buffer(before.readableBytes() + in.readableBytes()).writeBytes(before);
      before.release();
      in.writeBytes((ByteBuf) message);
      ((ByteBuf) message).release();
    }
    int known = 0;
    while (known < BEGIN.length
        && known < in.readableBytes()
        && in.getByte(in.readerIndex() + known) == BEGIN[known]) {
      known++;
    }
    if (known == in.readableBytes() && known < BEGIN.length) {
      begun = in;
      return;
    }
    if (known == BEGIN.length) {
      Channel channel = ctx.channel();
      channel.pipeline().remove(Http1Connection.class);
      Protocols.http2(channel, loop, client, settings);
    }
    ctx.fireChannelRead(in);
    ctx.pipeline().remove(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (begun != null) {
      begun.release();
      begun = null;
    }
  }
}
