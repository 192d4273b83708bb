package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.listen.proxy.ProxyHeader;
import dev.handoff.gateway.listen.tls.TlsListener;
import dev.handoff.gateway.loop.Alarm;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection between accept and HTTP: a PROXY header where its peer owes one, then TLS where the
 * listener speaks it. All of it has the time that a request head has.
 *
 * <p>Until the client's first octet nothing is kept for TLS, so connections that say nothing cost
 * next to nothing. Confined to the connection's loop.
 */
final class Arrival extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Arrival.class);

  /** What a TLS handshake begins with: the type of its record (RFC 8446 §5.1). */
  private static final int HANDSHAKE = 22;

  private enum Wait {
    PROXY,
    FIRST_OCTET,
    HANDSHAKE
  }

  private final Door door;
  private final Channel channel;
  private final Listener listener;
  private final Alarm alarm;
  private Wait wait;
  private SocketAddress peer;
  private @Nullable ByteBuf held;

  /**
   * @param owesProxy the peer has to begin with a PROXY header
   */
  Arrival(Door door, Channel channel, SocketAddress peer, boolean owesProxy, Listener listener) {
    this.door = door;
    this.channel = channel;
    this.peer = peer;
    this.listener = listener;
    this.wait = owesProxy ? Wait.PROXY : Wait.FIRST_OCTET;
    this.alarm = new Alarm(this::late);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    door.loop().deadlines().watch(alarm);
    alarm.set(door.settings().timeouts().header());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    leave();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
    ctx.fireChannelInactive();
  }

  private void leave() {
    door.loop().deadlines().forget(alarm);
    ByteBuf rest = held;
    held = null;
    if (rest != null) {
      rest.release();
    }
  }

  private void late() {
    if (wait == Wait.PROXY) {
      door.noteMissingProxy(peer, "it came too late");
    }
    LOG.debug("{} was not done with {} in time", peer, wait);
    Farewell.reset(channel);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    ByteBuf before = held;
    if (before != null) {
      held = null;
      ByteBuf both = channel.alloc().buffer(before.readableBytes() + in.readableBytes());
      both.writeBytes(before).writeBytes(in);
      before.release();
      in.release();
      in = both;
    }
    if (wait == Wait.PROXY && !proxyRead(in)) {
      return;
    }
    if (!listener.secure()) {
      Protocols.cleartext(channel, door.loop(), door.client(peer, false), door.plainSettings());
      goOn(ctx, in);
    } else if (in.isReadable()) {
      firstOctet(ctx, in);
    } else {
      in.release();
    }
  }

  /** True when the header is read; otherwise {@code in} is kept or gone. */
  private boolean proxyRead(ByteBuf in) {
    switch (ProxyHeader.read(in)) {
      case ProxyHeader.Incomplete() -> {
        held = in;
        return false;
      }
      case ProxyHeader.Malformed(String why) -> {
        in.release();
        door.noteMissingProxy(peer, why);
        Farewell.reset(channel);
        return false;
      }
      case ProxyHeader.Complete(int length, var client) -> {
        in.skipBytes(length);
        client.ifPresent(named -> peer = named);
        wait = Wait.FIRST_OCTET;
        return true;
      }
    }
  }

  private void firstOctet(ChannelHandlerContext ctx, ByteBuf in) {
    if (in.getByte(in.readerIndex()) != HANDSHAKE) {
      LOG.debug("{} does not speak TLS on a port for TLS", peer);
      Protocols.http1(
          channel, door.loop(), door.client(peer, false), new PlainOnTls(door.settings()));
      goOn(ctx, in);
      return;
    }
    wait = Wait.HANDSHAKE;
    channel
        .pipeline()
        .addFirst(TlsListener.handler(channel.alloc(), () -> door.edge().tls(listener.address())));
    // The end of this batch comes by itself, after what is being read now.
    channel.pipeline().fireChannelRead(in);
  }

  /** The rest is for whoever stands behind. */
  private void goOn(ChannelHandlerContext ctx, ByteBuf in) {
    if (in.isReadable()) {
      ctx.fireChannelRead(in);
    } else {
      in.release();
    }
    ctx.pipeline().remove(this);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        secured(ctx);
      } else {
        LOG.debug("no TLS with {}: {}", peer, String.valueOf(handshake.cause()));
      }
    } else if (event == ChannelInputShutdownEvent.INSTANCE) {
      channel.close();
    }
  }

  private void secured(ChannelHandlerContext ctx) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    Client client = door.client(peer, true);
    channel.pipeline().addLast(new TlsEdge());
    Protocols.afterTls(
        handler.applicationProtocol(), channel, door.loop(), client, door.settings());
    ctx.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Whatever a stranger sent: the handshake's end says what it was, and nothing is broken here.
    LOG.debug("{} before HTTP: {}", peer, cause.toString());
    if (wait != Wait.HANDSHAKE) {
      channel.close();
    }
  }
}
