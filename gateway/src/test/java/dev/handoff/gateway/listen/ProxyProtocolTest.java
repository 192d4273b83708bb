package dev.handoff.gateway.listen;

import static dev.handoff.gateway.wire.TestCertificates.engine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.EdgeConfig;
import dev.handoff.gateway.config.HttpsListener;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.TestCertificates;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A balancer that says who its client is. */
@TestInstance(Lifecycle.PER_CLASS)
final class ProxyProtocolTest {
  private static final String FROM = "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n";
  private static final String REQUEST =
      "GET /x HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";

  private final ScriptedApp app = ScriptedApp.tcp();
  private SSLContext client;
  private GatewayUnderTest gateway;
  private GatewayUnderTest stranger;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    client = certificates.client();
    CertificateFiles files = certificates.files("a", "a.example");
    app.always(Answer.text(200, "fine"));
    AddressRange here = new AddressRange(InetAddress.getByName("127.0.0.0"), 8);
    AddressRange elsewhere = new AddressRange(InetAddress.getByName("198.51.100.0"), 24);
    AddressRange believed = new AddressRange(InetAddress.getByName("192.0.2.128"), 25);
    gateway = GatewayUnderTest.start(setup(files, here).trust(believed));
    stranger = GatewayUnderTest.start(setup(files, elsewhere));
  }

  private Setup setup(CertificateFiles files, AddressRange balancers) {
    return new Setup()
        .app(app, "/")
        .edge(
            new EdgeConfig(
                List.of(
                    new HttpsListener(
                        List.of(new ListenAddress.Tcp("127.0.0.1", 0)),
                        List.of(files),
                        Optional.empty())),
                new EdgeConfig.Redirect.Off(),
                Optional.empty(),
                List.of(balancers)));
  }

  @AfterAll
  void stop() {
    gateway.close();
    stranger.close();
    app.close();
  }

  private ReceivedRequest asked(RawClient connection, byte[] sent) {
    assertThat(connection.send(sent).receive().text()).isEqualTo("fine");
    return app.requests().getLast();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PROXY TCP4 192.0.2.1 198.51.100.1 56324 443⏎ | 192.0.2.1 | the client of the header
          PROXY TCP6 2001:db8::7 2001:db8::1 56324 443⏎ | 2001:db8:0:0:0:0:0:7 | also of IPv6
          PROXY UNKNOWN⏎ | 127.0.0.1 | the balancer speaks for itself
          PROXY TCP4 192.0.2.200 198.51.100.1 1 443⏎ | 203.0.113.9, 192.0.2.200 | a trusted proxy before the balancer
          """)
  void theClientIsWhomTheBalancerNames(String header, String forwardedFor, String why) {
    try (RawClient connection = RawClient.connect(gateway.address())) {
      byte[] sent = Octets.latin1(header.replace("⏎", "\r\n") + REQUEST);
      assertThat(asked(connection, sent).values("X-Forwarded-For")).containsExactly(forwardedFor);
      // Said once for the whole connection.
      assertThat(asked(connection, Octets.latin1(REQUEST)).values("X-Forwarded-For"))
          .containsExactly(forwardedFor);
    }
  }

  @Test
  void theHeaderMayComeInPieces() {
    try (RawClient connection = RawClient.connect(gateway.address())) {
      for (char c : FROM.toCharArray()) {
        connection.send(String.valueOf(c));
      }
      assertThat(asked(connection, Octets.latin1(REQUEST)).field("X-Real-IP"))
          .contains("192.0.2.1");
    }
  }

  @Test
  void theHeaderStandsBeforeTls() {
    int port = gateway.https().getPort();
    try (RawClient connection =
        RawClient.connect(
            gateway.https(), Octets.latin1(FROM), engine(client, "a.example", port))) {
      ReceivedRequest request = asked(connection, Octets.latin1(REQUEST));
      assertThat(request.field("X-Forwarded-Proto")).contains("https");
      assertThat(request.values("X-Forwarded-For")).containsExactly("192.0.2.1");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "PROXY TCP4 192.0.2.1 198.51.100.1 1 99999\r\n" + REQUEST,
        "PROXY nonsense\r\n" + REQUEST,
      })
  void aBalancerThatDoesNotIsCutOff(String sent) {
    int before = app.requests().size();
    try (RawClient connection = RawClient.connect(gateway.address())) {
      assertThat(connection.send(sent).receiveUntilEnd()).isZero();
    }
    assertThat(app.requests()).hasSize(before);
  }

  @Test
  void aHealthCheckMayJustLeave() {
    try (RawClient connection = RawClient.connect(gateway.address())) {
      connection.send("PROXY UNKNOWN\r\n").halfClose();
      assertThat(connection.receiveUntilEnd()).isZero();
    }
  }

  @Test
  void aStrangerIsNotBelieved() {
    try (RawClient connection = RawClient.connect(stranger.address())) {
      assertThat(connection.send(FROM + REQUEST).receive().status()).isEqualTo(400);
      connection.awaitEnd();
    }
    try (RawClient connection = RawClient.connect(stranger.https())) {
      assertThat(connection.send(FROM).receive().status()).isEqualTo(400);
      connection.awaitEnd();
    }
    try (RawClient connection = RawClient.connect(stranger.address())) {
      ReceivedRequest request = asked(connection, Octets.latin1(REQUEST));
      assertThat(request.values("X-Forwarded-For")).containsExactly("127.0.0.1");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "PROXY TCP4 192.0", "PROXY UNKNOWN\r\n"})
  void whoSaysTooLittleIsLetGo(String begin) throws Exception {
    Timeouts d = Timeouts.DEFAULT;
    Timeouts hasty = new Timeouts(Duration.ofMillis(300), d.idle(), d.stall(), d.shutdown());
    AddressRange here = new AddressRange(InetAddress.getByName("127.0.0.0"), 8);
    Setup setup =
        new Setup()
            .app(app, "/")
            .timeouts(hasty)
            .edge(
                new EdgeConfig(
                    List.of(), new EdgeConfig.Redirect.Off(), Optional.empty(), List.of(here)));
    try (GatewayUnderTest impatient = GatewayUnderTest.start(setup);
        RawClient connection = RawClient.connect(impatient.address())) {
      assertThat(connection.send(begin).receiveUntilEnd()).isZero();
    }
  }
}
