package dev.handoff.gateway.wire;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.remote.AllowedUrl;
import dev.handoff.core.remote.StoreAuthority;
import dev.handoff.gateway.config.AcmeConfig;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.FileAccess;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.LinksConfig;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.config.MetricsConfig;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.config.ReceiptsConfig;
import dev.handoff.gateway.config.RemoteCache;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreBase;
import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Timeouts;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A gateway configuration in a few calls, with the defaults of {@code handoff.yaml}. */
public final class Setup {
  /** Longer than the default, so that no count of connections depends on how fast a test runs. */
  private static final Duration IDLE_AT_THE_APP = Duration.ofMinutes(5);

  private final List<AppConfig> apps = new ArrayList<>();
  private final List<PublicLocation> publicLocations = new ArrayList<>();
  private final List<InternalLocation> internalLocations = new ArrayList<>();
  private LinksConfig links = LinksConfig.NONE;
  private Limits limits = Limits.DEFAULT;
  private Throttle throttle = Throttle.NONE;
  private Timeouts timeouts = Timeouts.DEFAULT;
  private CacheConfig cache = CacheConfig.DEFAULT;
  private Optional<RemoteCache> remoteCache = Optional.empty();
  private LogConfig log = LogConfig.DEFAULT;
  private Optional<MetricsConfig> metrics = Optional.empty();
  private Optional<ReceiptsConfig> receipts = Optional.empty();
  private Optional<Secret> explain = Optional.empty();
  private Optional<Path> admin = Optional.empty();
  private List<AddressRange> trusted = List.of();
  private EdgeConfig edge = EdgeConfig.NONE;
  private ListenAddress listen = new ListenAddress.Tcp("127.0.0.1", 0);

  /** An app for every host below one prefix. */
  public Setup app(ScriptedApp app, String path, String... mayDeliver) {
    boolean grants = mayDeliver.length > 0;
    apps.add(
        new AppConfig(
            "app" + apps.size(),
            address(app.address()),
            List.of(),
            List.of(path),
            List.of(mayDeliver),
            Optional.empty(),
            new AppConfig.Conditionals(grants, List.of()),
            EnumSet.allOf(AppConfig.HandoffField.class),
            AppConfig.HandoffOn.SUCCESS,
            false,
            true,
            List.of(),
            new AppConfig.Connections(256, 4, IDLE_AT_THE_APP, 1024),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            OptionalLong.empty(),
            Duration.ofSeconds(60)));
    return this;
  }

  /** Changes the app added last. */
  public Setup change(UnaryOperator<AppConfig> change) {
    apps.add(change.apply(apps.removeLast()));
    return this;
  }

  /** By what the app added last knows us. */
  public Setup frontKeys(FrontKey... keys) {
    return change(app -> changed(app, List.of(keys), app.timeout(), app.reuseMax()));
  }

  /** How long the app added last may be silent. */
  public Setup appTimeout(Duration silence) {
    return change(app -> changed(app, app.frontKeys(), silence, app.reuseMax()));
  }

  /** How long decisions of the app added last are reused at most. */
  public Setup reuseMax(Duration most) {
    return change(app -> changed(app, app.frontKeys(), app.timeout(), most));
  }

  private static AppConfig changed(
      AppConfig app, List<FrontKey> keys, Duration silence, Duration reuseMax) {
    return new AppConfig(
        app.name(),
        app.address(),
        app.hosts(),
        app.paths(),
        app.mayDeliver(),
        app.stripPrefix(),
        app.conditionals(),
        app.accept(),
        app.handoffOn(),
        app.contentTypeFromApp(),
        app.announce(),
        keys,
        app.connections(),
        app.connectTimeout(),
        silence,
        app.maxUpload(),
        reuseMax);
  }

  private static AppAddress address(SocketAddress address) {
    return switch (address) {
      case UnixDomainSocketAddress unix -> new AppAddress.Unix(unix.getPath());
      case InetSocketAddress tcp -> new AppAddress.Tcp("127.0.0.1", tcp.getPort());
      default -> throw new IllegalArgumentException(address.toString());
    };
  }

  public Setup internal(String prefix, Path root) {
    internalLocations.add(
        new InternalLocation.Folder(prefix, root, false, true, access(), Optional.empty()));
    return this;
  }

  public Setup internal(InternalLocation location) {
    internalLocations.add(location);
    return this;
  }

  /** One web server of the operator's: {@code http://127.0.0.1:9000/bucket/}. */
  public Setup http(String prefix, String base) {
    URI url = URI.create(base);
    boolean https = url.getScheme().equals("https");
    int port = url.getPort() < 0 ? (https ? 443 : 80) : url.getPort();
    return http(
        prefix, Optional.of(new StoreBase(https, host(url), port, url.getRawPath())), List.of());
  }

  /**
   * Web servers that apps may name.
   *
   * @param allow such as {@code http://127.0.0.1:9000/} or {@code https://*.cdn.example/files/}
   */
  public Setup remote(String prefix, String... allow) {
    List<AllowedUrl> allowed = new ArrayList<>();
    for (String written : allow) {
      boolean any = written.contains("://*.");
      URI url = URI.create(any ? written.replaceFirst("\\*\\.", "") : written);
      boolean https = url.getScheme().equals("https");
      int port = url.getPort() < 0 ? (https ? 443 : 80) : url.getPort();
      boolean named =
          StoreAuthority.literal(host(url)).isPresent() || host(url).equals("localhost");
      allowed.add(
          new AllowedUrl(https, (any ? "*." : "") + host(url), port, url.getRawPath(), named));
    }
    return http(prefix, Optional.empty(), allowed);
  }

  private Setup http(String prefix, Optional<StoreBase> base, List<AllowedUrl> allowed) {
    HttpStore store = new HttpStore(base, allowed, 3, StoreAccess.DEFAULT);
    internalLocations.add(new InternalLocation.Http(prefix, store, true, Optional.empty()));
    return this;
  }

  private static String host(URI url) {
    return url.getHost().replaceAll("[\\[\\]]", "");
  }

  /** A bucket at an endpoint of the operator's, by path, carried by the gateway. */
  public Setup bucket(
      String prefix, String endpoint, String bucket, S3Store.Credentials credentials) {
    URI url = URI.create(endpoint);
    boolean https = url.getScheme().equals("https");
    int port = url.getPort() < 0 ? (https ? 443 : 80) : url.getPort();
    S3Store store =
        new S3Store(
            bucket,
            "us-east-1",
            Optional.of(new StoreBase(https, host(url), port, "/")),
            S3Store.Addressing.PATH,
            "",
            credentials,
            new S3Store.Deliver.Through(),
            StoreAccess.DEFAULT);
    internalLocations.add(new InternalLocation.S3(prefix, store, true, Optional.empty()));
    return this;
  }

  /** Changes the internal location added last. */
  public Setup changeInternal(UnaryOperator<InternalLocation> change) {
    internalLocations.add(change.apply(internalLocations.removeLast()));
    return this;
  }

  /** What stands in for the internal location added last. */
  public Setup fallback(String to) {
    return changeInternal(location ->
        switch (location) {
          case InternalLocation.Folder folder ->
              new InternalLocation.Folder(
                  folder.prefix(),
                  folder.root(),
                  folder.allowDelete(),
                  folder.sandbox(),
                  folder.access(),
                  Optional.of(to));
          case InternalLocation.Http http ->
              new InternalLocation.Http(
                  http.prefix(), http.store(), http.sandbox(), Optional.of(to));
          case InternalLocation.S3 s3 ->
              new InternalLocation.S3(s3.prefix(), s3.store(), s3.sandbox(), Optional.of(to));
        });
  }

  public Setup open(String prefix, Path root) {
    publicLocations.add(
        new PublicLocation(prefix, root, Optional.empty(), List.of(), false, false, access()));
    return this;
  }

  public Setup add(InternalLocation location) {
    internalLocations.add(location);
    return this;
  }

  public Setup add(PublicLocation location) {
    publicLocations.add(location);
    return this;
  }

  private static FileAccess access() {
    return new FileAccess(FileAccess.Symlinks.INSIDE, false);
  }

  /** Paths that signed links open: prefix and internal location, in turns. */
  public Setup links(List<LinkKey> keys, String... paths) {
    List<LinksConfig.LinkPath> opened = new ArrayList<>();
    for (int i = 0; i < paths.length; i += 2) {
      opened.add(new LinksConfig.LinkPath(paths[i], paths[i + 1]));
    }
    links = new LinksConfig(keys, opened, Duration.ofSeconds(30));
    return this;
  }

  public Setup limits(Limits limits) {
    this.limits = limits;
    return this;
  }

  public Setup throttle(Throttle throttle) {
    this.throttle = throttle;
    return this;
  }

  public Setup timeouts(Timeouts timeouts) {
    this.timeouts = timeouts;
    return this;
  }

  public Setup cache(CacheConfig cache) {
    this.cache = cache;
    return this;
  }

  /** Keeps objects of stores on disk. */
  public Setup remoteCache(RemoteCache cache) {
    this.remoteCache = Optional.of(cache);
    return this;
  }

  public Setup listen(ListenAddress listen) {
    this.listen = listen;
    return this;
  }

  /** Beside the plain listener one with TLS, on a free port: {@link GatewayUnderTest#https}. */
  public Setup https(CertificateFiles... certificates) {
    return edge(
        new EdgeConfig(
            List.of(
                new HttpsListener(
                    List.of(new ListenAddress.Tcp("127.0.0.1", 0)),
                    List.of(certificates),
                    Optional.empty())),
            new EdgeConfig.Redirect.Off(),
            Optional.empty(),
            List.of()));
  }

  public Setup edge(EdgeConfig edge) {
    this.edge = edge;
    return this;
  }

  public Setup log(LogConfig log) {
    this.log = log;
    return this;
  }

  /** Tells metrics and health on a port of its own. */
  public Setup metrics() {
    return metrics(new ListenAddress.Tcp("127.0.0.1", 0));
  }

  public Setup metrics(ListenAddress bind) {
    metrics = Optional.of(new MetricsConfig(bind, MetricsConfig.DEFAULT_PATH));
    return this;
  }

  /** Takes receipts of what is handed off and linked. */
  public Setup receipts(ReceiptsConfig receipts) {
    this.receipts = Optional.of(receipts);
    return this;
  }

  public Setup explain(String secret) {
    this.explain = Optional.of(new Secret(secret));
    return this;
  }

  public Setup admin(Path socket) {
    this.admin = Optional.of(socket);
    return this;
  }

  public Setup trust(AddressRange... ranges) {
    this.trusted = List.of(ranges);
    return this;
  }

  /** An internal location whose files apps may have deleted. */
  public Setup internalWithDelete(String prefix, Path root) {
    internalLocations.add(
        new InternalLocation.Folder(prefix, root, true, true, access(), Optional.empty()));
    return this;
  }

  /** A public location with index files and compressed siblings, as by default. */
  public Setup site(String prefix, Path root) {
    publicLocations.add(
        new PublicLocation(
            prefix, root, Optional.empty(), List.of("index.html"), true, false, access()));
    return this;
  }

  public GatewayConfig build() {
    return new GatewayConfig(
        List.of(listen),
        edge,
        trusted,
        apps,
        publicLocations,
        internalLocations,
        links,
        limits,
        throttle,
        timeouts,
        cache,
        remoteCache,
        log,
        metrics,
        receipts,
        explain,
        admin);
  }

  /** A certificate that is obtained and renewed. */
  public Setup acme(AcmeConfig certificate) {
    CertificateFiles files = new CertificateFiles(certificate.certificate(), certificate.key());
    return edge(
        new EdgeConfig(
            List.of(
                new HttpsListener(
                    List.of(new ListenAddress.Tcp("127.0.0.1", 0)),
                    List.of(files),
                    Optional.of(certificate))),
            new EdgeConfig.Redirect.ToListener(),
            Optional.empty(),
            List.of(),
            Duration.ofMillis(100)));
  }
}
