package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import dev.handoff.gateway.upstream.connection.ReadSize;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Opens sockets for one {@link PoolKey}. Shared by all loops. */
final class SocketOpener implements Opener {
  private final Transport transport;
  private final PoolKey key;

  SocketOpener(Transport transport, PoolKey key) {
    this.transport = transport;
    this.key = key;
  }

  @Override
  public ChannelFuture open(Loop loop, InetAddress address) {
    long millis = key.access().connectTimeout().toMillis();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.executor())
            .channelFactory(transport.clients(false))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, millis))
            .option(ChannelOption.TCP_NODELAY, true)
            // A paused download may be silent for hours; a peer that vanished should be noticed.
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(new NothingYet());
    return ReadSize.of(bootstrap).connect(new InetSocketAddress(address, key.origin().port()));
  }

  /** Stands in an empty pipeline until the connection is somebody's. */
  private static final class NothingYet extends ChannelHandlerAdapter {}
}
