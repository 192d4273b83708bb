package dev.handoff.gateway.upstream;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import dev.handoff.gateway.upstream.connection.Dialer;
import dev.handoff.gateway.upstream.connection.Failure;
import dev.handoff.gateway.upstream.connection.ReadSize;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens connections to apps. Name look-ups run elsewhere: they block. Thread-safe. */
public final class AppConnector {
  private final Transport transport;
  private final NameLookup names;

  public AppConnector(Transport transport, Executor blocking) {
    this.transport = transport;
    this.names = new NameLookup(blocking);
  }

  /** Connects to {@code app}, trying each address of a name in turn. */
  Dialer dialer(AppConfig app) {
    return (loop, handler, done) ->
        connect(
            loop,
            app,
            handler,
            (channel, failure) ->
                done.accept(channel, failure == null ? null : Failure.connect(failure)));
  }

  private void connect(
      Loop loop,
      AppConfig app,
      Supplier<ChannelHandler> handler,
      BiConsumer<@Nullable Channel, @Nullable Throwable> done) {
    switch (app.address().socket()) {
      case AppAddress.Unix unix ->
          tryEach(loop, app, List.of(transport.unixAddress(unix.path())), 0, handler, done);
      case AppAddress.Tcp tcp ->
          names.find(
              tcp.host(),
              loop.executor(),
              (found, failure) -> {
                if (found == null) {
                  done.accept(null, failure);
                } else {
                  tryEach(loop, app, addresses(found, tcp.port()), 0, handler, done);
                }
              });
    }
  }

  private static List<SocketAddress> addresses(List<InetAddress> found, int port) {
    List<SocketAddress> addresses = new ArrayList<>(found.size());
    for (InetAddress address : found) {
      addresses.add(new InetSocketAddress(address, port));
    }
    return addresses;
  }

  private void tryEach(
      Loop loop,
      AppConfig app,
      List<SocketAddress> addresses,
      int i,
      Supplier<ChannelHandler> handler,
      BiConsumer<@Nullable Channel, @Nullable Throwable> done) {
    boolean tcp = addresses.get(i) instanceof InetSocketAddress;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.executor())
            .channelFactory(transport.clients(!tcp))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(app))
            .handler(handler.get());
    ReadSize.of(bootstrap);
    if (tcp) {
      bootstrap.option(ChannelOption.TCP_NODELAY, true);
    }
    ChannelFuture attempt = bootstrap.connect(addresses.get(i));
    attempt.addListener(f -> {
      if (f.isSuccess()) {
        done.accept(attempt.channel(), null);
      } else if (i + 1 < addresses.size()) {
        tryEach(loop, app, addresses, i + 1, handler, done);
      } else {
        done.accept(null, f.cause());
      }
    });
  }

  private static int millis(AppConfig app) {
    return (int) Math.min(Integer.MAX_VALUE, app.connectTimeout().toMillis());
  }
}
