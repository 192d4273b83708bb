package dev.handoff.gateway.deliver.store.connect;

import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.upstream.connection.Bounds;
import dev.handoff.gateway.upstream.connection.Dialer;
import dev.handoff.gateway.upstream.connection.Pool;
import dev.handoff.gateway.upstream.connection.Server;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Connections to every store in use. Shared by all loops.
 *
 * <p>An app that may name any host below a wildcard must not fill the memory with pools: those that
 * hold no connection go when new ones come, and there are never more than {@link #MOST}.
 */
final class StorePools {
  /** Up to here nobody looks for pools without connections. */
  private static final int FEW = 64;

  /** Origins connected to at the same time, counted per location. */
  static final int MOST = 4096;

  /** Requests that may wait for a connection to one store. */
  private static final int QUEUE = 1024;

  private final List<Loop> loops;
  private final Function<PoolKey, Dialer> dialers;
  private final ConcurrentHashMap<PoolKey, Server> servers = new ConcurrentHashMap<>();

  StorePools(List<Loop> loops, Function<PoolKey, Dialer> dialers) {
    this.loops = List.copyOf(loops);
    this.dialers = dialers;
  }

  /** The loop's connections for {@code target}; empty when there are too many stores already. */
  Optional<Pool> pool(Loop loop, StoreTarget target) {
    PoolKey key = PoolKey.of(target);
    Server server = servers.get(key);
    if (server == null) {
      if (servers.size() >= FEW) {
        removeUnused();
      }
      if (servers.size() >= MOST) {
        return Optional.empty();
      }
      server = servers.computeIfAbsent(key, this::open);
    }
    return Optional.of(server.pool(loop));
  }

  private Server open(PoolKey key) {
    Bounds bounds =
        new Bounds(
            key.access().maxConnections(),
            QUEUE,
            key.access().idlePerLoop(),
            key.access().idleTimeout());
    return new Server(key.origin().toString(), bounds, dialers.apply(key), loops);
  }

  /**
   * A loop may take one from the map just before it goes, and open a connection then: retired, it
   * keeps none, so the bound is exceeded for one request at most.
   */
  private void removeUnused() {
    servers.forEach((key, server) -> {
      if (server.open() == 0 && servers.remove(key, server)) {
        server.retire();
      }
    });
  }

  int size() {
    return servers.size();
  }

  void keepOnly(Collection<TargetRules> rules) {
    servers.forEach((key, server) -> {
      if (rules.stream().noneMatch(key::isOf) && servers.remove(key, server)) {
        server.retire();
      }
    });
  }

  void retire() {
    servers.values().forEach(Server::retire);
    servers.clear();
  }
}
