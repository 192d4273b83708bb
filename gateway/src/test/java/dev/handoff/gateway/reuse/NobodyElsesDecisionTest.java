package dev.handoff.gateway.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nobody profits from a decision that was made for another request: each row changes one thing that
 * an app could have decided by.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NobodyElsesDecisionTest {
  private static final String USUAL =
      "GET /v?a=1&b=2 HTTP/1.1\r\nHost: files.example\r\nCookie: session=ana\r\n"
          + "Authorization: Bearer ana\r\nAccept-Language: de\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n";

  private ScriptedApp app;
  private GatewayUnderTest gateway;
  private GatewayUnderTest passing;
  private Path folder = Path.of("");

  @BeforeAll
  void start(@TempDir Path given) throws Exception {
    folder = given;
    Files.writeString(folder.resolve("a.txt"), "of ana");
    app = ScriptedApp.tcp();
    gateway = GatewayUnderTest.start(setup());
    passing =
        GatewayUnderTest.start(
            setup().change(app -> conditionals(app, new AppConfig.Conditionals(false, List.of()))));
  }

  private Setup setup() throws Exception {
    return new Setup()
        .app(app, "/", "/_f/")
        .internal("/_f/", folder)
        .trust(new AddressRange(InetAddress.getByName("127.0.0.0"), 8));
  }

  private static AppConfig conditionals(AppConfig app, AppConfig.Conditionals conditionals) {
    return new AppConfig(
        app.name(),
        app.address(),
        app.hosts(),
        app.paths(),
        app.mayDeliver(),
        app.stripPrefix(),
        conditionals,
        app.accept(),
        app.handoffOn(),
        app.contentTypeFromApp(),
        app.announce(),
        app.frontKeys(),
        app.connections(),
        app.connectTimeout(),
        app.timeout(),
        app.maxUpload(),
        app.reuseMax());
  }

  @AfterAll
  void stop() {
    gateway.close();
    passing.close();
    app.close();
  }

  @BeforeEach
  void forget() throws Exception {
    // A reload ends all decisions.
    gateway.reload(setup().build());
    app.forget()
        .always(request ->
            request.head().contains("ana")
                ? Answer.of(200, "X-Accel-Redirect: /_f/a.txt", "Handoff: reuse=30, key=\"ana\"")
                : Answer.text(403, "no"));
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          session=ana                   | session=bob             | a cookie
          Cookie: session=ana           | X: y                    | a cookie that is missing
          session=ana                   | session=ana; x=1        | one more cookie
          Bearer ana                    | Bearer bob              | Authorization
          Accept-Language: de           | Accept-Language: en     | a language
          Accept-Language: de           | accept-language: de     | the case of a name is an octet, too
          192.0.2.7                     | 192.0.2.8               | the address behind a proxy
          Accept-Language               | X-Api-Key: 1\\r\\nAccept-Language | a key in a field nobody knows
          Accept-Language               | X-Client-Cert: MIIB\\r\\nAccept-Language | a certificate that a proxy verified
          Accept-Language               | X-SSL-Client-S-DN: CN=bob\\r\\nAccept-Language | a name out of a certificate
          Accept-Language               | X-Forwarded-Proto: https\\r\\nAccept-Language | a scheme that a proxy saw
          Accept-Language               | X-Forwarded-Host: b\\r\\nAccept-Language | a host that a proxy saw
          Accept-Language               | Forwarded: for=192.0.2.9\\r\\nAccept-Language | RFC 7239 of a proxy
          Accept-Language               | X-Real-IP: 192.0.2.9\\r\\nAccept-Language | an address that a proxy saw
          Accept-Language               | User-Agent: x\\r\\nAccept-Language | a browser
          Accept-Language               | Referer: http://a/\\r\\nAccept-Language | a page the app lets embed
          Accept-Language               | Origin: http://a\\r\\nAccept-Language | an origin
          Accept-Language               | X-Request-Id-User: bob\\r\\nAccept-Language | a name that only begins like a request's id
          Accept-Language               | X_Request_Id: bob\\r\\nAccept-Language | apps fold it, but it is not that name
          Accept-Language               | baggage: user=bob\\r\\nAccept-Language | W3C baggage carries what an app likes
          Accept-Language               | X-Custom:\\r\\nAccept-Language | an empty field
          files.example                 | other.example           | Host
          a=1&b=2                       | b=2&a=1                 | the order of the query
          a=1&b=2                       | a=1&b=3                 | the query
          /v?                           | /%76?                   | another spelling of the path
          /v?                           | /w?                     | the path
          GET                           | HEAD                    | an app may answer HEAD differently
          GET                           | POST                    | a method that changes things
          GET                           | OPTIONS                 | another method
          """)
  void oneDifferenceAsksTheApp(String from, String to, String why) {
    String other = USUAL.replace(from, to.replace("\\r\\n", "\r\n"));
    assertThat(other).isNotEqualTo(USUAL);
    assertThat(get(gateway, USUAL).status()).isEqualTo(200);
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send(other).receiveToHead();
    }
    assertThat(app.requests()).as(why).hasSize(2);
    // And the first one still has its own.
    assertThat(get(gateway, USUAL).text()).isEqualTo("of ana");
    assertThat(app.requests()).hasSize(2);
  }

  @ParameterizedTest(name = "{0} is no difference: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          X-Request-Id: 1            | names the request
          traceparent: 00-a-b-01     | W3C trace context
          tracestate: a=b            | W3C trace context
          b3: a-b-1                  | Zipkin
          X-B3-TraceId: 463ac        | Zipkin
          X-Amzn-Trace-Id: Root=1    | a balancer
          Range: bytes=1-2           | a video that seeks; the app never sees it
          If-Range: "x"              | it is hidden, too
          If-None-Match: "x"         | it is hidden, too
          Connection: keep-alive     | means this connection only
          X-Accel-Redirect: /_f/b    | a client's control fields never reach an app
          Handoff: reuse=9           | a client's control fields never reach an app
          """)
  void whatNoAppSeesOrDecidesByIsNoDifference(String field, String why) {
    String other = USUAL.replace("Cookie", field + "\r\nCookie");
    get(gateway, USUAL);
    int asked = app.requests().size();
    assertThat(get(gateway, other).status()).as(why).isIn(200, 206, 304);
    assertThat(app.requests()).as(why).hasSize(asked);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "192.0.2.7:4711, 192.0.2.7:4712",
    "[2001:db8::1]:1, [2001:db8::1]:2",
    "'192.0.2.7:1, 10.0.0.1:5', '192.0.2.7:2, 10.0.0.1:6'",
  })
  void portsOfForwardedAddressesAreNoDifference(String one, String other) {
    get(gateway, USUAL.replace("192.0.2.7", one));
    assertThat(get(gateway, USUAL.replace("192.0.2.7", other)).text()).isEqualTo("of ana");
    assertThat(app.requests()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "192.0.2.7:4711, 192.0.2.8:4711",
    "2001:db8::1:4711, 2001:db8::1:4712",
    "unknown:1, unknown:2",
  })
  void whatOnlyLooksLikeAPortIsADifference(String one, String other) {
    get(gateway, USUAL.replace("192.0.2.7", one));
    get(gateway, USUAL.replace("192.0.2.7", other));
    assertThat(app.requests()).hasSize(2);
  }

  @Test
  void anAppThatSeesRangesIsAskedForEachOfThem() {
    get(passing, USUAL.replace("Cookie", "Range: bytes=0-1\r\nCookie"));
    get(passing, USUAL.replace("Cookie", "Range: bytes=2-3\r\nCookie"));
    assertThat(app.requests()).hasSize(2);
    get(passing, USUAL.replace("Cookie", "Range: bytes=2-3\r\nCookie"));
    assertThat(app.requests()).hasSize(2);
  }

  @Test
  void aRequestWithContentIsNeverIdentical() {
    String withBody = USUAL.replace("\r\n\r\n", "\r\nContent-Length: 1\r\n\r\nx");
    get(gateway, withBody);
    get(gateway, withBody);
    assertThat(app.requests()).hasSize(2);
  }

  private static RawResponse get(GatewayUnderTest gateway, String request) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      return client.send(request).receive();
    }
  }
}
