package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields cross between client, app and store. */
// proves handoff-protocol: A11 D13 F4 I1 I2 I7 I16
// proves file-responses: L24
@TestInstance(Lifecycle.PER_CLASS)
final class FieldsTest {
  private static final ObjectStore OBJECT = ObjectStore.of(100);

  private Remote remote;
  private Remote open;

  @BeforeAll
  void start() {
    remote = new Remote();
    StoreAccess usual = StoreAccess.DEFAULT;
    List<String> more = new ArrayList<>(usual.receive());
    more.addAll(
        List.of(
            "cache-control",
            "expires",
            "content-disposition",
            "x-amz-meta-owner",
            "set-cookie",
            "x-accel-redirect",
            "connection",
            "content-length",
            "x-content-type-options"));
    open =
        new Remote(
            new StoreAccess(
                usual.privateAddresses(),
                usual.family(),
                List.of("accept-language", "x-trace", "cookie", "authorization", "range", "host"),
                more,
                usual.authorities(),
                usual.connectTimeout(),
                usual.timeout(),
                usual.idleTimeout(),
                usual.idlePerLoop(),
                usual.maxConnections()));
  }

  @AfterAll
  void stop() {
    remote.close();
    open.close();
  }

  private static final String[] OF_CLIENT = {
    "Cookie: session=1",
    "Authorization: Bearer t",
    "Proxy-Authorization: Basic x",
    "Origin: https://a.example",
    "X-Api-Key: k",
    "X-Trace: 7",
    "X-Forwarded-For: 10.0.0.1",
    "Accept: text/html",
    "Accept-Encoding: gzip",
    "Accept-Language: de",
    "Referer: https://a.example/",
    "User-Agent: Browser",
    "Range: bytes=0-9"
  };

  private static List<String> names(ReceivedRequest request) {
    return request.fields().stream()
        .map(Field::name)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }

  @Test
  void nothingOfTheClientGoesToTheStore() {
    remote.handsOff();
    remote.store.forget().always(OBJECT);

    assertThat(remote.get(OF_CLIENT).status()).isEqualTo(206);

    ReceivedRequest asked = remote.store.onlyRequest();
    assertThat(names(asked))
        .as("I1")
        .containsExactly("accept-encoding", "host", "range", "user-agent");
    assertThat(asked.head())
        .as("I16")
        .startsWith("GET /bucket/x HTTP/1.1\r\n")
        .doesNotContain("Browser", "session", "Bearer", "a.example", "gzip", "10.0.0.1");
  }

  @Test
  void whatIsListedGoesButNeverWhoTheClientIs() {
    open.handsOff();
    open.store.forget().always(OBJECT);

    assertThat(open.get(OF_CLIENT).status()).isEqualTo(206);

    ReceivedRequest asked = open.store.onlyRequest();
    assertThat(names(asked))
        .containsExactly(
            "accept-encoding", "accept-language", "host", "range", "user-agent", "x-trace");
    assertThat(asked.field("Accept-Language")).hasValue("de");
    assertThat(asked.field("Range")).hasValue("bytes=0-9");
  }

  @Test
  void theBodyOfAPostStaysHere() {
    remote.handsOff();
    remote.store.forget().always(OBJECT);

    RawResponse answer = remote.send("POST", "Content-Length: 0", "Content-Type: application/json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(OBJECT.content());
    assertThat(remote.store.onlyRequest().method()).as("I2").isEqualTo("GET");
    assertThat(names(remote.store.onlyRequest()))
        .as("I2")
        .doesNotContain("content-length", "content-type", "transfer-encoding");
  }

  private static final String[] OF_STORE = {
    "Content-Type: text/plain; charset=utf-16",
    "Content-Disposition: attachment; filename=\"of-store\"",
    "Content-Language: fr",
    "Cache-Control: public, max-age=60",
    "Expires: Mon, 06 May 2094 07:08:09 GMT",
    "Set-Cookie: store=1",
    "X-Amz-Request-Id: r",
    "X-Amz-Meta-Owner: o",
    "X-Amz-Server-Side-Encryption: AES256",
    "X-Accel-Redirect: /_files/secret",
    "X-Sendfile: /etc/passwd",
    "X-Accel-Limit-Rate: 1",
    "Handoff: rate=1",
    "Server: AmazonS3",
    "X-Content-Type-Options: none",
    "Link: </a>"
  };

  @Test
  void onlyWhatIsListedComesBack() {
    remote.handsOff();
    remote.store.forget().always(OBJECT.with(OF_STORE));

    RawResponse answer = remote.get();

    assertThat(answer.fields().stream().map(Field::line))
        .as("I7, A11; and at one octet per second (F4) this would take minutes")
        .filteredOn(line -> !line.startsWith("Date"))
        .containsExactlyInAnyOrder(
            "Content-Type: text/plain; charset=utf-16",
            "Content-Length: 100",
            "ETag: \"v1\"",
            "Last-Modified: " + ObjectStore.MODIFIED,
            "Accept-Ranges: bytes",
            "Content-Language: fr",
            "Cache-Control: private, no-cache",
            "X-Content-Type-Options: nosniff");
  }

  @Test
  void whatIsListedFillsWhatTheAppLeftOpen() {
    open.handsOff();
    open.store.forget().always(OBJECT.with(OF_STORE));

    RawResponse answer = open.get();

    assertThat(answer.values("Content-Disposition"))
        .containsExactly("attachment; filename=\"of-store\"");
    assertThat(answer.values("X-Amz-Meta-Owner")).containsExactly("o");
    assertThat(answer.values("Cache-Control"))
        .as("never an invitation to shared caches")
        .containsExactly("private, max-age=60");
    assertThat(answer.values("Expires")).hasSize(1);
    assertThat(answer.values("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.values("Content-Length")).containsExactly("100");
    assertThat(answer.toString())
        .doesNotContain("store=1", "secret", "passwd", "Amazon", "Request-Id", "Link");
  }

  @Test
  void theAppsFieldsWinOneLineEach() {
    open.handsOff(
        "Content-Type: text/csv",
        "Content-Disposition: attachment; filename=\"of-app\"",
        "Content-Language: de",
        "Cache-Control: private, max-age=5",
        "ETag: \"of-an-empty-body\"",
        "Last-Modified: Mon, 06 May 2002 07:08:09 GMT",
        "X-Amz-Meta-Owner: app",
        "X-Content-Type-Options: nosniff",
        "Set-Cookie: a=1",
        "Link: </mine>");
    open.store.forget().always(OBJECT.with(OF_STORE));

    for (String range : List.of("", "Range: bytes=0-9")) {
      RawResponse answer = open.get(range);

      assertThat(answer.fields().stream().map(Field::line))
          .as("D13, I7")
          .filteredOn(line -> !line.startsWith("Date") && !line.startsWith("Content-Range"))
          .containsExactlyInAnyOrder(
              "Content-Type: text/csv",
              "Content-Length: " + (range.isEmpty() ? 100 : 10),
              "ETag: \"v1\"",
              "Last-Modified: " + ObjectStore.MODIFIED,
              "Accept-Ranges: bytes",
              "Content-Disposition: attachment; filename=\"of-app\"",
              "Content-Language: de",
              "Cache-Control: private, max-age=5",
              "X-Amz-Meta-Owner: app",
              "X-Content-Type-Options: nosniff",
              "Set-Cookie: a=1",
              "Link: </mine>");
    }
  }

  @ParameterizedTest(name = "app {0}, store {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                        | image/png                | image/png                | the store knows
          text/html                | image/png                | image/png                | a framework's default
          text/html; charset=utf-8 | -                        | application/octet-stream | a framework's default
          text/html                | text/html                | text/html                | meant, the store says so too
          text/csv                 | image/png                | text/csv                 | the app knows better
          -                        | -                        | application/octet-stream | nobody knows
          -                        | binary/octet-stream      | application/octet-stream | nobody knows
          -                        | not a type               | application/octet-stream | nobody knows
          """)
  void whoseTypeCounts(String ofApp, String ofStore, String type, String why) {
    remote.handsOff(ofApp == null ? new String[0] : new String[] {"Content-Type: " + ofApp});
    remote
        .store
        .forget()
        .always(
            OBJECT.with(
                ofStore == null ? new String[0] : new String[] {"Content-Type: " + ofStore}));

    assertThat(remote.get().values("Content-Type")).as(why).containsExactly(type);
  }

  @Test
  void aNameTellsTheTypeThatTheStoreDoesNot() {
    remote.app.always(Answer.of(200, "X-Accel-Redirect: /_store/a%20b.CSV?X-Amz-Signature=1.html"));
    remote.store.forget().always(OBJECT.with("Content-Type: binary/octet-stream"));

    assertThat(remote.get().values("Content-Type")).containsExactly("text/csv");
  }

  @ParameterizedTest(name = "{0} with {1}: sandbox {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          text/html     | -                                  | true
          image/svg+xml | -                                  | true
          text/html     | Content-Disposition: attachment    | false
          text/html     | Content-Security-Policy: img-src * | false
          image/png     | -                                  | false
          """)
  void activeTypesOfStoresAreSandboxed(String type, String ofApp, boolean sandboxed) {
    remote.handsOff(ofApp == null ? new String[0] : new String[] {ofApp});
    remote.store.forget().always(OBJECT.with("Content-Type: " + type));

    assertThat(remote.get().values("Content-Security-Policy").contains("sandbox"))
        .isEqualTo(sandboxed);
  }

  @Test
  void theCodingOfTheStoreIsSaidOnce() {
    remote.handsOff();
    remote.store.forget().always(OBJECT.with("Content-Type: text/plain", "Content-Encoding: gzip"));

    RawResponse answer = remote.get();

    assertThat(answer.values("Content-Encoding")).containsExactly("gzip");
    assertThat(answer.values("Accept-Ranges")).containsExactly("none");
    assertThat(answer.body()).isEqualTo(OBJECT.content());
  }

  @Test
  void theCodingOfTheAppIsOfTheStoredOctets() {
    remote.handsOff("Content-Encoding: gzip");
    remote.store.forget().always(OBJECT);

    RawResponse answer = remote.get("Range: bytes=0-9");

    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.values("Content-Encoding")).containsExactly("gzip");
  }

  @Test
  void theAppMayRuleOutRanges() {
    remote.handsOff("Accept-Ranges: none");
    remote.store.forget().always(OBJECT);

    RawResponse answer = remote.get("Range: bytes=0-9");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Accept-Ranges")).containsExactly("none");
    assertThat(answer.body()).isEqualTo(OBJECT.content());
  }
}
