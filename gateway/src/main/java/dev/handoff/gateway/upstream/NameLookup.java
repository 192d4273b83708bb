package dev.handoff.gateway.upstream;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of app names through the system's resolver (hosts file included), kept for half a
 * minute so that an app that moves is found again without a restart. Thread-safe.
 */
final class NameLookup {
  private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();

  private final ConcurrentHashMap<String, Found> known = new ConcurrentHashMap<>();
  private final Executor blocking;

  private record Found(List<InetAddress> addresses, long atNanos) {
    boolean isFresh() {
      return System.nanoTime() - atNanos < KEPT_NANOS;
    }
  }

  NameLookup(Executor blocking) {
    this.blocking = blocking;
  }

  /** Answers at once for literals and what is known, else later on {@code loop}. */
  void find(
      String host,
      EventExecutor loop,
      BiConsumer<@Nullable List<InetAddress>, @Nullable Throwable> done) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal != null) {
      try {
        done.accept(List.of(InetAddress.getByAddress(literal)), null);
      } catch (UnknownHostException impossible) {
        done.accept(null, impossible);
      }
      return;
    }
    Found found = known.get(host);
    if (found != null && found.isFresh()) {
      done.accept(found.addresses(), null);
      return;
    }
    blocking.execute(() -> lookUp(host, found, loop, done));
  }

  private void lookUp(
      String host,
      @Nullable Found before,
      EventExecutor loop,
      BiConsumer<@Nullable List<InetAddress>, @Nullable Throwable> done) {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
      known.put(host, new Found(addresses, System.nanoTime()));
      loop.execute(() -> done.accept(addresses, null));
    } catch (UnknownHostException gone) {
      // A resolver that is down for a moment should not take the app down with it.
      if (before != null) {
        loop.execute(() -> done.accept(before.addresses(), null));
      } else {
        loop.execute(() -> done.accept(null, gone));
      }
    }
  }
}
