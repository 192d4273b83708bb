package dev.handoff.gateway.deliver.store.connect;

import static dev.handoff.gateway.wire.Octets.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ScriptedApp;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores over TLS: only those that prove who they are. */
// proves handoff-protocol: I11
@ParameterizedClass(name = "JDK only: {0}")
@ValueSource(booleans = {false, true})
final class TlsTest {
  private static final Certificates OURS = new Certificates("Our CA");
  private static final Certificates OTHERS = new Certificates("Other CA");

  @Parameter boolean jdkOnly;
  @TempDir Path folder;
  private final ScriptedApp store = ScriptedApp.tcp().always(Answer.text(200, "secret"));
  private Client client;
  private TlsFront front;

  private Heard get(SSLContext server, String host, String... address) {
    return get(new TlsFront(store, server), host, address);
  }

  private Heard get(TlsFront tls, String host, String... address) {
    front = tls;
    client = new Client(1, jdkOnly);
    client.name(host, List.of(address));
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return client.get(rules().target("https://" + bracketed + ":" + tls.port() + "/"));
  }

  private Rules rules() {
    return Rules.open().with(trusting(OURS.pem(folder), Duration.ofSeconds(5)));
  }

  private static StoreAccess trusting(Path pem, Duration connect) {
    StoreAccess usual = Client.access(connect, Duration.ofSeconds(10));
    return new StoreAccess(
        usual.privateAddresses(),
        usual.family(),
        usual.send(),
        usual.receive(),
        Optional.of(pem),
        usual.connectTimeout(),
        usual.timeout(),
        usual.idleTimeout(),
        usual.idlePerLoop(),
        usual.maxConnections());
  }

  @AfterEach
  void close() {
    if (client != null) {
      client.close();
    }
    if (front != null) {
      front.close();
    }
    store.close();
  }

  @Test
  void boringSslIsThere() {
    assertThat(OpenSsl.isAvailable()).as(() -> "" + OpenSsl.unavailabilityCause()).isTrue();
  }

  @Test
  void aCertificateForTheNameIsAccepted() {
    Heard heard = get(OURS.server("store.test"), "store.test", "127.0.0.1");

    assertThat(heard.text()).isEqualTo("200 secret");
    assertThat(front.handshakes()).containsExactly("TLSv1.3 store.test http/1.1");
    assertThat(store.onlyRequest().field("Host")).contains("store.test:" + front.port());
  }

  @Test
  void aNameWithoutDotsIsSaidToo() {
    Heard heard = get(OURS.server("minio"), "minio", "127.0.0.1");

    assertThat(heard.text()).isEqualTo("200 secret");
    assertThat(front.handshakes()).containsExactly("TLSv1.3 minio http/1.1");
  }

  @Test
  void aFinalDotIsNeitherSaidNorCompared() {
    Heard heard = get(OURS.server("store.test"), "store.test.", "127.0.0.1");

    assertThat(heard.text()).isEqualTo("200 secret");
    assertThat(front.handshakes()).containsExactly("TLSv1.3 store.test http/1.1");
  }

  @Test
  void aCertificateForTheAddressIsAccepted() {
    Heard heard = get(OURS.server("127.0.0.1"), "127.0.0.1");

    assertThat(heard.text()).isEqualTo("200 secret");
    assertThat(front.handshakes()).containsExactly("TLSv1.3 - http/1.1");
  }

  @Test
  void oneForTheNameIsNotForTheAddress() {
    refuses(get(OURS.server("store.test"), "127.0.0.1"), "is not for this host");
  }

  @Test
  void oneForAnotherNameIsRefused() {
    refuses(
        get(OURS.server("other.test"), "store.test", "127.0.0.1"),
        "its certificate is not for this host");
  }

  @Test
  void anExpiredOneIsRefused() {
    refuses(
        get(OURS.expired("store.test"), "store.test", "127.0.0.1"),
        "its certificate has expired; renew it there");
  }

  @Test
  void oneThatIsNotValidYetIsRefused() {
    refuses(
        get(OURS.notYetValid("store.test"), "store.test", "127.0.0.1"),
        "its certificate is not valid yet");
  }

  @Test
  void oneOfAnUnknownAuthorityIsRefused() {
    refuses(
        get(OTHERS.server("store.test"), "store.test", "127.0.0.1"),
        "an authority that is not trusted here; name a PEM file with that authority in ca:");
  }

  @Test
  void withoutAFileTheSystemsAuthoritiesCount() {
    front = new TlsFront(store, OURS.server("store.test"));
    client = new Client(1, jdkOnly).name("store.test", List.of("127.0.0.1"));

    Heard heard = client.get(Rules.open().target("https://store.test:" + front.port() + "/"));

    refuses(heard, "name a PEM file with that authority in ca:");
  }

  @Test
  void olderProtocolsAreRefused() {
    Heard heard =
        get(
            new TlsFront(store, OURS.server("store.test")).protocols("TLSv1.1"),
            "store.test",
            "127.0.0.1");

    refuses(heard, "");
  }

  @Test
  void version12Works() {
    Heard heard =
        get(
            new TlsFront(store, OURS.server("store.test")).protocols("TLSv1.2"),
            "store.test",
            "127.0.0.1");

    assertThat(heard.text()).isEqualTo("200 secret");
    assertThat(front.handshakes()).containsExactly("TLSv1.2 store.test http/1.1");
  }

  private void refuses(Heard heard, String why) {
    assertThat(heard.failure().status()).isEqualTo(502);
    assertThat(heard.failure().reason()).startsWith("no TLS with https://").contains(why);
    assertThat(store.requests()).isEmpty();
  }

  @Test
  void plainHttpIsNoTls() throws IOException {
    client = new Client(1, jdkOnly);
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = plain.accept()) {
              socket.getOutputStream().write(latin1("HTTP/1.1 400 Bad Request\r\n\r\n"));
              socket.getInputStream().readAllBytes();
            } catch (IOException e) {
              // The test looks at the client.
            }
          });

      refuses(
          client.get(rules().target("https://127.0.0.1:" + plain.getLocalPort() + "/")),
          "it does not speak TLS on this port");
    }
  }

  @Test
  void silenceInTheHandshakeIs504() throws IOException {
    client = new Client(1, jdkOnly);
    try (var silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Rules hasty = Rules.open().with(trusting(OURS.pem(folder), Duration.ofMillis(300)));

      Heard heard = client.get(hasty.target("https://127.0.0.1:" + silent.getLocalPort() + "/"));

      assertThat(heard.text())
          .isEqualTo(
              "failed: 504 the TLS handshake with https://127.0.0.1:"
                  + silent.getLocalPort()
                  + " timed out");
    }
  }

  @Test
  void aPemFileWithoutCertificatesIsSaid() throws IOException {
    client = new Client(1, jdkOnly);
    front = new TlsFront(store, OURS.server("127.0.0.1"));
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
    Rules rules = Rules.open().with(trusting(empty, Duration.ofSeconds(5)));
    String url = "https://127.0.0.1:" + front.port() + "/";

    refuses(client.get(rules.target(url)), "ca: no certificate can be read from");
    Files.copy(OURS.pem(folder), empty, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(client.get(rules.target(url)).text()).isEqualTo("200 secret");
  }

  @Test
  void connectionsAreKeptAndSessionsResumed() {
    store.on("/close", Answer.of(200, "Connection: close"));
    get(OURS.server("store.test"), "store.test", "127.0.0.1");
    String url = "https://store.test:" + front.port();
    Rules rules = Rules.open().with(trusting(OURS.pem(folder), Duration.ofSeconds(5)));

    client.get(rules.target(url + "/"));
    client.get(rules.target(url + "/close"));
    client.get(rules.target(url + "/"));

    assertThat(front.handshakes()).hasSize(3);
    assertThat(front.sessions().get(1)).isEqualTo(front.sessions().get(2));
  }

  @Test
  void largeAnswersComeWhole() {
    byte[] large = new byte[3 << 20];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 >> 3);
    }
    store.always(Answer.of(200, List.of(), large));

    Heard heard = get(OURS.server("store.test"), "store.test", "127.0.0.1");

    assertThat(heard.body()).isEqualTo(large);
  }

  @Test
  void anAnswerMayEndWithTheConnectionsRightEnd() {
    store.always(Answer.raw("HTTP/1.1 200 OK\r\n\r\nabc").close());

    assertThat(get(OURS.server("store.test"), "store.test", "127.0.0.1").text())
        .isEqualTo("200 abc");
  }

  @Test
  void withoutCloseNotifyItIsCut() {
    store.always(Answer.raw("HTTP/1.1 200 OK\r\n\r\nabc").close());

    Heard heard =
        get(new TlsFront(store, OURS.server("store.test")).rude(), "store.test", "127.0.0.1");

    assertThat(heard.text()).startsWith("200 abcfailed: 502 ");
  }

  @Test
  void everyAddressIsTried() {
    assertThat(
            get(OURS.server("store.test"), "store.test", "127.0.0.2", "127.0.0.3", "127.0.0.1")
                .text())
        .isEqualTo("200 secret");
  }
}
