package dev.handoff.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links whose files are elsewhere: what a store is asked, and what it never learns. */
final class LinkedStoresTest {
  private static final LinkKey K1 = LinkKey.of("k1", new byte[32]);
  private static final Links LINKS = Links.of(List.of(K1));
  private static final String MISSING = "<Error><Code>NoSuchKey</Code></Error>";

  @TempDir Path folder;
  private ScriptedApp store;
  private ScriptedApp bucket;

  @BeforeEach
  void start() {
    store = ScriptedApp.tcp().always(Answer.text(404, MISSING));
    bucket = ScriptedApp.tcp().always(Answer.text(404, MISSING));
  }

  @AfterEach
  void stop() {
    store.close();
    bucket.close();
  }

  private Setup setup() {
    return new Setup()
        .http("/_store/", url(store) + "/base/")
        .changeInternal(LinkedStoresTest::saysMore)
        .fallback("/_s3/")
        .bucket("/_s3/", url(bucket), "b", new S3Store.Credentials.Anonymous())
        .fallback("/_files/")
        .internal("/_files/", folder)
        .links(List.of(K1), "/d/", "/_store/", "/b/", "/_s3/");
  }

  /** A store whose word on caching is passed on after a handoff. */
  private static InternalLocation saysMore(InternalLocation location) {
    InternalLocation.Http http = (InternalLocation.Http) location;
    StoreAccess usual = http.store().access();
    StoreAccess access =
        new StoreAccess(
            usual.privateAddresses(),
            usual.family(),
            usual.send(),
            List.of("etag", "cache-control", "expires", "referrer-policy"),
            usual.authorities(),
            usual.connectTimeout(),
            usual.timeout(),
            usual.idleTimeout(),
            usual.idlePerLoop(),
            usual.maxConnections());
    HttpStore told =
        new HttpStore(
            http.store().base(), http.store().allow(), http.store().followRedirects(), access);
    return new InternalLocation.Http(http.prefix(), told, http.sandbox(), http.fallback());
  }

  private static String url(ScriptedApp of) {
    return "http://127.0.0.1:" + of.port();
  }

  private RawResponse get(String target, String... fields) {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup());
        RawClient client = RawClient.connect(gateway.address())) {
      String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
      return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n").receive();
    }
  }

  private static String signed(String path) {
    return LINKS.signed(path, link -> link, path.endsWith("/"), Instant.now().plusSeconds(600));
  }

  private static String targets(ScriptedApp of) {
    return of.requests().stream().map(ReceivedRequest::target).collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0} opened as {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /d/a.txt        | /d/a.txt?H          | /base/a.txt         | without the link
          /d/a.txt?v=3    | /d/a.txt?v=3&H      | /base/a.txt?v=3     | with the query that was signed
          /d/a.txt?v=3    | /d/a.txt?H&v=3      | /base/a.txt?v=3     | wherever the link stands in it
          /d/a%20b        | /d/a%20b?H          | /base/a%20b         | encoded
          /d/(a)          | /d/(a)?H            | /base/%28a%29       | in the one spelling that is signed
          /d/a            | /d/%61?H            | /base/a             | however the client spells it
          /d/             | /d/x/y?H            | /base/x/y           | below a folder
          /d/             | /d/x/y?H&z=1        | /base/x/y           | whose link says nothing of queries
          /d/             | /d/?H               | ``                  | no listing of a store's
          /d/             | /d/x/?H             | ``                  | nor of a folder in it
          /d/a.txt        | /d/b.txt?H          | ``                  | nothing without a link
          /d/a?x={1}      | /d/a?x={1}&H        | ``                  | a query that no URL has
          """)
  void whatAStoreIsAsked(String signed, String opened, String asked, String why) {
    store.always(Answer.text(200, "stored"));
    String url = signed(signed);
    String token = url.substring(url.indexOf("h="));
    RawResponse answer = get(opened.replace("?H", "?" + token).replace("&H", "&" + token));
    assertThat(targets(store)).as(why).isEqualTo(asked);
    assertThat(answer.status()).as(why).isIn(asked.isEmpty() ? List.of(403, 404) : List.of(200));
    for (ReceivedRequest request : store.requests()) {
      assertThat(request.text()).doesNotContain(token.substring(2, 20));
    }
  }

  @Test
  void aReferrerWithALinkIsNotPassedOn() {
    store.always(Answer.text(200, "stored"));
    String target = signed("/d/a.txt");
    get(target, "Referer: http://a" + target);
    assertThat(store.onlyRequest().text()).doesNotContain("h=1.k1");
  }

  @ParameterizedTest(name = "Cache-Control: {0}, Expires: {1} becomes {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -                        | -                             | private, no-cache
          -                        | Wed, 01 Jan 2098 00:00:00 GMT | private, no-cache
          public, max-age=31536000 | Wed, 01 Jan 2098 00:00:00 GMT | private, no-cache
          no-store                 | -                             | no-store
          """)
  void noStoreMakesAFileFreshForLongerThanItsLink(String control, String expires, String sent) {
    List<String> fields = new ArrayList<>(List.of("ETag: \"e\"", "Referrer-Policy: unsafe-url"));
    if (!control.equals("-")) {
      fields.add("Cache-Control: " + control);
    }
    if (!expires.equals("-")) {
      fields.add("Expires: " + expires);
    }
    store.always(Answer.text(200, "stored", fields.toArray(new String[0])));
    RawResponse delivered = get(signed("/d/a.txt"));
    assertThat(delivered.field("Cache-Control")).contains(sent);
    assertThat(delivered.field("Expires")).isEmpty();
    assertThat(delivered.field("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void whatIsMissingIsLookedForInTheFallback() throws Exception {
    bucket.always(Answer.text(200, "in the bucket", "ETag: \"b\""));
    assertThat(get(signed("/d/a.txt")).text()).isEqualTo("in the bucket");
    bucket.always(Answer.text(404, MISSING));
    Files.writeString(folder.resolve("a.txt"), "on disk");
    RawResponse disk = get(signed("/b/a.txt"), "Range: bytes=3-");
    assertThat(disk.status()).isEqualTo(206);
    assertThat(disk.text()).isEqualTo("disk");
    RawResponse nowhere = get(signed("/d/b.txt"));
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.text()).doesNotContain("NoSuchKey");
    assertThat(nowhere.field("Referrer-Policy")).contains("no-referrer");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /b/a.txt               | /b/a.txt                   | an object
          /b/a.txt?versionId=7   | /b/a.txt?versionId=7       | one version of it
          /b/a.txt?acl           | ``                         | nothing that is no object
          """)
  void whatABucketIsAsked(String signed, String asked, String why) {
    get(signed(signed));
    assertThat(targets(bucket)).as(why).isEqualTo(asked);
  }
}
