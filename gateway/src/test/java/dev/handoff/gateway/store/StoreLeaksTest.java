package dev.handoff.gateway.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing of a store reaches a client but the object: no name, no signature, no text, no field that
 * was not let through. Signatures do not reach a log either.
 */
// proves handoff-protocol: A11 I7 I8 J8
@TestInstance(Lifecycle.PER_CLASS)
final class StoreLeaksTest {
  private static final String OCTETS = "the object itself";

  private MarkedStore marked;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    marked = new MarkedStore(folder);
  }

  @BeforeEach
  void forget() {
    marked.forget();
  }

  @AfterAll
  void stop() {
    marked.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # What fronts obey
          X-Accel-Redirect: /_files/secret.txt?leak-7f3a
          X-Accel-Redirect: http://127.0.0.1/leak-7f3a
          X-Sendfile: /etc/leak-7f3a
          X-LIGHTTPD-send-file: /etc/leak-7f3a
          X-Accel-Buffering: leak-7f3a
          X-Accel-Charset: leak-7f3a
          X-Accel-Expires: leak-7f3a
          X-Archive-Files: leak-7f3a
          X_Accel_Redirect: /_files/leak-7f3a
          Handoff: etag="leak-7f3a", rate=1, delete-after, subject="leak-7f3a"
          X-Redirect-Map: /leak-7f3a/=/x/
          X-Accel-Mapping: /leak-7f3a/=/x/
          Handoff-Front: v1;leak-7f3a
          # Who and where the store is
          Server: AmazonS3 leak-7f3a
          Via: 1.1 leak-7f3a
          X-Powered-By: leak-7f3a
          x-amz-request-id: leak-7f3a
          x-amz-id-2: leak-7f3a
          x-amz-bucket-region: leak-7f3a
          x-amz-meta-owner: leak-7f3a
          x-amz-version-id: leak-7f3a
          x-amz-server-side-encryption-aws-kms-key-id: leak-7f3a
          x-goog-generation: leak-7f3a
          x-ms-blob-type: leak-7f3a
          X-Cache: Hit from leak-7f3a
          X-Trans-Id: leak-7f3a
          Content-Location: /bucket-7f3a/leak-7f3a
          Location: http://leak-7f3a/
          Link: </bucket-7f3a/leak-7f3a>; rel=canonical
          Refresh: 0; url=http://leak-7f3a/
          Alt-Svc: h3="leak-7f3a:443"
          NEL: {"report_to":"leak-7f3a"}
          Report-To: {"group":"leak-7f3a"}
          # What acts in a browser or a cache
          Set-Cookie: session=leak-7f3a
          Set-Cookie2: session=leak-7f3a
          Clear-Site-Data: "leak-7f3a"
          Strict-Transport-Security: max-age=1; leak-7f3a
          Content-Security-Policy: default-src leak-7f3a
          Access-Control-Allow-Origin: http://leak-7f3a
          Service-Worker-Allowed: /leak-7f3a
          SourceMap: /leak-7f3a
          Content-Disposition: attachment; filename="leak-7f3a"
          Cache-Control: public, max-age=31536000, leak-7f3a
          Expires: Thu, 01 Jan 2099 00:00:00 leak-7f3a
          Pragma: leak-7f3a
          Age: leak-7f3a
          Vary: leak-7f3a
          Warning: 199 leak-7f3a
          WWW-Authenticate: Basic realm="leak-7f3a"
          Proxy-Authenticate: Basic realm="leak-7f3a"
          Authentication-Info: leak-7f3a
          # What belongs to one connection
          Connection: X-Leak-7f3a
          Keep-Alive: leak-7f3a
          Upgrade: leak-7f3a
          Trailer: leak-7f3a
          Proxy-Connection: leak-7f3a
          """)
  void staysInside(String field) {
    for (String form : List.of("/base", "/remote", "/url")) {
      marked.store.always(Answer.text(200, OCTETS, "ETag: \"a\"", field));

      // Asks, and looks for the mark in every octet of the answer.
      RawResponse seen = marked.ask(get(form));

      assertThat(seen.status()).as("%s", seen).isEqualTo(200);
      assertThat(seen.text()).isEqualTo(OCTETS);
      assertThat(seen.fields())
          .extracting(Field::name)
          .as("%s", seen)
          .doesNotContain("Set-Cookie", "Vary", "Age", "Expires", "Location", "Via", "Server");
      assertThat(seen.field("Cache-Control")).contains("private, no-cache");
    }
  }

  private static String get(String form) {
    return MarkedStore.GET.replace("/base", form);
  }

  @Test
  void aRateOfTheStoreHoldsNobodyBack() {
    String large = "x".repeat(1 << 20);
    marked.store.always(Answer.text(200, large, "X-Accel-Limit-Rate: 1", "Handoff: rate=1"));

    // At an octet a second this would outlast any patience.
    assertThat(marked.ask(MarkedStore.GET).body()).hasSize(large.length());
  }

  static Stream<Arguments> everyErrorInEveryForm() {
    List<Arguments> all = new ArrayList<>();
    for (int status : new int[] {400, 401, 403, 404, 405, 409, 410, 416, 429, 500, 503, 504, 599}) {
      for (String form : List.of("/base", "/remote", "/url")) {
        all.add(Arguments.of(status, form));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource
  void everyErrorInEveryForm(int status, String form) {
    String document =
        "<?xml version=\"1.0\"?><Error><Code>leak-7f3a</Code><Key>object-7f3a</Key>"
            + "<BucketName>bucket-7f3a</BucketName><HostId>leak-7f3a</HostId></Error>";
    marked.store.always(
        Answer.text(
            status,
            document,
            "Content-Type: application/xml; leak-7f3a",
            "x-amz-request-id: leak-7f3a",
            "Content-Range: bytes */17",
            "ETag: \"leak-7f3a\"",
            "Last-Modified: Mon, 06 May 2024 07:08:09 GMT",
            "Set-Cookie: leak-7f3a=1"));
    marked.handOff("Content-Disposition: attachment; filename=\"a.pdf\"", "Set-Cookie: app=1");

    for (String method : List.of("GET", "HEAD")) {
      try (LogLines log = new LogLines()) {
        RawResponse seen = marked.ask(get(form).replace("GET", method));

        assertThat(seen.status()).as("%s", seen).isBetween(400, 504);
        marked.assertOwnError(seen);
        assertThat(seen.values("Set-Cookie")).containsExactly("app=1");
        assertThat(log.all()).doesNotContain("signature-7f3a").doesNotContain("leak-7f3a=");
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          301 | http://leak-7f3a.example/
          302 | //leak-7f3a.example/
          303 | /../leak-7f3a
          307 | /bucket-7f3a/object-7f3a?X-Amz-Signature=signature-7f3a
          308 | ftp://leak-7f3a/
          302 | http://user:leak-7f3a@127.0.0.1/
          302 | http://127.0.0.1:1/leak-7f3a
          302 | javascript:alert('leak-7f3a')
          300 | /leak-7f3a
          305 | /leak-7f3a
          """)
  void redirectsStayInside(int status, String location) {
    for (String form : List.of("/base", "/remote", "/url")) {
      marked.store.forget().always(Answer.of(status, "Location: " + location));
      try (LogLines log = new LogLines()) {
        RawResponse seen = marked.ask(get(form));

        assertThat(seen.status()).as("%s", seen).isBetween(400, 504);
        marked.assertOwnError(seen);
        assertThat(log.all()).doesNotContain("signature-7f3a").doesNotContain("user:leak");
      }
    }
  }

  @Test
  void signaturesReachNoLog() {
    try (LogLines log = new LogLines()) {
      marked.store.always(
          Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nETag: \"a\"\r\n\r\nhalf").close());
      for (String form : List.of("/base", "/remote", "/url")) {
        try (RawClient client = marked.connect()) {
          RawResponse cut = client.send(get(form)).receive();
          assertThat(cut.isComplete()).isFalse();
          marked.assertUnmarked(new String(client.received(), ISO_8859_1));
        }
      }
      marked.store.always(Answer.text(200, OCTETS));
      marked.ask(get("/remote").replace("/remote ", "/remote?last "));
      Within.patience("the last line", () -> marked.accessLog().contains("?last"));

      assertThat(log.all()).isNotEmpty().doesNotContain("signature-7f3a");
      assertThat(marked.accessLog()).contains("/_store/").doesNotContain("signature-7f3a");
    }
  }

  @Test
  void aTargetNobodyAllowsIsNotRepeated() {
    for (String target :
        List.of(
            "/_remote/http/leak-7f3a.example/x?signature-7f3a",
            "/_remote/http/127.0.0.1:1/leak-7f3a?signature-7f3a",
            "https://leak-7f3a.example/x?signature-7f3a",
            "/_remote/gopher/leak-7f3a/x?signature-7f3a",
            "/_store/../leak-7f3a?signature-7f3a",
            "/_store/a b?signature-7f3a")) {
      try (LogLines log = new LogLines()) {
        marked.app.forget().always(Answer.of(200, "X-Accel-Redirect: " + target));

        RawResponse seen = marked.ask(MarkedStore.GET);

        assertThat(seen.status()).as("%s: %s", target, seen).isIn(404, 502);
        marked.assertOwnError(seen);
        assertThat(log.all()).as(target).isNotEmpty().doesNotContain("signature-7f3a");
      }
    }
  }
}
