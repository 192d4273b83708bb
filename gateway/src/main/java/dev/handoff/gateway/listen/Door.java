package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.loop.Loop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connection that arrives has to know to be let in. */
record Door(
    Loop loop, ConnectionSettings settings, ConnectionSettings plainSettings, EdgeSettings edge) {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final AtomicLong LAST_NOTE = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  /** The client at {@code address}, which a PROXY header may have named. */
  Client client(SocketAddress address, boolean secure) {
    return Client.at(address, isTrusted(address), secure);
  }

  private boolean isTrusted(SocketAddress address) {
    if (!(address instanceof InetSocketAddress)) {
      // Whoever may open our socket file is on this machine and let in by its permissions.
      return !edge.trustedProxies().isEmpty();
    }
    return contains(edge.trustedProxies(), address);
  }

  static boolean contains(List<AddressRange> ranges, SocketAddress address) {
    if (ranges.isEmpty() || !(address instanceof InetSocketAddress inet)) {
      return false;
    }
    for (AddressRange range : ranges) {
      if (range.contains(inet.getAddress())) {
        return true;
      }
    }
    return false;
  }

  /** Tells the operator, at most once a minute: the balancer or {@code proxy_protocol} is wrong. */
  void noteMissingProxy(SocketAddress peer, String why) {
    long now = System.nanoTime();
    long last = LAST_NOTE.get();
    if (now - last >= QUIET_NANOS && LAST_NOTE.compareAndSet(last, now)) {
      LOG.warn(
          "{} is listed in listen.proxy_protocol but did not begin with a PROXY header: {}."
              + " Have it send one, or take it off the list.",
          peer,
          why);
    }
  }
}
