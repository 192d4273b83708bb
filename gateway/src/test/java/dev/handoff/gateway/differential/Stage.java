package dev.handoff.gateway.differential;

import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.config.FileAccess;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.PublicLocation;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.RealNginx;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two apps, one tree of files, a store, and the fronts before them, nginx only where it is
 * installed.
 */
final class Stage implements AutoCloseable {
  private final Tree tree;
  private final ScriptedApp app = ScriptedApp.tcp();
  private final ScriptedApp other = ScriptedApp.tcp();
  private final ScriptedApp store = ScriptedApp.tcp();
  private Optional<RealNginx> nginx = Optional.empty();
  private final GatewayUnderTest gateway;

  Stage(Path folder) throws IOException {
    tree = Tree.plant(Files.createDirectories(folder.resolve("tree")));
    if (RealNginx.isInstalled()) {
      Path prefix = Files.createDirectories(folder.resolve("nginx"));
      nginx = Optional.of(RealNginx.start(prefix, http(), server()));
    }
    gateway = GatewayUnderTest.start(setup());
  }

  private String http() {
    return """
    default_type application/octet-stream;
    types {
      text/html html; text/plain txt; image/svg+xml svg; application/json json;
    }
    upstream app { server 127.0.0.1:%d; keepalive 4; }
    upstream other { server 127.0.0.1:%d; keepalive 4; }
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    """
        .formatted(app.port(), other.port());
  }

  /** The bare location lacks its slash: that is the trap of C14. */
  private String server() {
    return """
    location / { proxy_pass http://app; }
    location /other/ { proxy_pass http://other; }
    location /_files/ { internal; alias %1$s/; }
    location /_ungranted/ { internal; alias %4$s/; }
    location /bare { internal; alias %2$s/; }
    location /static/ { alias %3$s/; }
    location /cached/ { alias %3$s/; expires 1h; }
    location /site/ { alias %5$s/; gzip_static on; index index.html; }
    location /_relaxed/ { internal; alias %1$s/; }
    location /_store/ { internal; proxy_pass http://127.0.0.1:%6$d/bucket/; }
    location /_cut/ {
      internal;
      proxy_force_ranges on;
      proxy_pass http://127.0.0.1:%6$d/bucket/;
    }
    location ~ ^/_remote/http/([^/]+)/(.*)$ { internal; proxy_pass http://$1/$2$is_args$args; }
    """
        .formatted(
            tree.files(), tree.bare(), tree.open(), tree.ungranted(), tree.site(), store.port());
  }

  private Setup setup() {
    return new Setup()
        .app(app, "/", "/_files/", "/bare/", "/_relaxed/", "/_store/", "/_cut/", "/_remote/")
        .app(other, "/other/", "/_files/")
        .app(app, "/like-nginx/", "/_files/")
        .change(Stage::asNginxWould)
        .internal("/_files/", tree.files())
        .internal("/_ungranted/", tree.ungranted())
        .internal("/bare/", tree.bare())
        .add(
            new InternalLocation.Folder(
                "/_relaxed/",
                tree.files(),
                false,
                false,
                new FileAccess(FileAccess.Symlinks.ANY, true),
                Optional.empty()))
        .http("/_store/", "http://127.0.0.1:" + store.port() + "/bucket/")
        .http("/_cut/", "http://127.0.0.1:" + store.port() + "/bucket/")
        .remote(
            "/_remote/",
            "http://127.0.0.1:" + store.port() + "/",
            "http://localhost:" + store.port() + "/")
        .open("/static/", tree.open())
        .site("/site/", tree.site())
        .add(
            new PublicLocation(
                "/cached/",
                tree.open(),
                Optional.of("public, max-age=3600"),
                List.of(),
                false,
                false,
                new FileAccess(FileAccess.Symlinks.NEVER, false)));
  }

  /** Hands off on any status, believes any type, and does not know X-Sendfile. */
  private static AppConfig asNginxWould(AppConfig app) {
    return new AppConfig(
        app.name(),
        app.address(),
        app.hosts(),
        app.paths(),
        app.mayDeliver(),
        app.stripPrefix(),
        new AppConfig.Conditionals(false, List.of()),
        Set.of(AppConfig.HandoffField.X_ACCEL_REDIRECT),
        AppConfig.HandoffOn.ANY,
        true,
        false,
        List.of(),
        app.connections(),
        app.connectTimeout(),
        app.timeout(),
        app.maxUpload(),
        app.reuseMax());
  }

  Tree tree() {
    return tree;
  }

  ScriptedApp app() {
    return app;
  }

  ScriptedApp other() {
    return other;
  }

  ScriptedApp store() {
    return store;
  }

  /** Where nginx listens; empty when it is not installed. */
  Optional<SocketAddress> nginx() {
    return nginx.map(RealNginx::address);
  }

  /** Where the gateway listens. */
  SocketAddress gateway() {
    return gateway.address();
  }

  /** One of the two; aborts the test, aloud, when it is not there. */
  SocketAddress address(Front front) {
    if (front == Front.NGINX) {
      if (nginx.isEmpty()) {
        RealNginx.assumeInstalled();
      }
      return nginx().orElseThrow();
    }
    return gateway();
  }

  /** One exchange on a connection of its own. */
  static RawResponse exchange(SocketAddress front, Cells.Request request) {
    try (RawClient client = RawClient.connect(front)) {
      client.send(request.octets());
      return request.method().equals("HEAD") ? client.receiveToHead() : client.receive();
    }
  }

  /** Asks for the tag this front gives to the letters, as a handoff does. */
  Placeholders placeholders(SocketAddress front) {
    app.forget().always(Answer.of(200, "X-Accel-Redirect: /_files/letters.txt"));
    Cells.Request request = Cells.request("GET", Placeholders.NONE);
    return new Placeholders(
        tree.files().toString(), exchange(front, request).field("ETag").orElse(""));
  }

  @Override
  public void close() {
    nginx.ifPresent(RealNginx::close);
    gateway.close();
    app.close();
    other.close();
    store.close();
  }
}
