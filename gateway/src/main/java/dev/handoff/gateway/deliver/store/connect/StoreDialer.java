package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.core.remote.SpecialAddress;
import dev.handoff.gateway.deliver.store.address.HostSpelling;
import dev.handoff.gateway.deliver.store.names.NameResolver;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.upstream.connection.Dialer;
import dev.handoff.gateway.upstream.connection.Failure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslContext;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections for one {@link PoolKey}. Shared by all loops.
 *
 * <p>Addresses are judged after every look-up, before anything is sent to them, and once more on
 * the connection: a name that changes its answer in between (DNS rebinding) gains nothing.
 */
final class StoreDialer implements Dialer {
  private static final InetAddress LOCALHOST_V4 = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress LOCALHOST_V6 = InetAddress.ofLiteral("::1");

  private final PoolKey key;
  private final HostSpelling host;
  private final Opener opener;
  private final NameResolver names;
  private final TlsContexts tls;

  /** Whether the connection before was by IPv6: what worked is tried first. */
  private volatile boolean v6First;

  StoreDialer(PoolKey key, Opener opener, NameResolver names, TlsContexts tls) {
    this.key = key;
    this.host = HostSpelling.of(key.origin().host());
    this.opener = opener;
    this.names = names;
    this.tls = tls;
  }

  @Override
  public void dial(
      Loop loop,
      Supplier<ChannelHandler> handler,
      BiConsumer<@Nullable Channel, @Nullable Failure> done) {
    if (!key.origin().https()) {
      find(loop, found -> connect(loop, found, Optional.empty(), handler, done), done);
      return;
    }
    // First, so that no connection waits for it unwatched.
    tls.get(
        loop,
        key.access().authorities(),
        (context, failure) -> {
          if (context == null) {
            done.accept(null, TlsFailures.unusable(failure));
          } else {
            find(loop, found -> connect(loop, found, Optional.of(context), handler, done), done);
          }
        });
  }

  private void find(
      Loop loop,
      Consumer<List<InetAddress>> told,
      BiConsumer<@Nullable Channel, @Nullable Failure> done) {
    switch (host) {
      case HostSpelling.Refused refused ->
          done.accept(null, new Failure(502, "cannot connect to ", ": " + refused.reason()));
      case HostSpelling.Literal literal -> told.accept(List.of(literal.address()));
      case HostSpelling.Name name -> {
        if (name.isLocalhost()) {
          told.accept(localhost());
          return;
        }
        names.resolve(
            loop,
            name.name(),
            key.access().family(),
            resolution -> {
              switch (resolution) {
                case NameResolver.Resolution.Found found -> told.accept(found.addresses());
                case NameResolver.Resolution.Failed failed ->
                    done.accept(
                        null,
                        new Failure(
                            failed.timedOut() ? 504 : 502,
                            "cannot look up the host of ",
                            ": " + failed.reason()));
              }
            });
      }
    }
  }

  private List<InetAddress> localhost() {
    return switch (key.access().family()) {
      case ANY -> List.of(LOCALHOST_V4, LOCALHOST_V6);
      case IPV4 -> List.of(LOCALHOST_V4);
      case IPV6 -> List.of(LOCALHOST_V6);
    };
  }

  private void connect(
      Loop loop,
      List<InetAddress> found,
      Optional<SslContext> context,
      Supplier<ChannelHandler> handler,
      BiConsumer<@Nullable Channel, @Nullable Failure> done) {
    List<InetAddress> allowed = found.stream().filter(a -> refusal(a).isEmpty()).toList();
    if (allowed.isEmpty()) {
      done.accept(null, refused(found));
      return;
    }
    new Attempts(
            loop,
            inTurn(allowed, v6First),
            opener,
            (channel, prepared) -> prepare(channel, context, prepared),
            (channel, failure) -> {
              if (channel != null) {
                channel.pipeline().addLast(handler.get());
              }
              done.accept(channel, failure);
            })
        .start();
  }

  private void prepare(
      Channel channel, Optional<SslContext> context, Consumer<Optional<Failure>> prepared) {
    Optional<Failure> wrong = checked(channel);
    if (wrong.isPresent() || context.isEmpty()) {
      prepared.accept(wrong);
    } else {
      Handshake.start(
          channel,
          context.get(),
          host,
          key.origin().port(),
          key.access().connectTimeout(),
          tls.blocking(),
          prepared);
    }
  }

  /** What says against {@code address}, if anything does. */
  private Optional<SpecialAddress> refusal(InetAddress address) {
    return key.mayBePrivate() ? Optional.empty() : SpecialAddress.of(address.getAddress());
  }

  private Failure refused(List<InetAddress> found) {
    StringBuilder which = new StringBuilder();
    for (InetAddress address : found) {
      which.append(which.isEmpty() ? "" : ", ").append(address.getHostAddress());
      refusal(address).ifPresent(special -> which.append(" (").append(special).append(')'));
    }
    return new Failure(
        502,
        "may not connect to ",
        ", which has only addresses that nobody named: "
            + which
            + "; allow the address itself, or set private_addresses: allow");
  }

  /** Looks at the far end of a connection; empty when it may be used. */
  private Optional<Failure> checked(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      return Optional.of(new Failure(502, "cannot tell what is connected to as ", ""));
    }
    InetAddress address = remote.getAddress();
    if (refusal(address).isPresent()) {
      return Optional.of(refused(List.of(address)));
    }
    v6First = address instanceof Inet6Address;
    return Optional.empty();
  }

  /** The families take turns (RFC 8305 §4), the one that worked first. */
  static List<InetAddress> inTurn(List<InetAddress> addresses, boolean v6First) {
    if (addresses.size() == 1) {
      return addresses;
    }
    List<InetAddress> v4 = addresses.stream().filter(Inet4Address.class::isInstance).toList();
    List<InetAddress> v6 = addresses.stream().filter(Inet6Address.class::isInstance).toList();
    List<InetAddress> first = v6First ? v6 : v4;
    List<InetAddress> second = v6First ? v4 : v6;
    List<InetAddress> mixed = new ArrayList<>(addresses.size());
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      if (i < first.size()) {
        mixed.add(first.get(i));
      }
      if (i < second.size()) {
        mixed.add(second.get(i));
      }
    }
    return mixed;
  }
}
