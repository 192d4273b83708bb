package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.LinksConfig;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.config.LogConfig.Access;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.config.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The whole file, part by part. */
final class TopLevel {
  private final Report report;
  private final Surroundings surroundings;
  private final List<String> listenOption;

  TopLevel(Report report, Surroundings surroundings, List<String> listenOption) {
    this.report = report;
    this.surroundings = surroundings;
    this.listenOption = listenOption;
  }

  /** Empty when nothing can be made of it; a problem says why. */
  Optional<GatewayConfig> read(YamlNode tree) {
    if (tree instanceof Scalar scalar && scalar.isNothing()) {
      report.wrong(tree.line(), "", "the file is empty.", ConfigFile.SMALLEST);
      return Optional.empty();
    }
    Section top = Section.of(report, "", "", tree);
    Routes routes = new Routes(report);
    ListenReader listen = new ListenReader(top, surroundings, listenOption);
    // Before the apps, because apps name them.
    LocationReader open = new LocationReader(report, surroundings, routes, true);
    List<PublicLocation> publicLocations = new PublicReader(open).read(top);
    LocationReader hidden = new LocationReader(report, surroundings, routes, false);
    StoreFiles files = new StoreFiles(report, surroundings);
    List<InternalLocation> internalLocations =
        new InternalReader(report, hidden, new StoreReader(report, surroundings, files))
            .read(top, publicLocations.stream().map(PublicLocation::prefix).toList());
    LinksConfig links =
        new LinksReader(
                report,
                surroundings,
                routes,
                publicLocations.stream().map(PublicLocation::prefix).toList(),
                internalLocations)
            .read(top);
    AppReader apps =
        new AppReader(report, surroundings, routes, publicLocations, internalLocations);
    List<AppConfig> appConfigs = apps.read(top);
    Section cache = top.child("cache");
    Section limits = top.child("limits");
    GatewayConfig config =
        new GatewayConfig(
            listen.addresses(),
            listen.edge(),
            listen.trustedProxies(),
            appConfigs,
            publicLocations,
            internalLocations,
            links,
            limits(limits),
            ThrottleReader.read(limits, surroundings),
            timeouts(top.child("timeouts")),
            cache(cache),
            RemoteCacheReader.read(cache, files),
            log(top.child("log")),
            MetricsReader.read(top),
            new ReceiptsReader(report, surroundings, files).read(top),
            explain(top),
            top.find(Keys.ADMIN));
    new Exposure(report, surroundings, open.roots(), hidden.roots()).check(config.remoteCache());
    boolean nothing = appConfigs.isEmpty() && publicLocations.isEmpty() && links.paths().isEmpty();
    if (nothing && !report.hasErrors()) {
      report.error(
          tree.line(),
          "",
          "neither an app nor a public folder nor a path for links is configured, so there is nothing to serve.",
          ConfigFile.SMALLEST);
    }
    return Optional.of(config);
  }

  private Limits limits(Section limits) {
    int line = Math.toIntExact(limits.value(Keys.LINE));
    Optional<Section.Item<Long>> head = limits.findItem(Keys.HEAD);
    int headBytes = head.map(Section.Item::value).map(Math::toIntExact).orElse(line);
    if (headBytes < line) {
      report.wrong(
          head.map(Section.Item::line).orElse(limits.line()),
          limits.fullName(Keys.HEAD),
          "a head cannot be smaller than one of its lines (limits.line).",
          "Raise head or lower line.");
    }
    return new Limits(
        line,
        headBytes,
        limits.value(Keys.FIELDS),
        Math.toIntExact(limits.value(Keys.APP_HEAD)),
        limits.value(Keys.RANGES),
        limits.value(Keys.H2_STREAMS));
  }

  private Timeouts timeouts(Section timeouts) {
    return new Timeouts(
        timeouts.value(Keys.TIMEOUT_HEADER),
        timeouts.value(Keys.TIMEOUT_IDLE),
        timeouts.value(Keys.TIMEOUT_STALL),
        timeouts.value(Keys.TIMEOUT_SHUTDOWN));
  }

  private CacheConfig cache(Section cache) {
    Section openFiles = cache.child("open_files");
    Section memory = cache.child("memory");
    return new CacheConfig(
        openFiles.value(Keys.OPEN_FILES),
        openFiles.value(Keys.OPEN_FILES_CHECK),
        openFiles.value(Keys.OPEN_FILES_UNUSED),
        memory.value(Keys.MEMORY_TOTAL),
        Math.toIntExact(memory.value(Keys.MEMORY_FILE)));
  }

  private LogConfig log(Section log) {
    Optional<Section.Item<Access>> written = log.findItem(Keys.LOG_ACCESS);
    Access access =
        written
            .map(item -> surroundings.logFile(item, log.fullName(Keys.LOG_ACCESS)))
            .orElseGet(Access.Off::new);
    if (access instanceof Access.ToFile(Path file) && written.isPresent()) {
      log.recordResolved(Keys.LOG_ACCESS, file.toString(), written.get().line());
    }
    return new LogConfig(access, log.value(Keys.LOG_FORMAT), log.values(Keys.LOG_HIDE));
  }

  /** Off without the key; with it, a secret is required. */
  private Optional<Secret> explain(Section top) {
    if (top.node("explain").isEmpty()) {
      report.set(
          Keys.EXPLAIN_SECRET.path(),
          new Setting.Value.Absent("off"),
          new Setting.Origin.BuiltIn());
      return Optional.empty();
    }
    Section explain = top.child("explain");
    return explain
        .findItem(Keys.EXPLAIN_SECRET)
        .flatMap(item -> surroundings.secret(item, explain.fullName(Keys.EXPLAIN_SECRET)));
  }
}
