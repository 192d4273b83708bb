package dev.handoff.gateway;

import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.gateway.acme.ChallengeAnswers;
import dev.handoff.gateway.acme.Renewals;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.ReceiptsConfig;
import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.deliver.MissingNames;
import dev.handoff.gateway.deliver.PublicFiles;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoredObjects;
import dev.handoff.gateway.deliver.store.cache.RemoteObjects;
import dev.handoff.gateway.deliver.store.direct.DirectObjects;
import dev.handoff.gateway.exchange.AskingAddress;
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.handoff.Announcement;
import dev.handoff.gateway.handoff.HandoffAnswers;
import dev.handoff.gateway.handoff.HandoffTargets;
import dev.handoff.gateway.handoff.LinkedFiles;
import dev.handoff.gateway.handoff.Locations;
import dev.handoff.gateway.handoff.OwnAnswers;
import dev.handoff.gateway.limit.DeliveryGate;
import dev.handoff.gateway.limit.LimitCount;
import dev.handoff.gateway.limit.Limiter;
import dev.handoff.gateway.link.LinkGate;
import dev.handoff.gateway.observe.AccessLog;
import dev.handoff.gateway.receipt.ReceiptBook;
import dev.handoff.gateway.receipt.Receipts;
import dev.handoff.gateway.reuse.Reuse;
import dev.handoff.gateway.route.Dispatcher;
import dev.handoff.gateway.route.LinkHandler;
import dev.handoff.gateway.route.Routes;
import dev.handoff.gateway.upstream.App;
import dev.handoff.gateway.upstream.Introduction;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that serves by one configuration, wired. Immutable: a reload makes a new one, which
 * takes over the apps and the log that did not change.
 */
final class Serving {
  private final GatewayConfig config;
  private final RequestHandler handler;
  private final List<App> apps;
  private final Places places;
  private final Certificates certificates;
  private final @Nullable RemoteObjects kept;
  private final @Nullable AccessLog log;
  private final @Nullable Limiter limiter;
  private final @Nullable Receipts receipts;

  private Serving(
      GatewayConfig config,
      RequestHandler handler,
      List<App> apps,
      Places places,
      Certificates certificates,
      @Nullable RemoteObjects kept,
      @Nullable AccessLog log,
      @Nullable Limiter limiter,
      @Nullable Receipts receipts) {
    this.config = config;
    this.handler = handler;
    this.apps = apps;
    this.places = places;
    this.certificates = certificates;
    this.kept = kept;
    this.log = log;
    this.limiter = limiter;
    this.receipts = receipts;
  }

  /**
   * Builds what serves by {@code config}.
   *
   * @param before what is in force, or null
   * @throws IOException when a root, the cache or the log cannot be opened; nothing is left open
   *     then
   */
  static Serving of(GatewayConfig config, @Nullable Serving before, Machinery machinery)
      throws IOException {
    Renewals.prepare(config.acme());
    Places places = Places.of(config, machinery);
    RemoteObjects kept = null;
    Certificates certificates = Certificates.NONE;
    Receipts receipts = null;
    try {
      certificates = Certificates.of(config.edge(), machinery.tls());
      kept = kept(config, before);
      Routes.Builder table = new Routes.Builder();
      places.addTo(table, config.links().paths());
      List<App> apps = new ArrayList<>();
      for (AppConfig wanted : config.apps()) {
        App app = app(wanted, config, before, machinery);
        apps.add(app);
        table.app(app);
      }
      receipts = receipts(config, before);
      ReceiptPath.hide(table, config);
      AccessLog log =
          before != null
                  && before.config.log().equals(config.log())
                  && before.config.trustedProxies().equals(config.trustedProxies())
              ? before.log
              : AccessLog.open(config.log(), config.trustedProxies());
      StoredObjects objects = objects(config, kept, machinery.stores());
      Limiter limiter = limiter(config, before);
      RequestHandler handler =
          chain(config, table.build(), places, machinery, objects, limiter, receipts);
      return new Serving(config, handler, apps, places, certificates, kept, log, limiter, receipts);
    } catch (IOException | RuntimeException unusable) {
      places.close();
      certificates.close();
      if (kept != null && (before == null || before.kept != kept)) {
        kept.close();
      }
      if (receipts != null && (before == null || before.receipts != receipts)) {
        receipts.close();
      }
      throw unusable;
    }
  }

  /** What is kept of stores; the same folder goes on being used. */
  private static @Nullable RemoteObjects kept(GatewayConfig config, @Nullable Serving before)
      throws IOException {
    if (config.remoteCache().isEmpty()) {
      return null;
    }
    RemoteCache wanted = config.remoteCache().get();
    RemoteObjects used = before == null ? null : before.kept;
    return used != null && used.isAt(wanted) ? used : RemoteObjects.open(wanted);
  }

  /** Where receipts go; those that wait in the same place go on waiting there. */
  private static @Nullable Receipts receipts(GatewayConfig config, @Nullable Serving before)
      throws IOException {
    if (config.receipts().isEmpty()) {
      return null;
    }
    ReceiptsConfig wanted = config.receipts().get();
    Receipts used = before == null ? null : before.receipts;
    return used != null && used.isKeptLike(wanted) ? used : Receipts.open(wanted);
  }

  private static StoredObjects objects(
      GatewayConfig config, @Nullable RemoteObjects kept, StoreClient stores) {
    DirectObjects direct = new DirectObjects(stores);
    return kept == null || config.remoteCache().isEmpty()
        ? direct
        : kept.before(stores, direct, config.remoteCache().get());
  }

  /** The request chain, in the order a request passes it. */
  private static RequestHandler chain(
      GatewayConfig config,
      Routes routes,
      Places places,
      Machinery machinery,
      StoredObjects objects,
      @Nullable Limiter limiter,
      @Nullable Receipts receipts) {
    DeliveryGate gate =
        limiter == null
            ? DeliveryGate.of(config.throttle().rateAfter())
            : limiter.deliveries(config.throttle());
    RangeLimits ranges = RangeLimits.ofSpecs(config.limits().ranges());
    PublicFiles files =
        new PublicFiles(machinery.files(), ranges, new MissingNames(config.cache().check()));
    List<AddressRange> trusted = config.trustedProxies();
    ReceiptBook book =
        receipts == null
            ? null
            : new ReceiptBook(receipts, exchange -> AskingAddress.text(exchange, trusted));
    Locations locations =
        new Locations(places.internal(), machinery.files(), objects, ranges, gate, book);
    HandoffTargets targets = new HandoffTargets(routes, locations, config.limits());
    Reuse reuse = new Reuse(machinery.decisions(), config.limits());
    HandoffAnswers answers = new HandoffAnswers(targets, new OwnAnswers(config.limits()), reuse);
    LinkHandler links =
        LinkGate.of(
            config.links(),
            config.trustedProxies(),
            new LinkedFiles(locations),
            InstantSource.system());
    RequestHandler handler =
        new Dispatcher(
            routes, files, links, answers, reuse, config.explain(), machinery.tokens(), gate);
    if (limiter != null) {
      handler = limiter.before(handler, config.throttle(), config.trustedProxies());
    }
    return config.acme().isEmpty()
        ? handler
        : new ChallengeAnswers(machinery.challenges(), handler);
  }

  /** Counts go on from one configuration to the next; without limits there is nothing to count. */
  private static @Nullable Limiter limiter(GatewayConfig config, @Nullable Serving before) {
    if (before != null && before.limiter != null) {
      return before.limiter;
    }
    if (config.throttle().isNothing()) {
      return null;
    }
    Limiter limiter = new Limiter();
    limiter.change(config.throttle());
    return limiter;
  }

  private static App app(
      AppConfig wanted, GatewayConfig config, @Nullable Serving before, Machinery machinery) {
    Introduction introduction = Announcement.of(wanted, config.internalLocations());
    if (before != null) {
      for (App app : before.apps) {
        if (app.isFor(wanted, introduction)) {
          return app;
        }
      }
    }
    return new App(wanted, introduction, machinery.loops(), machinery.connector());
  }

  GatewayConfig config() {
    return config;
  }

  RequestHandler handler() {
    return handler;
  }

  @Nullable AccessLog log() {
    return log;
  }

  /** Of the listeners with TLS. */
  Certificates certificates() {
    return certificates;
  }

  /** What limits have done so far; empty where there never was one. */
  List<LimitCount> limitCounts() {
    return limiter == null ? List.of() : limiter.counts();
  }

  List<App> apps() {
    return apps;
  }

  @Nullable RemoteObjects kept() {
    return kept;
  }

  /** Where receipts are taken, or null. */
  @Nullable Receipts receipts() {
    return receipts;
  }

  Places places() {
    return places;
  }

  /** Is in force from now on: what it took over goes by its configuration. */
  void begin() {
    if (limiter != null) {
      limiter.change(config.throttle());
    }
    if (kept != null) {
      config.remoteCache().ifPresent(kept::limit);
    }
    if (receipts != null) {
      config.receipts().ifPresent(receipts::use);
    }
  }

  /**
   * Lets go of everything that {@code after} does not use; running exchanges finish.
   *
   * @param after what is in force instead, or null at the end
   */
  void retire(@Nullable Serving after) {
    for (App app : apps) {
      if (after == null || !after.apps.contains(app)) {
        app.retire();
      }
    }
    places.close();
    certificates.close();
    if (limiter != null && (after == null || after.limiter != limiter)) {
      limiter.close();
    }
    if (kept != null && (after == null || after.kept != kept)) {
      kept.retire();
    }
    if (receipts != null && after != null && after.receipts != receipts) {
      receipts.close();
    }
    if (log != null && (after == null || after.log != log)) {
      log.close();
    }
  }

  /** After {@link #retire} and the end of all loops: waits until nothing is written any more. */
  void awaitEnd() {
    if (kept != null) {
      kept.close();
    }
    if (receipts != null) {
      receipts.close();
    }
  }
}
