package dev.handoff.gateway;

import dev.handoff.core.ranges.RangeLimits;
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
import dev.handoff.gateway.exchange.RequestHandler;
import dev.handoff.gateway.handoff.Announcement;
import dev.handoff.gateway.handoff.HandoffAnswers;
import dev.handoff.gateway.handoff.HandoffTargets;
import dev.handoff.gateway.handoff.LinkedFiles;
import dev.handoff.gateway.handoff.Locations;
import dev.handoff.gateway.handoff.OwnAnswers;
import dev.handoff.gateway.link.AskingAddress;
import dev.handoff.gateway.link.LinkGate;
import dev.handoff.gateway.observe.AccessLog;
import dev.handoff.gateway.receipt.ReceiptBook;
import dev.handoff.gateway.receipt.Receipts;
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
  private final @Nullable RemoteObjects kept;
  private final @Nullable AccessLog log;
  private final @Nullable Receipts receipts;

  private Serving(
      GatewayConfig config,
      RequestHandler handler,
      List<App> apps,
      Places places,
      @Nullable RemoteObjects kept,
      @Nullable AccessLog log,
      @Nullable Receipts receipts) {
    this.config = config;
    this.handler = handler;
    this.apps = apps;
    this.places = places;
    this.kept = kept;
    this.log = log;
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
    Places places = Places.of(config, machinery);
    RemoteObjects kept = null;
    Receipts receipts = null;
    try {
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
          before != null && before.config.log().equals(config.log())
              ? before.log
              : AccessLog.open(config.log());
      StoredObjects objects = objects(config, kept, machinery.stores());
      RequestHandler handler = chain(config, table.build(), places, machinery, objects, receipts);
      return new Serving(config, handler, apps, places, kept, log, receipts);
    } catch (IOException | RuntimeException unusable) {
      places.close();
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
      @Nullable Receipts receipts) {
    RangeLimits ranges = RangeLimits.ofSpecs(config.limits().ranges());
    PublicFiles files =
        new PublicFiles(machinery.files(), ranges, new MissingNames(config.cache().check()));
    List<AddressRange> trusted = config.trustedProxies();
    ReceiptBook book =
        receipts == null
            ? null
            : new ReceiptBook(receipts, exchange -> AskingAddress.text(exchange, trusted));
    Locations locations =
        new Locations(places.internal(), machinery.files(), objects, ranges, book);
    HandoffTargets targets = new HandoffTargets(routes, locations, config.limits());
    HandoffAnswers answers = new HandoffAnswers(targets, new OwnAnswers(config.limits()));
    LinkHandler links =
        LinkGate.of(
            config.links(),
            config.trustedProxies(),
            new LinkedFiles(locations),
            InstantSource.system());
    return new Dispatcher(routes, files, links, answers, config.limits(), config.explain());
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

  Places places() {
    return places;
  }

  /** Is in force from now on: what it took over goes by its configuration. */
  void begin() {
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
    if (kept != null && after != null && after.kept == kept) {
      after.config.remoteCache().ifPresent(kept::limit);
    } else if (kept != null) {
      kept.retire();
    }
    if (receipts != null && after != null && after.receipts == receipts) {
      after.config.receipts().ifPresent(receipts::use);
    } else if (receipts != null && after != null) {
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
