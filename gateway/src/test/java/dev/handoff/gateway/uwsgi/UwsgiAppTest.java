package dev.handoff.gateway.uwsgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a uwsgi app is told and what becomes of its answers, octet by octet. */
class UwsgiAppTest {
  @TempDir static Path folder;
  private static ScriptedUwsgi app;
  private static GatewayUnderTest gateway;

  @BeforeAll
  static void start() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("a b.txt"), "0123456789");
    app = new ScriptedUwsgi(folder.resolve("app.sock"));
    gateway = GatewayUnderTest.start(read(folder));
  }

  private static GatewayConfig read(Path folder) throws IOException {
    String text =
        """
        listen: "127.0.0.1:0"
        apps:
          app:
            url: uwsgi:unix:%1$s/app.sock
            params: { X_REDIRECT_MAP: %1$s/files/=/_files/, HTTP_X_STAGE: "prod ü" }
            strip_prefix: /api/
            may_deliver: [/_files/]
            max_upload: 100KB
          gone: { url: uwsgi:unix:%1$s/gone.sock, paths: [/gone/], may_deliver: [] }
        internal: { /_files/: %1$s/files }
        limits: { line: 40KB }
        """
            .formatted(folder);
    Reading reading = ConfigFile.at(Files.writeString(folder.resolve("handoff.yaml"), text)).read();
    assertThat(reading.problems()).isEmpty();
    return ((Reading.Accepted) reading).config();
  }

  /** The configuration in {@code docs/uwsgi.md} is one that runs. */
  @Test
  void theConfigurationOfThePageRuns() throws IOException {
    String page = Files.readString(Path.of("../docs/uwsgi.md"));
    String fence = "<!-- snippet: uwsgi.yaml -->\n```yaml\n";
    int begin = page.indexOf(fence) + fence.length();
    String yaml = page.substring(begin, page.indexOf("```", begin));
    yaml = yaml.replace("/srv/films\n", folder.resolve("files") + "\n");
    Reading reading = ConfigFile.at(Files.writeString(folder.resolve("page.yaml"), yaml)).read();
    assertThat(reading.problems()).isEmpty();
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
    app.close();
  }

  @BeforeEach
  void forget() {
    app.packets.clear();
    app.answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello";
  }

  private static RawResponse ask(String request) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      return client.send(request).receive();
    }
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /a%20b/%C3%BC?x=%20 | QUERY_STRING    | x=%20                  | as it came
          GET /a%20b/%C3%BC?x=%20 | REQUEST_URI     | /a%20b/%C3%BC?x=%20    | as it came
          GET /a%20b/%C3%BC?x=%20 | PATH_INFO       | /a b/\u00C3\u00BC      | decoded once
          GET /%2541              | PATH_INFO       | /%41                   | and not twice
          GET /a                  | QUERY_STRING    | ''                     | without a question mark
          GET /api/a?b            | PATH_INFO       | /a                     | strip_prefix is taken off
          GET /api/a?b            | REQUEST_URI     | /a?b                   | of this, too
          GET /a                  | REQUEST_METHOD  | GET                    | the client's
          PROPFIND /a             | REQUEST_METHOD  | PROPFIND               | whatever it is
          GET /a                  | CONTENT_LENGTH  | ''                     | no body
          GET /a                  | CONTENT_TYPE    | ''                     | no body
          GET /a                  | SERVER_PROTOCOL | HTTP/1.1               | the client's
          GET /a                  | REQUEST_SCHEME  | http                   | without TLS
          GET /a                  | HTTPS           | (absent)               | without TLS
          GET /a                  | REMOTE_ADDR     | 127.0.0.1              | the peer
          GET /a                  | REMOTE_PORT     | (absent)               | nobody needs it
          GET /a                  | DOCUMENT_ROOT   | (absent)               | an app has none
          GET /a                  | SERVER_NAME     | shop.example           | of Host
          GET /a                  | SERVER_PORT     | 81                     | of Host
          GET /a                  | HTTP_HOST       | shop.example:81        | as it came
          GET /a                  | HTTP_VIA        | 1.1 handoff            | we say who we are
          GET /a                  | HTTP_X_SENDFILE_TYPE | X-Accel-Redirect  | and what we can
          GET /a                  | HTTP_X_STAGE    | prod \u00C3\u00BC      | params are octets of UTF-8
          """)
  void tellsTheAppAboutTheRequest(String line, String name, String value, String why) {
    ask(line + " HTTP/1.1\r\nHost: shop.example:81\r\n\r\n");
    assertThat(app.only().modifier()).isZero();
    assertThat(app.only().get(name)).as(why).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-User: a                    | HTTP_X_USER            | a        | a field becomes a variable
          X_User: a                    | HTTP_X_USER            | (absent) | what folds to it does not
          X-User: a!X_User: b          | HTTP_X_USER            | a        | nor joins it
          X.User: a                    | HTTP_X.USER            | (absent) | nor any other odd name
          X-User: a!x-user: b          | HTTP_X_USER            | a, b     | two lines, one variable
          Cookie: a=1!Cookie: b=2      | HTTP_COOKIE            | a=1; b=2 | cookies have their own comma
          Proxy: http://evil           | HTTP_PROXY             | (absent) | httpoxy
          X-Stage: test                | HTTP_X_STAGE           | prod \u00C3\u00BC | a param wins
          X-Redirect-Map: /=/_files/   | HTTP_X_REDIRECT_MAP    | (ours)   | forged control field
          X-Forwarded-For: 1.2.3.4     | HTTP_X_FORWARDED_FOR   | 127.0.0.1 | nobody is believed
          X-Forwarded-Proto: https     | HTTPS                  | (absent) | nobody is believed
          Connection: X-A!X-A: 1       | HTTP_X_A               | (absent) | hop-by-hop
          Connection: keep-alive       | HTTP_CONNECTION        | (absent) | hop-by-hop
          Range: bytes=0-1             | HTTP_RANGE             | (absent) | hidden from an app with grants
          Expect: 100-continue         | HTTP_EXPECT            | (absent) | ours to answer
          Content-Type: a/b            | CONTENT_TYPE           | a/b      | under its own name
          Content-Type: a/b            | HTTP_CONTENT_TYPE      | (absent) | and no other
          """)
  void foldsFieldsSafely(String fields, String name, String value, String why) {
    ask("GET /a HTTP/1.1\r\nHost: h\r\n" + fields.replace("!", "\r\n") + "\r\n\r\n");
    String expected = value.equals("(ours)") ? app.only().get("X_REDIRECT_MAP") : value;
    assertThat(app.only().get(name)).as(why).isEqualTo(expected);
    assertThat(app.only().names()).doesNotHaveDuplicates();
    assertThat(app.only().get("X_REDIRECT_MAP")).isEqualTo(folder + "/files/=/_files/");
  }

  @Test
  void aNewConnectionForEveryRequestAndNoneIsKept() {
    app.answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    try (RawClient client = RawClient.connect(gateway.address())) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").receive().text())
            .isEqualTo("ok");
      }
    }
    Within.patience("no connection is kept", () -> app.open.get() == 0);
    assertThat(app.packets).hasSize(3);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK!!abc                            | 200 | abc   | ends with the connection
          HTTP/1.0 200 OK!!abc                            | 200 | abc   | an older version
          HTTP/1.1 200 OK!Content-Length: 3!!abc          | 200 | abc   | says its length
          HTTP/1.1 404 No!Content-Length: 0!!             | 404 | ''    | any status
          HTTP/1.1 200 OK!X-Accel-Redirect: /_files/a%20b.txt!!x | 200 | 0123456789 | hands off
          HTTP/1.1 200 OK!X-Accel-Redirect: a.txt!!x      | 502 | *     | and strictly so
          Status: 200 OK!!abc                             | 502 | *     | CGI is not HTTP
          HTTP/1.1 200 OK!Bad Name: x!!abc                | 502 | *     | answers are parsed strictly
          HTTP/1.1 101 Switching!Upgrade: websocket!!     | 502 | *     | nobody asked for it
          """)
  void answersAreThoseOfAnyApp(String answer, int status, String body, String why) {
    app.answer = answer.replace("!", "\r\n");
    RawResponse got = ask("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(got.status()).as(why).isEqualTo(status);
    if (!body.equals("*")) {
      assertThat(got.text()).isEqualTo(body);
    }
  }

  @Test
  void aRangeOfAFileHandedOff() {
    app.answer = "HTTP/1.1 200 OK\r\nX-Accel-Redirect: /_files/a%20b.txt\r\n\r\n";
    RawResponse got = ask("GET /a HTTP/1.1\r\nHost: h\r\nRange: bytes=2-4\r\n\r\n");
    assertThat(got.status()).isEqualTo(206);
    assertThat(got.text()).isEqualTo("234");
  }

  @Test
  void halfAnAnswerIsCutAndNeverLooksWhole() {
    app.answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    assertThat(ask("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").completeness())
        .isNotEqualTo(RawResponse.Completeness.COMPLETE);
  }

  @Test
  void anAppThatSaysNothingOrIsNotThereIs502() {
    app.answer = "";
    assertThat(ask("GET /a HTTP/1.1\r\nHost: h\r\n\r\n").status()).isEqualTo(502);
    assertThat(ask("GET /gone/ HTTP/1.1\r\nHost: h\r\n\r\n").status()).isEqualTo(502);
  }

  @Test
  void aBodyFollowsThePacket() {
    ask("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n12345");
    assertThat(app.only().get("CONTENT_LENGTH")).isEqualTo("5");
    assertThat(app.only().body()).isEqualTo("12345");
  }

  @Test
  void aShortChunkedBodyGetsItsLength() {
    ask(
        "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 1\r\n\r\n");
    assertThat(app.only().get("CONTENT_LENGTH")).isEqualTo("5");
    assertThat(app.only().body()).isEqualTo("abcde");
    assertThat(app.only().get("HTTP_TRANSFER_ENCODING")).isEqualTo("(absent)");
  }

  @Test
  void aLongChunkedBodyIs411AndTheAppIsNotAsked() {
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send(chunk, chunk, "1\r\nx\r\n");
      assertThat(client.receive().status()).isEqualTo(411);
    }
    assertThat(app.packets).isEmpty();
  }

  @Test
  void aBodyThatBreaksOffNeverReachesTheApp() {
    RawResponse got =
        ask("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz");
    assertThat(got.status()).isEqualTo(400);
    assertThat(app.packets).isEmpty();
  }

  @Test
  void theGatewayAnswersAnExpectation() {
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send(
          "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      client.receiveOctets("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertThat(client.send("abc").receive().status()).isEqualTo(200);
    }
    assertThat(app.only().body()).isEqualTo("abc");
  }

  @ParameterizedTest(name = "target {0}, fields {1} x {2} -> {3}")
  @CsvSource({"10, 1, 15000, 200", "10, 250, 250, 431", "35000, 1, 1, 414"})
  void whatDoesNotFitIntoAPacketIsRefused(int target, int fields, int octets, int status) {
    try (LogLines log = new LogLines()) {
      StringBuilder head = new StringBuilder("GET /a?" + "x".repeat(target));
      head.append(" HTTP/1.1\r\nHost: h\r\n");
      for (int i = 0; i < fields; i++) {
        head.append("X-").append(100 + i).append(": ").append("x".repeat(octets)).append("\r\n");
      }
      assertThat(ask(head + "\r\n").status()).isEqualTo(status);
      if (status != 200) {
        assertThat(log.with("does not fit into the 64 KB of a uwsgi packet")).hasSize(1);
        assertThat(app.packets).isEmpty();
      }
    }
  }
}
