package dev.handoff.gateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what an app writes to what a store is asked, octet by octet on both wires. */
// proves handoff-protocol: I1 I2 I3 I4 I5
final class StoreTargetTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private ScriptedApp app;
  private ScriptedApp store;
  private ScriptedApp other;

  @BeforeEach
  void start() {
    app = ScriptedApp.tcp();
    store = ScriptedApp.tcp().always(Answer.text(200, "stored", "ETag: \"s\""));
    other = ScriptedApp.tcp().always(Answer.text(200, "other"));
  }

  @AfterEach
  void stop() {
    app.close();
    store.close();
    other.close();
  }

  private String storeUrl() {
    return "http://127.0.0.1:" + store.port();
  }

  private Setup setup(String... granted) {
    return new Setup()
        .app(app, "/", granted)
        .remote("/_remote/", storeUrl() + "/files/")
        .http("/_store/", storeUrl() + "/bucket/")
        .bucket("/_s3/", storeUrl(), "b", new S3Store.Credentials.Anonymous())
        .remote("/_more/", "http://127.0.0.1:" + other.port() + "/", storeUrl() + "/")
        .explain(SECRET);
  }

  private RawResponse get(Setup setup, String value, String... fields) {
    app.always(Answer.of(200, "X-Accel-Redirect: " + value));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup);
        RawClient client = RawClient.connect(gateway.address())) {
      String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
      return client.send("GET /download/1?x=y HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n").receive();
    }
  }

  @ParameterizedTest(name = "{0} is asked for as {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /_remote/http/STORE/files/a.pdf                       | /files/a.pdf
          /_remote/http://STORE/files/a.pdf?X-Amz-Signature=a%2Bb%2f | /files/a.pdf?X-Amz-Signature=a%2Bb%2f
          /_remote/http/STORE/files/a%2Fb%3Ac%2Bd%20e+f~g       | /files/a%2Fb%3Ac%2Bd%20e+f~g
          /_remote/http/STORE/files/a%2fb%3ac%2bd%7e            | /files/a%2fb%3ac%2bd%7e
          /_remote/http/STORE/files/\u00c3\u00a9%C3%A9%c3%a9%E9  | /files/\u00c3\u00a9%C3%A9%c3%a9%E9
          /_remote/http/STORE/files//a/./b                      | /files//a/./b
          http://STORE/files/a%2Fb?sig=%2F                      | /files/a%2Fb?sig=%2F
          /_store/a%2Fb?versionId=1                             | /bucket/a%2Fb?versionId=1
          /_store//a                                            | /bucket//a
          /_s3/a%2fb c+%c3%a9                                   | /b/a/b%20c%2B%C3%A9
          /_s3/a?versionId=x%2fy                                | /b/a?versionId=x%2Fy
          """)
  void goesToTheStoreAsWritten(String value, String target) {
    String written = value.translateEscapes().replace("STORE", "127.0.0.1:" + store.port());
    RawResponse answer =
        get(setup("/_remote/", "/_store/", "/_s3/"), written, "Cookie: c=1", "Authorization: x");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("stored");
    assertThat(store.onlyRequest().target()).isEqualTo(target.translateEscapes());
    assertThat(store.onlyRequest().method()).isEqualTo("GET");
    assertThat(store.onlyRequest().field("Host")).contains("127.0.0.1:" + store.port());
    assertThat(store.onlyRequest().field("Cookie")).isEmpty();
    assertThat(store.onlyRequest().field("Authorization")).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /_more/http/STORE/a                    | 502 | a location that was not granted
          http://STORE/elsewhere                 | 502 | a URL that only a location allows that was not granted
          http://STORE/files/%252e%252e/x        | 404 | a way up in a URL
          https://STORE/files/a                  | 502 | another scheme
          /_remote/http/127.0.0.2:80/files/a     | 502 | another address
          /_remote/http/localhost:1/files/a      | 502 | another name
          /_remote/gopher/STORE/files/a          | 502 | no scheme of ours
          /_remote/http/STORE/files/..%3b/a      | 404 | a way up with a parameter
          /_remote/http/STORE/files/a b          | 502 | a space
          /_store/a#b                            | 502 | a fragment
          /_store/%252e%252e/x                   | 404 | a way up, decoded twice
          /_s3/                                  | 404 | no key
          /_s3/a?acl                             | 502 | more than an object
          """)
  void asksNobodyWhat(String value, int status, String why) {
    String written = value.replace("STORE", "127.0.0.1:" + store.port());
    RawResponse answer = get(setup("/_remote/", "/_store/", "/_s3/"), written, "Accept: */*");
    assertThat(answer.status()).as(why).isEqualTo(status);
    assertThat(answer.field("Cache-Control")).contains("no-store");
    assertThat(answer.toString()).doesNotContain("127.0.0", "files", "bucket", "_s3", "_more");
    assertThat(store.connections()).isZero();
    assertThat(other.connections()).isZero();
  }

  @Test
  void aUrlGoesToTheFirstGrantedLocationThatAllowsIt() {
    RawResponse answer = get(setup("/_more/", "/_s3/"), storeUrl() + "/elsewhere?s=1");
    assertThat(answer.text()).isEqualTo("stored");
    assertThat(store.onlyRequest().target()).isEqualTo("/elsewhere?s=1");
  }

  @Test
  void aUrlNeedsALocationThatTakesUrls() {
    RawResponse answer =
        get(setup("/_s3/"), storeUrl() + "/b/a?s=s3cr3t", "Handoff-Explain: " + SECRET);
    assertThat(answer.text())
        .contains("there is no `http` location that it may deliver URLs from")
        .contains("\"status\":502")
        .doesNotContain("s3cr3t");
    assertThat(store.connections()).isZero();
  }

  @Test
  void theTraceTellsTheWayWithoutASignature() {
    String value = "/_remote/http/127.0.0.1:" + store.port() + "/files/a?sig=s3cr3t";
    String trace = get(setup("/_remote/"), value, "Handoff-Explain: " + SECRET).text();
    assertThat(trace)
        .contains("internal /_remote/ = http " + storeUrl() + "/files/")
        .contains(storeUrl() + "/files/a may be asked for")
        .contains("\"status\":200")
        .doesNotContain("s3cr3t");
  }

  @Test
  void theTraceTellsWhereAnOctetIsWrong() {
    String value = "/_store/a?x=<s3cr3t>";
    String trace = get(setup("/_store/"), value, "Handoff-Explain: " + SECRET).text();
    assertThat(trace)
        .contains("an octet that a URL cannot carry at octet 12 of the target to /_store/")
        .doesNotContain("s3cr3t");
  }

  @Test
  void nothingIsDeletedFromAStore() {
    app.always(Answer.of(200, "X-Accel-Redirect: /_store/a", "Handoff: delete-after"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup("/_store/"));
        RawClient client = RawClient.connect(gateway.address())) {
      RawResponse answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      assertThat(answer.text()).isEqualTo("stored");
    }
    assertThat(store.onlyRequest().method()).isEqualTo("GET");
  }

  @ParameterizedTest(name = "{0} is answered with {1}")
  @CsvSource({"GET, 302", "HEAD, 302", "POST, 303"})
  void sendsClientsToABucketThatDeliversItself(String method, int status) {
    UnaryOperator<InternalLocation> redirecting =
        location -> {
          S3Store s3 = ((InternalLocation.S3) location).store();
          return new InternalLocation.S3(
              location.prefix(),
              new S3Store(
                  s3.bucket(),
                  s3.region(),
                  s3.endpoint(),
                  s3.addressing(),
                  s3.keyPrefix(),
                  s3.credentials(),
                  new S3Store.Deliver.Redirect(Duration.ofMinutes(5)),
                  s3.access()),
              location.sandbox(),
              location.fallback());
        };
    Setup setup =
        new Setup()
            .app(app, "/", "/_s3/")
            .bucket("/_s3/", storeUrl(), "b", new S3Store.Credentials.Anonymous())
            .changeInternal(redirecting);
    app.always(
        Answer.of(
            200,
            "X-Accel-Redirect: /_s3/a%20b.pdf",
            "Content-Type: application/pdf",
            "Content-Disposition: attachment",
            "Set-Cookie: a=b",
            "ETag: \"of-the-app\""));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup);
        RawClient client = RawClient.connect(gateway.address())) {
      client.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      RawResponse answer = method.equals("HEAD") ? client.receiveToHead() : client.receive();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.field("Location")).contains(storeUrl() + "/b/a%20b.pdf");
      assertThat(answer.field("Cache-Control")).contains("no-store");
      assertThat(answer.field("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.field("Set-Cookie")).contains("a=b");
      assertThat(answer.field("Content-Disposition")).isEmpty();
      assertThat(answer.field("ETag")).isEmpty();
      assertThat(answer.text()).isEmpty();
    }
    assertThat(store.connections()).isZero();
  }
}
