package dev.handoff.gateway.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.PercentEncoding;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.RealS3;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

/** A store with one bucket, and an app that hands off whatever a test says. */
final class Bucket implements AutoCloseable {
  static final String NAME = "media";

  private final RealS3 store = RealS3.start().bucket(NAME);
  private final ScriptedApp app = ScriptedApp.tcp();

  /** Keys that break signatures where somebody encodes, decodes or cleans up. */
  static Stream<String> keys() {
    return Stream.of(
        "plain.txt",
        "a b",
        "a+b",
        "~",
        "100%",
        "%2F",
        "%41",
        "é ü/ö.txt",
        "写真 ☕",
        "\uD83D\uDE00",
        "x//y",
        "x/./y",
        "./z",
        "a;b=c&d?e#f",
        "q'(x)*!@$,:",
        "\"quoted\"",
        "<xml>&amp;",
        "back\\slash",
        "tab\tx",
        "\u007f",
        "k".repeat(1024),
        "é".repeat(512));
  }

  RealS3 store() {
    return store;
  }

  String endpoint() {
    return "http://127.0.0.1:" + store.port();
  }

  void put(String key, String content) {
    store.put(NAME, key, content.getBytes(UTF_8), "text/x-stored");
  }

  /** A key as an app writes it into a target. */
  static String encoded(String key) {
    return PercentEncoding.encodePath(Octets.utf8(key));
  }

  /** A credentials file with this secret for the key that the store knows. */
  static S3Store.Credentials credentials(Path folder, String secret) {
    try {
      return new S3Store.Credentials.File(
          Files.writeString(
              folder.resolve("credentials"),
              "[default]\naws_access_key_id=%s\naws_secret_access_key=%s\n"
                  .formatted(RealS3.KEY, secret)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bucket behind {@code /_s3/}. */
  Setup setup(S3Store.Credentials credentials) {
    return new Setup().app(app, "/", "/_s3/").bucket("/_s3/", endpoint(), NAME, credentials);
  }

  /** What {@code /_s3/} is, changed. */
  static Setup changed(Setup setup, Function<S3Store, S3Store> change) {
    return setup.changeInternal(location ->
        new InternalLocation.S3(
            location.prefix(),
            change.apply(((InternalLocation.S3) location).store()),
            location.sandbox(),
            location.fallback()));
  }

  /** The store's URLs behind {@code /_remote/}. */
  Setup remote() {
    return new Setup()
        .app(app, "/", "/_remote/")
        .remote("/_remote/", endpoint() + "/" + NAME + "/");
  }

  /**
   * Asks the gateway, whose app hands off to {@code target}.
   *
   * @param fields of the app's answer and of the client's request, by lines
   */
  RawResponse ask(
      GatewayUnderTest gateway, String method, String target, String appFields, String fields) {
    String said = appFields.isEmpty() ? "" : "\r\n" + appFields;
    app.always(Answer.of(200, ("X-Accel-Redirect: " + target + said).split("\r\n")));
    try (RawClient client = RawClient.connect(gateway.address())) {
      String more = fields.isEmpty() ? "" : fields + "\r\n";
      client.send(method + " /download HTTP/1.1\r\nHost: a\r\n" + more + "\r\n");
      return method.equals("HEAD") ? client.receiveToHead() : client.receive();
    }
  }

  RawResponse get(GatewayUnderTest gateway, String target) {
    return ask(gateway, "GET", target, "", "");
  }

  @Override
  public void close() {
    app.close();
    store.close();
  }
}
