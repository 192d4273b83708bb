package dev.handoff.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.links.ClientNetwork;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who shows a link gets its file, and nobody is asked. */
// proves file-responses: K7
final class LinkedFilesTest {
  private static final LinkKey K1 = key("k1", 1);
  private static final LinkKey K2 = key("k2", 2);
  private static final Links LINKS = Links.of(List.of(K1));

  @TempDir Path temporary;
  private Path files;
  private ScriptedApp app;

  private static LinkKey key(String id, int octet) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) octet);
    return LinkKey.of(id, secret);
  }

  @BeforeEach
  void start() throws IOException {
    app = ScriptedApp.tcp().always(Answer.text(200, "from the app"));
    files = Files.createDirectory(temporary.resolve("files"));
    Files.writeString(files.resolve("report.pdf"), "0123456789");
    Files.writeString(files.resolve("Bericht März.pdf"), "März");
    Files.writeString(files.resolve("a;b.txt"), "semicolon");
    Files.writeString(files.resolve("page.html"), "<p>");
    Files.writeString(files.resolve(".hidden"), "hidden");
    Files.createDirectories(files.resolve("album/2026"));
    Files.writeString(files.resolve("album/2026/1.jpg"), "jpeg");
    Files.createSymbolicLink(
        files.resolve("out"), Files.writeString(temporary.resolve("out.txt"), "outside"));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private Setup setup() {
    return new Setup()
        .app(app, "/", "/_files/")
        .internal("/_files/", files)
        .links(List.of(K1), "/d/", "/_files/");
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(600);
  }

  private static String signed(String path) {
    return LINKS.signed(path, soon());
  }

  private static String folder(String path) {
    return LINKS.signed(path, link -> link, true, soon());
  }

  private RawResponse ask(Setup setup, String method, String target, String... fields) {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup);
        RawClient client = RawClient.connect(gateway.address())) {
      return ask(client, method, target, fields);
    }
  }

  private static RawResponse ask(RawClient client, String method, String target, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    client.send(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
    return method.equals("HEAD") ? client.receiveToHead() : client.receive();
  }

  private RawResponse get(String target, String... fields) {
    return ask(setup(), "GET", target, fields);
  }

  @Test
  void aLinkDeliversItsFileLikeAHandoff() {
    RawResponse answer = get(signed("/d/report.pdf"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("0123456789");
    assertThat(answer.field("Content-Type")).contains("application/pdf");
    assertThat(answer.field("Cache-Control")).contains("private, no-cache");
    assertThat(answer.field("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.field("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.field("ETag")).isPresent();
    assertThat(answer.field("Accept-Ranges")).contains("bytes");
    assertThat(app.connections()).isZero();
  }

  @Test
  void anActiveTypeIsSandboxed() {
    RawResponse answer = get(signed("/d/page.html"));
    assertThat(answer.field("Content-Security-Policy")).contains("sandbox");
  }

  @Test
  void rangesConditionsAndHeadAreThoseOfAFile() {
    String target = signed("/d/report.pdf");
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup());
        RawClient client = RawClient.connect(gateway.address())) {
      RawResponse head = ask(client, "HEAD", target);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("Content-Length")).contains("10");
      assertThat(head.body()).isEmpty();

      RawResponse part = ask(client, "GET", target, "Range: bytes=2-4");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.text()).isEqualTo("234");
      assertThat(part.field("Content-Range")).contains("bytes 2-4/10");
      assertThat(part.field("Referrer-Policy")).contains("no-referrer");

      String tag = head.field("ETag").orElseThrow();
      RawResponse unchanged = ask(client, "GET", target, "If-None-Match: " + tag);
      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.field("Cache-Control")).contains("private, no-cache");

      RawResponse beyond = ask(client, "GET", target, "Range: bytes=10-");
      assertThat(beyond.status()).isEqualTo(416);
      assertThat(beyond.field("Cache-Control")).contains("no-store");
      assertThat(beyond.field("Referrer-Policy")).contains("no-referrer");
    }
  }

  @ParameterizedTest(name = "{0} opened as {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /d/report.pdf             | /d/report.pdf?H                 | 200 | what was signed
          /d/report.pdf             | /d/%72eport.pdf?H               | 200 | the same path in another spelling
          /d/Bericht%20M%C3%A4rz.pdf| /d/Bericht%20M%c3%a4rz.pdf?H    | 200 | escapes in lower case
          /d/a%3Bb.txt              | /d/a;b.txt?H                    | 200 | a semicolon is part of the name
          /d/report.pdf?v=3         | /d/report.pdf?v=3&H             | 200 | with the query that was signed
          /d/report.pdf?v=3         | /d/report.pdf?v=4&H             | 403 | another query
          /d/report.pdf             | /d/report.pdf?H&download        | 403 | a query nobody signed
          /d/report.pdf             | /d/page.html?H                  | 403 | another file
          /d/report.pdf             | /d/missing.pdf?H                | 403 | the same whether or not it exists
          /d/missing.pdf            | /d/missing.pdf?H                | 404 | only with a link there is nothing
          /d/.hidden                | /d/.hidden?H                    | 404 | dotfiles stay hidden
          /d/out                    | /d/out?H                        | 404 | links on disk stay inside
          /d/album/                 | /d/album/2026/1.jpg?F           | 200 | below the folder
          /d/album/                 | /d/album/2026/1.jpg?x=1&F       | 200 | with any query
          /d/                       | /d/report.pdf?F                 | 200 | everything below the prefix
          /                         | /d/report.pdf?F                 | 200 | everything
          /d/album/                 | /d/report.pdf?F                 | 403 | not below the folder
          /d/album/                 | /d/albums/1.jpg?F               | 403 | another folder
          /d/album/                 | /d/album/?F                     | 404 | folders are not listed
          /d/album/                 | /d/album/2026/?F                | 404 | nor those below
          /d/album/                 | /d/album/../report.pdf?F        | 403 | dot segments have no link
          /d/album/                 | /d/album/%2e%2e/report.pdf?F    | 400 | encoded dots
          /d/album/                 | /d/album/..%2freport.pdf?F      | 400 | encoded slashes
          /d/album/                 | /d/album/..;x/report.pdf?F      | 400 | dots with a parameter
          /d/album/                 | /d/album//2026/1.jpg?F          | 403 | empty segments
          /d/album/                 | /d/album/2026%5c1.jpg?F         | 403 | backslashes
          /d/album/                 | /d//album/2026/1.jpg?F          | 403 | before the folder
          /d/album/                 | /d;x/album/2026/1.jpg?F         | 404 | two readings, two places
          /d/report.pdf             | /D/report.pdf?H                 | app | another prefix is the app's
          /d/report.pdf             | /x/../d/report.pdf?H            | 404 | two readings, two places
          /_files/report.pdf        | /_files/report.pdf?H            | 404 | internal stays internal
          """)
  void opens(String signed, String opened, String outcome, String why) {
    boolean toFolder = signed.endsWith("/");
    String url = toFolder ? folder(signed) : signed(signed);
    String token = url.substring(url.indexOf("h="));
    RawResponse answer =
        get(
            opened
                .replace("?H", "?" + token)
                .replace("&H", "&" + token)
                .replace("?F", "?" + token)
                .replace("&F", "&" + token));
    if (outcome.equals("app")) {
      assertThat(answer.text()).as(why).isEqualTo("from the app");
      return;
    }
    assertThat(answer.status()).as(why).isEqualTo(Integer.parseInt(outcome));
    assertThat(app.connections()).as(why).isZero();
    if (answer.status() == 403) {
      assertThat(answer.field("Cache-Control")).contains("no-store");
      assertThat(answer.text()).doesNotContain("report").doesNotContain(files.toString());
    }
  }

  @ParameterizedTest(name = "?{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | no link
          h=                        | an empty one
          h=1.k1.9999999999.f...x   | no signature
          x=1                       | something else
          h=2.k1.9999999999.f...x   | another version
          h=%00                     | no text at all
          h=1.k9.9999999999.f...AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | an unknown key
          """)
  void withoutALinkNothingIsThere(String query, String why) {
    RawResponse there = get("/d/report.pdf?" + query);
    RawResponse missing = get("/d/missing?" + query);
    assertThat(there.status()).as(why).isEqualTo(403);
    assertThat(missing.status()).isEqualTo(403);
    assertThat(there.text()).isEqualTo(missing.text());
    assertThat(there.field("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void twoLinksAreNone() {
    String token = signed("/d/report.pdf").split("\\?")[1];
    assertThat(get("/d/report.pdf?" + token + "&" + token).status()).isEqualTo(403);
  }

  @ParameterizedTest(name = "{0} s after its end: {1}")
  @CsvSource({"-5, 200", "20, 200", "40, 410", "100000, 410"})
  void aLinkEndsWithItsTolerance(long secondsAgo, int status) {
    String target = LINKS.signed("/d/report.pdf", Instant.now().minusSeconds(secondsAgo));
    RawResponse answer = get(target);
    assertThat(answer.status()).isEqualTo(status);
    if (status == 410) {
      assertThat(answer.field("Cache-Control")).contains("no-store");
      String missing = LINKS.signed("/d/missing", Instant.now().minusSeconds(secondsAgo));
      assertThat(get(missing).text()).isEqualTo(answer.text());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "PROPFIND"})
  void linksAreForReading(String method) {
    RawResponse answer = ask(setup(), method, signed("/d/report.pdf"), "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.field("Allow")).contains("GET, HEAD, OPTIONS");
    RawResponse without = ask(setup(), method, "/d/report.pdf", "Content-Length: 0");
    assertThat(without.status()).isEqualTo(405);
  }

  @ParameterizedTest(name = "from {0}, forwarded for {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          198.51.100.0/24 | -                               | 403 | the peer is somebody else
          127.0.0.0/8     | -                               | 200 | the peer
          127.0.0.0/8     | 198.51.100.7                    | 200 | who is no proxy is not believed
          """)
  void aLinkForANetworkIsComparedWithThePeer(
      String network, String forwarded, int status, String why) throws Exception {
    assertThat(fromNetwork(setup(), network, forwarded)).as(why).isEqualTo(status);
  }

  @ParameterizedTest(name = "from {0}, forwarded for {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          198.51.100.0/24 | 198.51.100.7                    | 200 | what the proxy says
          198.51.100.0/24 | 203.0.113.1                     | 403 | of somebody else
          198.51.100.0/24 | 198.51.100.7, 203.0.113.1       | 403 | the client wrote the first one
          198.51.100.0/24 | 203.0.113.1, 198.51.100.7       | 200 | and gains nothing by it
          198.51.100.0/24 | 198.51.100.7, 127.0.0.9         | 200 | two proxies
          127.0.0.0/8     | -                               | 403 | a proxy that does not say for whom
          127.0.0.0/8     | 127.0.0.3, 127.0.0.9            | 200 | nobody but proxies: the farthest
          198.51.100.0/24 | unknown                         | 403 | not an address
          198.51.100.0/24 | 198.51.100.7,                   | 403 | an empty member
          198.51.100.0/24 | ::ffff:198.51.100.7             | 200 | IPv4 in IPv6 clothing
          """)
  void behindATrustedProxyItIsComparedWithWhatThatSays(
      String network, String forwarded, int status, String why) throws Exception {
    AddressRange loopback = new AddressRange(InetAddress.ofLiteral("127.0.0.0"), 8);
    assertThat(fromNetwork(setup().trust(loopback), network, forwarded)).as(why).isEqualTo(status);
  }

  private int fromNetwork(Setup setup, String network, String forwarded) throws Exception {
    String[] parts = network.split("/");
    ClientNetwork from =
        ClientNetwork.around(
            Octets.wrap(InetAddress.ofLiteral(parts[0]).getAddress()), Integer.parseInt(parts[1]));
    String target = LINKS.signed("/d/report.pdf", link -> link.fromNetwork(from), false, soon());
    return forwarded.equals("-")
        ? ask(setup, "GET", target).status()
        : ask(setup, "GET", target, "X-Forwarded-For: " + forwarded).status();
  }

  @Test
  void aLinkForSomebodyIsGoodForWhoeverHoldsIt() {
    String target =
        LINKS.signed("/d/report.pdf", link -> link.forSubject("ana@example.org"), false, soon());
    assertThat(get(target).status()).isEqualTo(200);
  }

  @Test
  void keysAreRotatedByReload() throws Exception {
    String old = signed("/d/report.pdf");
    String fresh = Links.of(List.of(K2)).signed("/d/report.pdf", soon());
    Setup both = new Setup().internal("/_files/", files).links(List.of(K2, K1), "/d/", "/_files/");
    Setup last = new Setup().internal("/_files/", files).links(List.of(K2), "/d/", "/_files/");
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup());
        RawClient client = RawClient.connect(gateway.address())) {
      assertThat(ask(client, "GET", old).status()).isEqualTo(200);
      assertThat(ask(client, "GET", fresh).status()).isEqualTo(403);
      gateway.reload(both.build());
      assertThat(ask(client, "GET", old).status()).isEqualTo(200);
      assertThat(ask(client, "GET", fresh).status()).isEqualTo(200);
      gateway.reload(last.build());
      assertThat(ask(client, "GET", old).status()).isEqualTo(403);
      assertThat(ask(client, "GET", fresh).status()).isEqualTo(200);
    }
  }

  @Test
  void anAppCannotHandOffToAPathOfLinks() {
    app.always(Answer.of(200, "X-Accel-Redirect: /d/report.pdf"));
    try (LogLines log = new LogLines()) {
      assertThat(get("/x").status()).isEqualTo(502);
      assertThat(log.with("is for signed links; name /_files/")).hasSize(1);
    }
  }
}
