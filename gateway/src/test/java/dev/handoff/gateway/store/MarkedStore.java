package dev.handoff.gateway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A gateway, an app that hands off, and a store. The app names the object in the form that the
 * client's path begins with; every name, signature and text of the store holds {@link #MARK}.
 */
final class MarkedStore implements AutoCloseable {
  static final String MARK = "7f3a";

  /** Path and query of the object, as the store is asked for it. */
  static final String OBJECT = "/bucket-7f3a/object-7f3a?X-Amz-Signature=signature-7f3a";

  /** A client's request whose object lies below a base of the operator's. */
  static final String GET = "GET /base HTTP/1.1\r\nHost: files.example\r\n\r\n";

  /** The same at a location that waits for its store half a second only. */
  static final String HURRIED = GET.replace("/base", "/hurried");

  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  final ScriptedApp app = ScriptedApp.tcp();
  final ScriptedApp store = ScriptedApp.tcp();
  final GatewayUnderTest gateway;
  private final Path accessLog;

  MarkedStore(Path folder) throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("secret.txt"), "leak-7f3a of a local file");
    accessLog = folder.resolve("access.log");
    String origin = "http://127.0.0.1:" + store.port();
    gateway =
        GatewayUnderTest.start(
            new Setup()
                .app(app, "/", "/_files/", "/_store/", "/_hurried/", "/_remote/")
                .internal("/_files/", files)
                .http("/_store/", origin + "/bucket-7f3a/")
                .http("/_hurried/", origin + "/bucket-7f3a/")
                .changeInternal(MarkedStore::hurried)
                .remote("/_remote/", origin + "/")
                .log(new LogConfig(new LogConfig.Access.ToFile(accessLog), LogConfig.Format.JSON)));
    forget();
  }

  private static InternalLocation hurried(InternalLocation location) {
    InternalLocation.Http http = (InternalLocation.Http) location;
    StoreAccess access = http.store().access();
    StoreAccess short_ =
        new StoreAccess(
            access.privateAddresses(),
            access.family(),
            access.send(),
            access.receive(),
            access.authorities(),
            access.connectTimeout(),
            HALF_A_SECOND,
            access.idleTimeout(),
            access.idlePerLoop(),
            access.maxConnections());
    return new InternalLocation.Http(
        http.prefix(),
        new HttpStore(
            http.store().base(), http.store().allow(), http.store().followRedirects(), short_),
        http.sandbox(),
        http.fallback());
  }

  /** Both answer as they should again: the store says {@code octets of …} what it was asked. */
  void forget() {
    handOff();
    store.forget().always(request -> Answer.text(200, "octets of " + request.target()));
  }

  /** The app hands off, with these fields beside the target. */
  MarkedStore handOff(String... fields) {
    app.forget()
        .always(request -> {
          String[] all = Arrays.copyOf(fields, fields.length + 1);
          all[fields.length] = "X-Accel-Redirect: " + target(request.target());
          return Answer.of(200, all);
        });
    return this;
  }

  private String target(String form) {
    String host = "127.0.0.1:" + store.port();
    String below = OBJECT.substring(OBJECT.indexOf('/', 1) + 1);
    return switch (form) {
      case "/remote" -> "/_remote/http/" + host + OBJECT;
      case "/url" -> "http://" + host + OBJECT;
      case "/hurried" -> "/_hurried/" + below;
      default -> "/_store/" + below;
    };
  }

  RawClient connect() {
    return RawClient.connect(gateway.address());
  }

  /** One exchange on a connection of its own. */
  RawResponse ask(String octets) {
    try (RawClient client = connect()) {
      client.send(octets);
      RawResponse answer = octets.startsWith("HEAD ") ? client.receiveToHead() : client.receive();
      assertUnmarked(new String(client.received(), ISO_8859_1));
      return answer;
    }
  }

  /** Nothing of the store's own is in it. */
  void assertUnmarked(String text) {
    assertThat(text).doesNotContain(MARK).doesNotContain(":" + store.port());
  }

  /** The gateway's own error, which tells nothing about anybody. */
  void assertOwnError(RawResponse answer) {
    assertThat(answer.field("Cache-Control")).as("%s", answer).contains("no-store");
    for (String name : new String[] {"ETag", "Last-Modified", "Content-Disposition", "Expires"}) {
      assertThat(answer.values(name)).as("%s", answer).isEmpty();
    }
    assertThat(answer.field("Content-Type")).as("%s", answer).contains("application/problem+json");
  }

  /** The next client gets the octets of its object, whatever came before. */
  void assertUnharmed() {
    forget();
    store.always(Answer.text(200, "sound"));
    assertThat(ask(GET).text()).isEqualTo("sound");
  }

  String accessLog() {
    try {
      return Files.exists(accessLog) ? Files.readString(accessLog, UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    app.close();
    store.close();
  }
}
