package dev.handoff.gateway.wire;

import dev.handoff.gateway.Gateway;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.limit.LimitCount;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.CompletionStage;

/** The gateway, started in this process on a free port. */
public final class GatewayUnderTest implements AutoCloseable {
  private final Gateway gateway;

  private GatewayUnderTest(Gateway gateway) {
    this.gateway = gateway;
  }

  public static GatewayUnderTest start(Setup setup) {
    return start(setup.build());
  }

  public static GatewayUnderTest start(GatewayConfig config) {
    try {
      return new GatewayUnderTest(Gateway.start(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that leaves BoringSSL alone. */
  public static GatewayUnderTest startWithTlsOfTheJdk(Setup setup) {
    System.setProperty("handoff.tls.jdk", "true");
    try {
      return start(setup);
    } finally {
      System.clearProperty("handoff.tls.jdk");
    }
  }

  /** Where it listens. */
  public SocketAddress address() {
    SocketAddress first = gateway.addresses().getFirst();
    // Netty has a class of its own for what the JDK has had since 16.
    return first instanceof DomainSocketAddress unix
        ? UnixDomainSocketAddress.of(unix.path())
        : first;
  }

  /** Where it takes HTTPS. */
  public InetSocketAddress https() {
    return (InetSocketAddress) gateway.httpsAddresses().getFirst();
  }

  /** How many connections of clients are open. */
  public int connections() {
    return gateway.connections();
  }

  /** Where it tells metrics and health. */
  public SocketAddress metricsAddress() {
    return gateway.metricsAddress().orElseThrow();
  }

  /** Puts another configuration in force. */
  public void reload(GatewayConfig next) throws IOException {
    gateway.reload(next);
  }

  /** What the limit of that name has done so far. */
  public LimitCount limit(String name) {
    return gateway.limitCounts().stream()
        .filter(count -> count.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public void reopenLogs() {
    gateway.reopenLogs();
  }

  /** Begins the graceful stop. */
  public CompletionStage<Void> stop() {
    return gateway.stop();
  }

  @Override
  public void close() {
    gateway.stop();
  }
}
