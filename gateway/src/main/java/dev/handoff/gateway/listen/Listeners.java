package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The sockets that accept, and every connection they brought.
 *
 * <p>One acceptor deals connections to the loops in turn: with SO_REUSEPORT the kernel deals them
 * by hash, and with few connections one of two loops often gets most of them.
 */
public final class Listeners {
  private static final int BACKLOG = 4096;

  private final Transport transport;
  private final EventLoopGroup loops;
  private final Map<EventLoop, Loop> states;
  private final ConnectionSettings settings;
  private final Supplier<List<AddressRange>> trusted;
  private final Map<ListenAddress, Channel> bound = new LinkedHashMap<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  public Listeners(
      Transport transport,
      EventLoopGroup loops,
      Map<EventLoop, Loop> states,
      ConnectionSettings settings,
      Supplier<List<AddressRange>> trusted) {
    this.transport = transport;
    this.loops = loops;
    this.states = states;
    this.settings = settings;
    this.trusted = trusted;
  }

  /**
   * Binds what is new, then closes what is no longer wanted; a listener in both stays as it is.
   * Blocks. On failure everything is as it was before.
   */
  public synchronized void change(List<ListenAddress> wanted) throws IOException {
    List<ListenAddress> fresh = new ArrayList<>();
    try {
      for (ListenAddress address : wanted) {
        if (!bound.containsKey(address)) {
          bound.put(address, bind(address));
          fresh.add(address);
        }
      }
    } catch (IOException refused) {
      for (ListenAddress address : fresh) {
        close(address);
      }
      throw refused;
    }
    for (ListenAddress address : List.copyOf(bound.keySet())) {
      if (!wanted.contains(address)) {
        close(address);
      }
    }
  }

  /** The addresses in force, with the ports the kernel chose. */
  public synchronized List<SocketAddress> addresses() {
    List<SocketAddress> addresses = new ArrayList<>();
    for (Channel channel : bound.values()) {
      addresses.add(channel.localAddress());
    }
    return addresses;
  }

  /** Stops accepting, and tells every connection to finish what it has. */
  public synchronized void drain() {
    for (ListenAddress address : List.copyOf(bound.keySet())) {
      close(address);
    }
    for (Channel channel : connections) {
      channel.eventLoop().execute(() -> Protocols.drain(channel));
    }
  }

  /** How many client connections are open. */
  public int connections() {
    return connections.size();
  }

  private Channel bind(ListenAddress address) throws IOException {
    boolean unix = address instanceof ListenAddress.Unix;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(transport.servers(unix))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Arrivals());
    if (!unix) {
      bootstrap
          .option(ChannelOption.SO_REUSEADDR, true)
          .childOption(ChannelOption.TCP_NODELAY, true);
    }
    SocketAddress where = socketAddress(address);
    ChannelFuture bind = bootstrap.bind(where).awaitUninterruptibly();
    if (!bind.isSuccess()) {
      String why = bind.cause().getMessage();
      throw new IOException(
          "cannot listen on " + text(address) + ": " + why + ". Is another program using it?",
          bind.cause());
    }
    return bind.channel();
  }

  private SocketAddress socketAddress(ListenAddress address) throws IOException {
    return switch (address) {
      case ListenAddress.Tcp tcp ->
          tcp.host().isEmpty()
              ? new InetSocketAddress(tcp.port())
              : new InetSocketAddress(tcp.host(), tcp.port());
      case ListenAddress.Unix unix -> {
        removeStale(unix.path());
        yield transport.unixAddress(unix.path());
      }
    };
  }

  /** A socket file that a killed process left behind would make every later start fail. */
  private static void removeStale(Path path) throws IOException {
    if (Files.exists(path) && Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
      Files.delete(path);
    }
  }

  private void close(ListenAddress address) {
    Channel channel = bound.remove(address);
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
  }

  private static String text(ListenAddress address) {
    return switch (address) {
      case ListenAddress.Tcp tcp -> tcp.host() + ":" + tcp.port();
      case ListenAddress.Unix unix -> "unix:" + unix.path();
    };
  }

  /** Sets up each accepted connection. */
  private final class Arrivals extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      Loop loop = states.get(channel.eventLoop());
      if (loop == null) {
        throw new IllegalStateException("a connection on a loop that is not ours");
      }
      Client client = Client.at(channel.remoteAddress(), isTrusted(channel), false);
      Protocols.http1(channel, loop, client, settings);
      connections.add(channel);
    }

    private boolean isTrusted(Channel channel) {
      if (!(channel.remoteAddress() instanceof InetSocketAddress inet)) {
        // Whoever may open our socket file is on this machine and let in by its permissions.
        return channel.remoteAddress() != null && !trusted.get().isEmpty();
      }
      for (AddressRange range : trusted.get()) {
        if (range.contains(inet.getAddress())) {
          return true;
        }
      }
      return false;
    }
  }
}
