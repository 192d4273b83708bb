package dev.handoff.gateway.listen;

import static dev.handoff.gateway.wire.TestCertificates.engine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.EdgeConfig.Redirect;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code redirect_http} and {@code hsts}. */
@TestInstance(Lifecycle.PER_CLASS)
final class ToHttpsTest {
  private static final String HSTS = "Strict-Transport-Security";

  private final ScriptedApp app = ScriptedApp.tcp();
  private CertificateFiles files;
  private SSLContext client;
  private GatewayUnderTest gateway;

  @BeforeAll
  void start(@TempDir Path folder) {
    TestCertificates certificates = new TestCertificates(folder);
    files = certificates.files("a", "a.example");
    client = certificates.client();
    app.always(Answer.text(200, "the app"));
    app.on("/own", Answer.text(200, "own", HSTS + ": max-age=1"));
    gateway = GatewayUnderTest.start(setup(new Redirect.ToPort(443)));
  }

  private Setup setup(Redirect redirect) {
    return new Setup()
        .app(app, "/")
        .edge(
            new EdgeConfig(
                List.of(
                    new HttpsListener(
                        List.of(new ListenAddress.Tcp("127.0.0.1", 0)),
                        List.of(files),
                        Optional.empty())),
                redirect,
                Optional.of("max-age=15552000"),
                List.of()));
  }

  @AfterAll
  void stop() {
    gateway.close();
    app.close();
  }

  private RawResponse plain(String request) {
    try (RawClient connection = RawClient.connect(gateway.address())) {
      boolean head = request.startsWith("HEAD");
      connection.send(request.replace("⏎", "\r\n"));
      return head ? connection.receiveToHead() : connection.receive();
    }
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /a/b?c=d%20e&sig=x== HTTP/1.1⏎Host: a.example⏎⏎ | 301 | https://a.example/a/b?c=d%20e&sig=x== | path and query as they are
          GET / HTTP/1.1⏎Host: a.example:8080⏎⏎ | 301 | https://a.example/ | without the port of plain HTTP
          GET / HTTP/1.1⏎Host: [2001:db8::1]:80⏎⏎ | 301 | https://[2001:db8::1]/ | an IPv6 address
          HEAD /x HTTP/1.1⏎Host: a.example⏎⏎ | 301 | https://a.example/x | HEAD like GET
          POST /x HTTP/1.1⏎Host: a.example⏎Content-Length: 0⏎⏎ | 308 | https://a.example/x | another method stays that method
          GET http://b.example:80/x?y HTTP/1.1⏎Host: b.example:80⏎⏎ | 301 | https://b.example/x?y | a target with its host in it
          GET http://b.example HTTP/1.1⏎Host: b.example⏎⏎ | 301 | https://b.example/ | and without a path
          GET //evil.example/x HTTP/1.1⏎Host: a.example⏎⏎ | 301 | https://a.example//evil.example/x | never to another host
          GET /x HTTP/1.1⏎Host: a.example⏎X-Forwarded-Proto: https⏎⏎ | 301 | https://a.example/x | a stranger's word for HTTPS is nothing
          OPTIONS * HTTP/1.1⏎Host: a.example⏎⏎ | 400 |  | nothing to redirect to
          GET /x HTTP/1.0⏎⏎ | 400 |  | no host
          """)
  void plainHttpIsSentOn(String request, int status, String location, String why) {
    RawResponse answer = plain(request);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("Location")).isEqualTo(Optional.ofNullable(location));
    assertThat(answer.field(HSTS)).isEmpty();
  }

  @Test
  void theChallengeOfAnAuthorityReachesTheApp() {
    assertThat(plain("GET /.well-known/acme-challenge/t HTTP/1.1⏎Host: a.example⏎⏎").text())
        .isEqualTo("the app");
    assertThat(plain("GET /.well-known/other HTTP/1.1⏎Host: a.example⏎⏎").status()).isEqualTo(301);
  }

  @Test
  void aBodyIsSkippedOrTheConnectionCloses() {
    String post = "POST /x HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\n\r\nhello";
    try (RawClient connection = RawClient.connect(gateway.address())) {
      assertThat(connection.send(post).receive().status()).isEqualTo(308);
      assertThat(connection.send(post).receive().status()).isEqualTo(308);
    }
  }

  @Test
  void theListenersPortStandsThereUnlessItIs443() {
    try (GatewayUnderTest other = GatewayUnderTest.start(setup(new Redirect.ToListener()));
        RawClient connection = RawClient.connect(other.address())) {
      assertThat(
              connection
                  .send("GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n")
                  .receive()
                  .field("Location"))
          .contains("https://a.example:" + other.https().getPort() + "/x");
    }
  }

  @Test
  void whatAProxyTookOverTlsIsNotSentRoundInACircle() throws IOException {
    AddressRange here = new AddressRange(InetAddress.getByName("127.0.0.0"), 8);
    try (GatewayUnderTest behind =
            GatewayUnderTest.start(setup(new Redirect.ToPort(443)).trust(here));
        RawClient connection = RawClient.connect(behind.address())) {
      String request = "GET /x HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-Proto: ";
      assertThat(connection.send(request + "https\r\n\r\n").receive().text()).isEqualTo("the app");
      assertThat(connection.send(request + "http\r\n\r\n").receive().status()).isEqualTo(301);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /x            | max-age=15552000 | every answer over TLS says it
          /own          | max-age=1        | unless the app does
          """)
  void strictTransportSecurity(String path, String value, String why) {
    try (RawClient connection =
        RawClient.connect(
            gateway.https(), engine(client, "a.example", gateway.https().getPort()))) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(connection.receive().values(HSTS)).containsExactly(value);
    }
  }

  @Test
  void refusalsSayItToo() {
    try (RawClient connection =
        RawClient.connect(
            gateway.https(), engine(client, "a.example", gateway.https().getPort()))) {
      RawResponse refused =
          connection.send("TRACE / HTTP/1.1\r\nHost: a.example\r\n\r\n").receive();
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.values(HSTS)).hasSize(1);
    }
  }
}
