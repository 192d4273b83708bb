package dev.handoff.gateway.upstream;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.upstream.connection.Bounds;
import dev.handoff.gateway.upstream.connection.Pool;
import dev.handoff.gateway.upstream.connection.Server;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One app: its configuration, and connections to it. Shared by all loops. */
public final class App {
  private static final AtomicLong SERIALS = new AtomicLong();

  private final AppConfig config;
  private final Introduction introduction;
  private final Server server;
  private final AppAddress.@Nullable Uwsgi uwsgi;
  private final long serial = SERIALS.incrementAndGet();
  private volatile boolean reusing;

  /**
   * @param introduction tells the app about us
   */
  public App(
      AppConfig config, Introduction introduction, List<Loop> loops, AppConnector connector) {
    this.config = config;
    this.introduction = introduction;
    this.uwsgi = config.address() instanceof AppAddress.Uwsgi spoken ? spoken : null;
    AppConfig.Connections connections = config.connections();
    this.server =
        new Server(
            "app " + config.name(),
            new Bounds(
                connections.max(),
                connections.queue(),
                connections.idlePerLoop(),
                connections.idleTimeout()),
            connector.dialer(config),
            loops);
  }

  public AppConfig config() {
    return config;
  }

  /** Whether a configuration wants exactly this app, so that its connections can be kept. */
  public boolean isFor(AppConfig wanted, Introduction said) {
    return config.equals(wanted) && introduction.isLike(said);
  }

  /** How to speak to it when that is uwsgi; null for HTTP. */
  AppAddress.@Nullable Uwsgi uwsgi() {
    return uwsgi;
  }

  /** Tells this app from every other one, also from those of earlier configurations. */
  public long serial() {
    return serial;
  }

  /**
   * Whether it ever said that a decision may be reused; those that never do are never looked up.
   */
  public boolean isReusing() {
    return reusing;
  }

  /** A decision of it was kept. */
  public void reusing() {
    if (!reusing) {
      reusing = true;
    }
  }

  /** For those who count its connections. */
  public Server server() {
    return server;
  }

  Introduction introduction() {
    return introduction;
  }

  Pool pool(Loop loop) {
    return server.pool(loop);
  }

  /** Closes idle connections now and busy ones once they are free. */
  public void retire() {
    server.retire();
  }
}
