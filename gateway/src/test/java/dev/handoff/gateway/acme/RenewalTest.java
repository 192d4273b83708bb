package dev.handoff.gateway.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AcmeConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates by ACME (RFC 8555), from an authority that follows a script. */
class RenewalTest {
  private static final List<String> HOSTS = List.of("files.example.test", "www.example.test");

  @TempDir static Path shared;
  @TempDir Path folder;
  private static ScriptedApp app;
  private static GatewayUnderTest gateway;
  private static ScriptedAuthority authority;
  private static AcmeConfig ofGateway;

  @BeforeAll
  static void start() throws Exception {
    app = ScriptedApp.tcp().always(Answer.text(200, "the app's own"));
    gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
    int port = ((InetSocketAddress) gateway.address()).getPort();
    authority = new ScriptedAuthority(port);
    ofGateway = config(authority, shared, HOSTS);
    gateway.reload(new Setup().app(app, "/").acme(ofGateway).build());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    authority.close();
    app.close();
  }

  private static AcmeConfig config(ScriptedAuthority from, Path state, List<String> hosts) {
    return new AcmeConfig(from.directory(), "ops@example.test", hosts, state, Duration.ofDays(30));
  }

  private static X509Certificate certificate(AcmeConfig config) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(config.certificate())));
  }

  private static List<String> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> (String) name.get(1))
        .toList();
  }

  private static boolean isIssued() {
    return new StoredCertificate(ofGateway).due().isAfter(Instant.now());
  }

  @Test
  void aRunningGatewayHasItsCertificateAfterAMoment() throws Exception {
    Within.patience("a certificate of the authority", RenewalTest::isIssued);
    X509Certificate certificate = certificate(ofGateway);
    certificate.verify(authority.root().getPublicKey());
    assertThat(names(certificate)).containsExactlyInAnyOrderElementsOf(HOSTS);
    assertThat(Files.readString(ofGateway.certificate()))
        .as("with the authority's own certificate behind it")
        .containsSubsequence("BEGIN CERTIFICATE", "BEGIN CERTIFICATE");
  }

  @Test
  void theListenerShowsTheCertificateOnceItIsThere() throws Exception {
    SSLContext anyone = SSLContext.getInstance("TLS");
    anyone.init(null, new TrustManager[] {new TrustsAll()}, null);
    Within.patience(
        "a handshake with the authority's certificate",
        () -> {
          try (SSLSocket socket = (SSLSocket) anyone.getSocketFactory().createSocket()) {
            socket.connect(gateway.https());
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown
                .getIssuerX500Principal()
                .equals(authority.root().getSubjectX500Principal());
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  /** The test itself looks at what is shown. */
  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void keysAreForTheGatewayAloneAndFitTheirCertificate() throws Exception {
    Within.patience("a certificate of the authority", RenewalTest::isIssued);
    for (Path secret : List.of(ofGateway.key(), ofGateway.accountKey())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    byte[] octets = {1, 2, 3};
    Signature sign = Signature.getInstance("SHA256withECDSA");
    sign.initSign(key(ofGateway.key()));
    sign.update(octets);
    byte[] signature = sign.sign();
    sign.initVerify(certificate(ofGateway));
    sign.update(octets);
    assertThat(sign.verify(signature)).isTrue();
  }

  private static PrivateKey key(Path pem) throws Exception {
    String text = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
  }

  @Test
  void beforeTheFirstCertificateThereIsOneThatNobodyVouchesFor() throws Exception {
    AcmeConfig config = config(authority, folder, HOSTS);
    Renewals.prepare(List.of(config));
    X509Certificate own = certificate(config);
    assertThat(own.getIssuerX500Principal()).isEqualTo(own.getSubjectX500Principal());
    assertThat(new StoredCertificate(config).due())
        .as("it is replaced at once")
        .isEqualTo(Instant.MIN);
  }

  @ParameterizedTest(name = "{0} days before its end: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          89 | kept     | new
          31 | kept     | a month and a day are enough
          29 | replaced | a month is for trouble with the authority
          -1 | replaced | the gateway was off for a while
          """)
  void aCertificateIsReplacedAMonthBeforeItsEnd(int days, String what, String why)
      throws Exception {
    try (Alone alone = new Alone()) {
      alone.turn(Instant.now());
      X509Certificate first = certificate(alone.config);
      alone.turn(first.getNotAfter().toInstant().minus(Duration.ofDays(days)));
      assertThat(alone.authority.orders()).as(why).isEqualTo(what.equals("kept") ? 1 : 2);
      assertThat(certificate(alone.config).equals(first)).isEqualTo(what.equals("kept"));
    }
  }

  @Test
  void otherNamesNeedAnotherCertificate() throws Exception {
    try (Alone alone = new Alone()) {
      alone.turn(Instant.now());
      alone.config =
          config(alone.authority, folder, List.of(HOSTS.getFirst(), "third.example.test"));
      alone.turn(Instant.now());
      assertThat(names(certificate(alone.config)))
          .containsExactlyInAnyOrder(HOSTS.getFirst(), "third.example.test");
    }
  }

  @Test
  void oneAccountIsEnough() throws Exception {
    try (Alone alone = new Alone()) {
      alone.turn(Instant.now());
      String account = Files.readString(alone.config.accountKey());
      alone.turn(Instant.now().plus(Duration.ofDays(80)));
      assertThat(Files.readString(alone.config.accountKey())).isEqualTo(account);
    }
  }

  @Test
  void aRefusalKeepsTheOldCertificateAndIsTriedAgainLaterAndLater() throws Exception {
    try (Alone alone = new Alone()) {
      alone.turn(Instant.now());
      byte[] before = Files.readAllBytes(alone.config.certificate());
      alone.authority.refuse();
      Renewal renewal = alone.renewal(Instant.now().plus(Duration.ofDays(80)));
      assertThat(List.of(renewal.turn(), renewal.turn(), renewal.turn()))
          .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(4), Duration.ofMinutes(16));
      for (int i = 0; i < 10; i++) {
        renewal.turn();
      }
      assertThat(renewal.turn()).as("but never given up").isEqualTo(Duration.ofHours(6));
      assertThat(Files.readAllBytes(alone.config.certificate())).isEqualTo(before);
    }
  }

  @Test
  void aNameThatIsNotOursIsNotCertified() throws Exception {
    try (Alone alone = new Alone()) {
      alone.app.always(Answer.text(200, "somebody else's web server"));
      assertThat(alone.turn(Instant.now())).isEqualTo(Duration.ofMinutes(1));
      assertThat(Files.exists(alone.config.certificate())).isFalse();
      assertThat(alone.challenges.isIdle()).as("nothing is left to be asked for").isTrue();
    }
  }

  @Test
  void anAuthorityThatIsNotThereIsNoMoreThanALogLine() throws Exception {
    Alone alone = new Alone();
    alone.close();
    assertThat(alone.turn(Instant.now())).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/.well-known/acme-challenge/unknown",
        "/.well-known/acme-challenge/",
        "/.well-known/acme-challenge/../x"
      })
  void whatNoAuthorityAsksForIsTheAppsBusiness(String target) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      RawResponse answer = client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      assertThat(answer.text()).isEqualTo("the app's own");
    }
  }

  /** A renewal without a gateway, whose clock the test sets. */
  private final class Alone implements AutoCloseable {
    final Challenges challenges = new Challenges();
    final ScriptedApp app = ScriptedApp.tcp();
    final ScriptedAuthority authority = new ScriptedAuthority(app.port());
    AcmeConfig config = config(authority, folder, HOSTS);

    Alone() throws Exception {
      app.always(request ->
          challenges
              .answer(request.target().substring("/.well-known/acme-challenge/".length()))
              .map(answer -> Answer.text(200, answer))
              .orElse(Answer.text(404, "no such token")));
    }

    Renewal renewal(Instant now) {
      return new Renewal(config, challenges, () -> now);
    }

    Duration turn(Instant now) throws InterruptedException {
      return renewal(now).turn();
    }

    @Override
    public void close() {
      authority.close();
      app.close();
    }
  }
}
