package dev.handoff.gateway;

import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.LinksConfig.LinkPath;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.deliver.file.ServedRoot;
import dev.handoff.gateway.deliver.store.Presigner;
import dev.handoff.gateway.deliver.store.PublicUrls;
import dev.handoff.gateway.deliver.store.StoreSigners;
import dev.handoff.gateway.deliver.store.TargetRules;
import dev.handoff.gateway.deliver.store.rules.HttpRules;
import dev.handoff.gateway.deliver.store.rules.S3Rules;
import dev.handoff.gateway.route.Route;
import dev.handoff.gateway.route.Routes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The locations of one configuration, open: folders, and what signs for buckets. */
final class Places implements AutoCloseable {
  private final Machinery machinery;
  private final List<Route.ToPublic> open = new ArrayList<>();
  private final List<Route.ToInternal> internal = new ArrayList<>();
  private final List<ServedRoot> roots = new ArrayList<>();
  private final List<StoreSigners> signers = new ArrayList<>();

  private Places(Machinery machinery) {
    this.machinery = machinery;
  }

  /**
   * Opens every location.
   *
   * @throws IOException when a root cannot be opened; nothing is left open then
   */
  static Places of(GatewayConfig config, Machinery machinery) throws IOException {
    Places places = new Places(machinery);
    try {
      for (PublicLocation location : config.publicLocations()) {
        places.open.add(places.route(location));
      }
      for (InternalLocation location : config.internalLocations()) {
        places.internal.add(places.route(location));
      }
      return places;
    } catch (IOException | RuntimeException unusable) {
      places.close();
      throw unusable;
    }
  }

  private Route.ToPublic route(PublicLocation location) throws IOException {
    ServedRoot root = machinery.files().root(location.root(), location.access());
    roots.add(root);
    return new Route.ToPublic(location, root, Routes.segments(location.prefix()));
  }

  private Route.ToInternal route(InternalLocation location) throws IOException {
    int segments = Routes.segments(location.prefix());
    return switch (location) {
      case InternalLocation.Folder folder -> {
        ServedRoot root = machinery.files().root(folder.root(), folder.access());
        roots.add(root);
        yield new Route.ToFolder(folder, root, segments);
      }
      case InternalLocation.Http http ->
          new Route.ToStore(http, HttpRules.of(http), Optional.empty(), segments);
      case InternalLocation.S3 s3 -> {
        Optional<StoreSigners> signing = machinery.signers().of(s3.store());
        signing.ifPresent(signers::add);
        yield new Route.ToStore(
            s3, S3Rules.of(s3, signing), presigner(s3.store(), signing), segments);
      }
    };
  }

  private static Optional<Presigner> presigner(S3Store store, Optional<StoreSigners> signing) {
    return switch (store.deliver()) {
      case S3Store.Deliver.Through() -> Optional.empty();
      case S3Store.Deliver.Redirect(var validFor) ->
          Optional.of(
              signing
                  .map(known -> known.presigner(store.region(), validFor))
                  .orElseGet(() -> new PublicUrls(validFor)));
    };
  }

  /** Adds them, and the paths by which signed links lead to them. */
  void addTo(Routes.Builder table, List<LinkPath> links) {
    open.forEach(to -> table.location(to.location().prefix(), to));
    internal.forEach(to -> table.location(to.location().prefix(), to));
    for (LinkPath path : links) {
      internal.stream()
          .filter(to -> to.location().prefix().equals(path.from()))
          .forEach(to ->
              table.location(
                  path.prefix(),
                  new Route.ToLinked(path.prefix(), to, Routes.segments(path.prefix()))));
    }
  }

  List<Route.ToInternal> internal() {
    return List.copyOf(internal);
  }

  /** What their stores may be asked for. */
  List<TargetRules> rules() {
    List<TargetRules> rules = new ArrayList<>();
    for (Route.ToInternal to : internal) {
      if (to instanceof Route.ToStore store) {
        rules.add(store.rules());
      }
    }
    return rules;
  }

  /** Running deliveries keep what they hold. */
  @Override
  public void close() {
    roots.forEach(ServedRoot::close);
    signers.forEach(StoreSigners::close);
  }
}
