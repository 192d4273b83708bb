package dev.handoff.gateway;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.EdgeConfig.Redirect;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.MetricsConfig;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.listen.ConnectionSettings;
import dev.handoff.gateway.listen.EdgeSettings;
import dev.handoff.gateway.listen.Listener;
import dev.handoff.gateway.listen.Listeners;
import dev.handoff.gateway.listen.tls.TlsListener;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import dev.handoff.gateway.observe.metrics.Meters;
import dev.handoff.gateway.observe.metrics.Pages;
import dev.handoff.gateway.observe.metrics.Pages.Readiness;
import dev.handoff.gateway.observe.metrics.Readings;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics, health and readiness, told on a listener of its own that no client's request reaches.
 *
 * <p>It has the loops and the bounds of every other listener: {@code /health} answers while the
 * loops turn, and nobody can hold it up.
 */
final class Observation {
  private final Readings readings;
  private final Supplier<RequestHandler> handler;
  private final Listeners listeners;
  private volatile Readiness readiness = Readiness.STARTING;
  private volatile Optional<MetricsConfig> inForce = Optional.empty();
  private volatile @Nullable Observed observed;

  /** What counts, and the handler that tells it of each request. */
  private record Observed(Meters meters, RequestHandler handler) {}

  /**
   * @param handler of clients' requests, by the configuration in force
   */
  Observation(
      Transport transport,
      EventLoopGroup group,
      Map<EventLoop, Loop> states,
      Executor blocking,
      Readings readings,
      Supplier<RequestHandler> handler) {
    this.readings = readings;
    this.handler = handler;
    Pages pages = new Pages(() -> readiness, this::path, this::scrape, blocking);
    Own own = new Own(pages);
    this.listeners = new Listeners(transport, group, states, own, own);
  }

  /**
   * Tells and counts as {@code wanted} says; what was counted goes on. Blocks.
   *
   * @throws IOException when the address cannot be bound; all is as before then
   */
  synchronized void change(Optional<MetricsConfig> wanted) throws IOException {
    listeners.change(wanted.map(metrics -> new Listener(metrics.bind(), false)).stream().toList());
    inForce = wanted;
    Observed now = observed;
    if (wanted.isPresent() && now == null) {
      Meters meters = new Meters(readings);
      observed =
          new Observed(
              meters,
              exchange -> {
                meters.began(exchange);
                handler.get().handle(exchange);
              });
    } else if (wanted.isEmpty() && now != null) {
      observed = null;
      now.meters().close();
    }
  }

  /** Whether anything is counted. */
  boolean isOn() {
    return observed != null;
  }

  /** The handler of clients' requests, which counts them if anything does. */
  RequestHandler handler() {
    Observed now = observed;
    return now == null ? handler.get() : now.handler();
  }

  /** A client's request is over. */
  void finished(Exchange exchange) {
    Observed now = observed;
    if (now != null) {
      now.meters().finished(exchange);
    }
  }

  /** From now on requests may come. */
  void ready() {
    readiness = Readiness.READY;
  }

  /** From now on no more should come; it goes on being told. */
  void stopping() {
    readiness = Readiness.STOPPING;
  }

  /** Nothing is told any more. */
  void close() {
    listeners.drain();
    Observed now = observed;
    observed = null;
    if (now != null) {
      now.meters().close();
    }
  }

  /** Where it is told, with the port the system chose. */
  Optional<SocketAddress> address() {
    return listeners.addresses(false).stream().findFirst();
  }

  private String path() {
    return inForce.map(MetricsConfig::path).orElse(MetricsConfig.DEFAULT_PATH);
  }

  private String scrape() {
    Observed now = observed;
    return now == null ? "" : now.meters().scrape();
  }

  /** The settings of its own listener: defaults, whatever clients get. */
  private record Own(RequestHandler handler) implements ConnectionSettings, EdgeSettings {
    @Override
    public Limits limits() {
      return Limits.DEFAULT;
    }

    @Override
    public Timeouts timeouts() {
      return Timeouts.DEFAULT;
    }

    @Override
    public void finished(Exchange exchange) {
      // Questions about the gateway are no requests of clients.
    }

    @Override
    public List<AddressRange> trustedProxies() {
      return List.of();
    }

    @Override
    public List<AddressRange> proxyProtocol() {
      return List.of();
    }

    @Override
    public @Nullable TlsListener tls(ListenAddress address) {
      return null;
    }

    @Override
    public Redirect redirect() {
      return new Redirect.Off();
    }
  }
}
