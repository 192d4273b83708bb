package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.ListenAddress;
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
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The sockets that accept, and every connection they brought.
 *
 * <p>One acceptor deals connections to the loops in turn: with SO_REUSEPORT the kernel deals them
 * by hash, and with few connections one of two loops often gets most of them.
 */
public final class Listeners {
  private static final int BACKLOG = 4096;
  private static final long LONGEST_STOP_SECONDS = 5;

  private final Transport transport;
  private final EventLoopGroup loops;
  private final Map<EventLoop, Loop> states;
  private final ConnectionSettings settings;
  private final ConnectionSettings redirecting;
  private final EdgeSettings edge;
  private final Map<Listener, Channel> bound = new LinkedHashMap<>();
  private volatile int securePort;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  public Listeners(
      Transport transport,
      EventLoopGroup loops,
      Map<EventLoop, Loop> states,
      ConnectionSettings settings,
      EdgeSettings edge) {
    this.transport = transport;
    this.loops = loops;
    this.states = states;
    this.settings = settings;
    this.edge = edge;
    this.redirecting = new ToHttps(settings, edge, () -> securePort);
  }

  /**
   * Binds what is new, then closes what is no longer wanted; a listener in both stays as it is.
   * Blocks. On failure everything is as it was before.
   */
  public synchronized void change(List<Listener> wanted) throws IOException {
    List<Listener> fresh = new ArrayList<>();
    try {
      for (Listener listener : wanted) {
        if (!bound.containsKey(listener)) {
          bound.put(listener, bind(listener));
          fresh.add(listener);
        }
      }
    } catch (IOException refused) {
      for (Listener listener : fresh) {
        close(listener);
      }
      throw refused;
    }
    for (Listener listener : List.copyOf(bound.keySet())) {
      if (!wanted.contains(listener)) {
        close(listener);
      }
    }
    securePort =
        wanted.stream()
            .filter(Listener::secure)
            .map(bound::get)
            .filter(Objects::nonNull)
            .map(Channel::localAddress)
            .filter(InetSocketAddress.class::isInstance)
            .map(InetSocketAddress.class::cast)
            .mapToInt(InetSocketAddress::getPort)
            .findFirst()
            .orElse(0);
  }

  /**
   * The addresses in force, with the ports the kernel chose.
   *
   * @param secure those with TLS, or those without
   */
  public synchronized List<SocketAddress> addresses(boolean secure) {
    List<SocketAddress> addresses = new ArrayList<>();
    bound.forEach((listener, channel) -> {
      if (listener.secure() == secure) {
        addresses.add(channel.localAddress());
      }
    });
    return addresses;
  }

  /** Stops accepting, and tells every connection to finish what it has. */
  public synchronized void drain() {
    for (Listener listener : List.copyOf(bound.keySet())) {
      close(listener);
    }
    for (Channel channel : connections) {
      channel.eventLoop().execute(() -> Protocols.drain(channel));
    }
  }

  /**
   * After {@link #drain}: ends the connections that are left, and waits for that. A loop that shuts
   * down may forget its connections, and then nobody would be told how their requests ended.
   */
  public void stop() {
    for (Channel channel : connections) {
      channel.eventLoop().execute(() -> Protocols.stop(channel));
    }
    connections.newCloseFuture().awaitUninterruptibly(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
  }

  /** How many client connections are open. */
  public int connections() {
    return connections.size();
  }

  private Channel bind(Listener listener) throws IOException {
    ListenAddress address = listener.address();
    boolean unix = address instanceof ListenAddress.Unix;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(transport.servers(unix))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Arrivals(listener));
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

  private void close(Listener listener) {
    Channel channel = bound.remove(listener);
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
    private final Listener listener;
    private final ConnectionSettings plain;

    Arrivals(Listener listener) {
      this.listener = listener;
      this.plain = listener.address() instanceof ListenAddress.Unix ? settings : redirecting;
    }

    @Override
    protected void initChannel(Channel channel) {
      Loop loop = states.get(channel.eventLoop());
      if (loop == null) {
        throw new IllegalStateException("a connection on a loop that is not ours");
      }
      connections.add(channel);
      SocketAddress peer = channel.remoteAddress();
      Door door = new Door(loop, settings, plain, edge);
      boolean owesProxy = Door.contains(edge.proxyProtocol(), peer);
      if (!listener.secure() && !owesProxy) {
        Protocols.cleartext(channel, loop, door.client(peer, false), plain);
        return;
      }
      channel.pipeline().addLast(new Arrival(door, channel, peer, owesProxy, listener));
    }
  }
}
