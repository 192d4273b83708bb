package dev.handoff.gateway.deliver.store.names;

import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DefaultDnsCnameCache;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.lang.invoke.MethodHandles;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DNS over UDP, and TCP where an answer is too long (RFC 7766), as one {@code resolv.conf} wants
 * it: a client for each loop and family, which share what they know.
 *
 * <p>An answer is kept as long as it says, but at least {@link #SHORTEST_SECONDS} and at most
 * {@link #LONGEST_SECONDS}; that there is none, {@link #NEGATIVE_SECONDS}. Each question comes from
 * a port of its own, which makes answers hard to forge (RFC 5452 §4.5).
 */
final class DnsClients {
  private static final Logger LOG = LoggerFactory.getLogger(DnsClients.class);

  /** So that no answer has every connection ask again. */
  static final int SHORTEST_SECONDS = 1;

  /** So that a store that moved is found again. */
  static final int LONGEST_SECONDS = 300;

  static final int NEGATIVE_SECONDS = 5;

  /** Questions for one name: both families, all servers, and the aliases on the way. */
  private static final int MOST_QUESTIONS = 16;

  /** Questions under way that a second asker shares. */
  private static final int SHARED = 256;

  /** Files are read elsewhere, where nobody waits. */
  private static final HostsFileEntriesResolver NO_FILE = (_, _) -> null;

  private final DnsNameResolverBuilder template;
  private final ResolvedAddressTypes both;
  private final int attempts;
  private final Map<StoreAccess.Family, Caches> caches = new EnumMap<>(StoreAccess.Family.class);
  private final ConcurrentHashMap<Loop, Map<StoreAccess.Family, DnsNameResolver>> clients =
      new ConcurrentHashMap<>();

  private record Caches(DefaultDnsCache addresses, DefaultDnsCnameCache aliases) {
    Caches() {
      this(
          new DefaultDnsCache(SHORTEST_SECONDS, LONGEST_SECONDS, NEGATIVE_SECONDS),
          new DefaultDnsCnameCache(SHORTEST_SECONDS, LONGEST_SECONDS));
    }
  }

  /**
   * Blocks: the interfaces of the machine are looked at, and the library looks at its files.
   *
   * @param port of the servers; 53
   */
  DnsClients(Transport transport, ResolvConf conf, int port) {
    for (StoreAccess.Family family : StoreAccess.Family.values()) {
      caches.put(family, new Caches());
    }
    this.both = both();
    List<InetSocketAddress> servers = new ArrayList<>();
    conf.servers().forEach(server -> servers.add(new InetSocketAddress(server, port)));
    this.attempts = conf.attempts();
    this.template =
        new DnsNameResolverBuilder()
            .datagramChannelFactory(transport.datagrams())
            .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
            .socketChannelFactory(transport.streams())
            .nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers))
            .searchDomains(conf.search())
            .ndots(conf.ndots())
            .queryTimeoutMillis(conf.timeout().toMillis())
            .maxQueriesPerResolve(MOST_QUESTIONS)
            .hostsFileEntriesResolver(NO_FILE)
            .consolidateCacheSize(SHARED)
            // An IPv4 address is not held up by a server that keeps silent about IPv6.
            .completeOncePreferredResolved(true);
    initialize();
  }

  /** The library looks at files and interfaces itself when its class is first used. */
  private static void initialize() {
    try {
      MethodHandles.lookup().ensureInitialized(DnsNameResolver.class);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException("a public class", impossible);
    }
  }

  /**
   * Asks, on the loop; all servers again when none of them answered, as often as wanted.
   *
   * @param told once, with what came of it
   */
  void ask(
      Loop loop, String name, StoreAccess.Family family, Consumer<Future<List<InetAddress>>> told) {
    DnsNameResolver client =
        clients
            .computeIfAbsent(loop, _ -> new EnumMap<>(StoreAccess.Family.class))
            .computeIfAbsent(family, _ -> client(loop, family));
    ask(client, name, attempts, told);
  }

  private static void ask(
      DnsNameResolver client, String name, int left, Consumer<Future<List<InetAddress>>> told) {
    client
        .resolveAll(name)
        .addListener((Future<List<InetAddress>> asked) -> {
          if (left > 1 && DnsNameResolver.isTransportOrTimeoutError(asked.cause())) {
            ask(client, name, left - 1, told);
          } else {
            told.accept(asked);
          }
        });
  }

  private DnsNameResolver client(Loop loop, StoreAccess.Family family) {
    Caches shared = caches.get(family);
    if (shared == null) {
      throw new IllegalStateException("no cache for " + family);
    }
    return template
        .copy()
        .eventLoop(loop.executor())
        .resolveCache(shared.addresses())
        .cnameCache(shared.aliases())
        .resolvedAddressTypes(
            switch (family) {
              case ANY -> both;
              case IPV4 -> ResolvedAddressTypes.IPV4_ONLY;
              case IPV6 -> ResolvedAddressTypes.IPV6_ONLY;
            })
        .build();
  }

  /** Closes every client on its loop. Thread-safe. */
  void close() {
    clients.forEach((loop, ofLoop) ->
        loop.executor().execute(() -> ofLoop.values().forEach(DnsNameResolver::close)));
  }

  /** What "any family" means on a machine that may have one of them only. */
  private static ResolvedAddressTypes both() {
    boolean v4 = false;
    boolean v6 = false;
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : each.inetAddresses().toList()) {
          if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
            v4 |= address instanceof Inet4Address;
            v6 |= !(address instanceof Inet4Address);
          }
        }
      }
    } catch (SocketException unknown) {
      LOG.debug("the machine's addresses cannot be listed", unknown);
    }
    if (v4 == v6) {
      return ResolvedAddressTypes.IPV4_PREFERRED;
    }
    return v4 ? ResolvedAddressTypes.IPV4_ONLY : ResolvedAddressTypes.IPV6_PREFERRED;
  }
}
