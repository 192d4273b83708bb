package dev.handoff.gateway;

import dev.handoff.gateway.acme.Challenges;
import dev.handoff.gateway.acme.Renewals;
import dev.handoff.gateway.admin.Program;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.EdgeConfig.Redirect;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.deliver.file.FileStore;
import dev.handoff.gateway.deliver.store.connect.HttpStoreClient;
import dev.handoff.gateway.deliver.store.s3.S3Signers;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.ExplainTokens;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.limit.LimitCount;
import dev.handoff.gateway.listen.ConnectionSettings;
import dev.handoff.gateway.listen.EdgeSettings;
import dev.handoff.gateway.listen.ListenUrl;
import dev.handoff.gateway.listen.Listener;
import dev.handoff.gateway.listen.Listeners;
import dev.handoff.gateway.listen.Protocols;
import dev.handoff.gateway.listen.tls.ServerTls;
import dev.handoff.gateway.listen.tls.TlsListener;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import dev.handoff.gateway.observe.AccessLog;
import dev.handoff.gateway.reuse.Decisions;
import dev.handoff.gateway.upstream.AppConnector;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane: accepts requests, asks the apps, delivers what they hand off.
 *
 * <p>A request, file by file: {@code listen} reads it from its connection and makes an {@code
 * exchange} of it; {@code route} picks its location; {@code upstream} asks the app; {@code handoff}
 * reads what the answer hands off; {@code deliver} plans and sends the file; {@code observe} notes
 * what happened. {@link Serving} wires these for one configuration.
 *
 * <p>Thread-safe. Methods block unless they say otherwise; none may be called on an event loop.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** A system property that leaves BoringSSL alone for clients, whether it loads or not. */
  private static final String JDK_TLS = "handoff.tls.jdk";

  private final MultiThreadIoEventLoopGroup group;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final Machinery machinery;
  private final Listeners listeners;
  private final Renewals renewals;
  private final Administration administration;
  private final Observation observation;
  private volatile Serving serving;

  private Gateway(GatewayConfig config, Program program) throws IOException {
    administration = new Administration(this, program);
    Transport transport = Transport.best();
    int threads = Runtime.getRuntime().availableProcessors();
    group = new MultiThreadIoEventLoopGroup(threads, transport.ioHandler());
    List<Loop> loops = new ArrayList<>();
    Map<EventLoop, Loop> states = new HashMap<>();
    for (EventExecutor executor : group) {
      EventLoop loop = (EventLoop) executor;
      Loop state = new Loop(loops.size(), loop);
      loops.add(state);
      states.put(loop, state);
    }
    machinery =
        new Machinery(
            loops,
            FileStore.create(config.cache()),
            new AppConnector(transport, blocking),
            new HttpStoreClient(transport, loops, blocking),
            new S3Signers(System::getenv, Clock.systemUTC()),
            new ServerTls(loops, Protocols.OVER_TLS, Boolean.getBoolean(JDK_TLS)),
            new Challenges(),
            new Decisions(),
            new ExplainTokens());
    renewals = new Renewals(machinery.challenges(), InstantSource.system());
    Serving first;
    try {
      first = Serving.of(config, null, machinery);
    } catch (IOException | RuntimeException unusable) {
      stopThreads();
      throw unusable;
    }
    serving = first;
    Current current = new Current();
    listeners = new Listeners(transport, group, states, current, current);
    observation =
        new Observation(
            transport, group, states, blocking, new StateOf(this), () -> serving.handler());
    long check = config.edge().certificateCheck().toMillis();
    loops
        .getFirst()
        .executor()
        .scheduleWithFixedDelay(
            () -> blocking.execute(() -> serving.certificates().check()),
            check,
            check,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Starts a gateway; every listener accepts when this returns.
   *
   * @throws IOException when an address cannot be bound, a root cannot be opened or the access log
   *     cannot be written; nothing is left running then
   */
  public static Gateway start(GatewayConfig config) throws IOException {
    return start(config, Program.NONE);
  }

  /**
   * The same inside a program.
   *
   * @param program what the admin socket may ask of it
   */
  public static Gateway start(GatewayConfig config, Program program) throws IOException {
    Gateway gateway = new Gateway(config, program);
    try {
      gateway.observe(config);
      gateway.administration.change(config.admin());
      gateway.listeners.change(Listener.of(config));
      gateway.renewals.follow(config.acme());
    } catch (IOException refused) {
      gateway.observation.close();
      gateway.administration.close();
      gateway.serving.retire(null);
      gateway.stopThreads();
      gateway.serving.awaitEnd();
      throw refused;
    }
    gateway.observation.ready();
    return gateway;
  }

  /** Where it listens without TLS, with the ports the system chose. */
  public List<SocketAddress> addresses() {
    return listeners.addresses(false);
  }

  /** Where it listens with TLS. */
  public List<SocketAddress> httpsAddresses() {
    return listeners.addresses(true);
  }

  /** Where it listens, as a person would write it: {@code https://127.0.0.1:8443}, unix:/path. */
  public List<String> urls() {
    return Stream.concat(
            addresses().stream().map(address -> ListenUrl.of(address, false)),
            httpsAddresses().stream().map(address -> ListenUrl.of(address, true)))
        .toList();
  }

  /** How many connections of clients are open. */
  public int connections() {
    return listeners.connections();
  }

  /** Where metrics and health are told; empty: nowhere. */
  public Optional<SocketAddress> metricsAddress() {
    return observation.address();
  }

  private void observe(GatewayConfig config) throws IOException {
    observation.change(config.metrics());
    machinery.files().count(observation.isOn());
  }

  /**
   * Serves new requests by {@code next}; running ones finish by what they began with.
   *
   * @throws IOException when {@code next} cannot be put in force; the old configuration stays then
   */
  public synchronized void reload(GatewayConfig next) throws IOException {
    Serving before = serving;
    Serving after = Serving.of(next, before, machinery);
    try {
      observe(next);
      administration.change(next.admin());
      listeners.change(Listener.of(next));
    } catch (IOException refused) {
      observeAgain(before.config());
      administration.changeBack(before.config().admin());
      after.retire(before);
      throw refused;
    }
    serving = after;
    // What was decided may rest on what has just changed: a grant, a route, an app.
    machinery.decisions().clear();
    after.begin();
    before.retire(after);
    renewals.follow(next.acme());
    machinery.stores().keepOnly(after.places().rules());
  }

  /** What limits have done so far; empty where there never was one. */
  public List<LimitCount> limitCounts() {
    return serving.limitCounts();
  }

  private void observeAgain(GatewayConfig before) {
    try {
      observe(before);
    } catch (IOException taken) {
      LOG.error("metrics are told nowhere until the next reload: {}", taken.getMessage());
    }
  }

  /** Opens log files anew, after they were rotated away. */
  public void reopenLogs() {
    AccessLog log = serving.log();
    if (log != null) {
      log.reopen();
    }
  }

  /**
   * Stops accepting, lets running exchanges finish for at most the configured time, then cuts what
   * is left. Returns at once; completes when everything is down.
   */
  public CompletionStage<Void> stop() {
    CompletableFuture<Void> down = new CompletableFuture<>();
    Duration patience = serving.config().timeouts().shutdown();
    Thread.ofPlatform()
        .name("stop")
        .start(() -> {
          try {
            finish(patience);
            down.complete(null);
          } catch (RuntimeException failure) {
            down.completeExceptionally(failure);
          }
        });
    return down;
  }

  /** Stops and waits for it. */
  @Override
  public void close() {
    stop().toCompletableFuture().join();
  }

  Decisions decisions() {
    return machinery.decisions();
  }

  ExplainTokens tokens() {
    return machinery.tokens();
  }

  FileStore files() {
    return machinery.files();
  }

  Serving serving() {
    return serving;
  }

  private void finish(Duration patience) {
    renewals.close();
    administration.close();
    observation.stopping();
    listeners.drain();
    long deadline = System.nanoTime() + patience.toNanos();
    while (listeners.connections() > 0 && System.nanoTime() - deadline < 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException hurried) {
        break;
      }
    }
    if (listeners.connections() > 0) {
      LOG.warn("{} connections were cut at the end of the shutdown time", listeners.connections());
    }
    listeners.stop();
    serving.retire(null);
    machinery.stores().retire();
    observation.close();
    stopThreads();
    serving.awaitEnd();
  }

  private void stopThreads() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    machinery.files().close();
    blocking.shutdownNow();
  }

  /** What connections see of the configuration in force. */
  private final class Current implements ConnectionSettings, EdgeSettings {
    @Override
    public RequestHandler handler() {
      return observation.handler();
    }

    @Override
    public Limits limits() {
      return serving.config().limits();
    }

    @Override
    public Timeouts timeouts() {
      return serving.config().timeouts();
    }

    @Override
    public @Nullable String hsts() {
      return serving.config().edge().hsts().orElse(null);
    }

    @Override
    public List<AddressRange> trustedProxies() {
      return serving.config().trustedProxies();
    }

    @Override
    public List<AddressRange> proxyProtocol() {
      return serving.config().edge().proxyProtocol();
    }

    @Override
    public @Nullable TlsListener tls(ListenAddress address) {
      return serving.certificates().of(address);
    }

    @Override
    public Redirect redirect() {
      return serving.config().edge().redirect();
    }

    @Override
    public void finished(Exchange exchange) {
      @Nullable AccessLog log = serving.log();
      if (log != null) {
        log.add(exchange);
      }
      observation.finished(exchange);
    }
  }
}
