package dev.handoff.gateway.listen;

import static dev.handoff.gateway.wire.TestCertificates.engine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawClient.End;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.TestCertificates;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP over TLS, whichever library does the TLS. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class HttpsContract {
  private static final int BIG = 5_000_000;

  private final ScriptedApp app = ScriptedApp.tcp();
  private final byte[] content = new byte[BIG];
  private Path folder;
  private TestCertificates certificates;
  private SSLContext client;
  private GatewayUnderTest gateway;

  abstract GatewayUnderTest start(Setup setup);

  @BeforeAll
  void start(@TempDir Path given) throws IOException {
    folder = given;
    new Random(11).nextBytes(content);
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.write(files.resolve("big.bin"), content);
    Files.write(files.resolve("small.txt"), Octets.latin1("small"));
    certificates = new TestCertificates(folder);
    CertificateFiles first = certificates.files("first", "first.example", "127.0.0.1");
    CertificateFiles second =
        certificates.files(
            "second", builder -> builder.rsa2048(), "second.example", "*.wild.example");
    client = certificates.client();
    app.on("/get", Answer.text(200, "", "X-Accel-Redirect: /_files/big.bin"));
    app.on("/own", Answer.text(200, "the app's own"));
    app.on("/post", Answer.text(200, "taken"));
    gateway =
        start(
            new Setup()
                .open("/public/", files)
                .internal("/_files/", files)
                .app(app, "/", "/_files/")
                .https(first, second));
  }

  @AfterAll
  void stop() {
    gateway.close();
    app.close();
  }

  private RawClient connect(String host, String... protocols) {
    return RawClient.connect(
        gateway.https(), engine(client, host, gateway.https().getPort(), protocols));
  }

  private static String get(String path, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return "GET " + path + " HTTP/1.1\r\nHost: first.example\r\n" + more + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aBigFileArrivesOctetForOctet(String protocol) {
    try (RawClient connection = connect("first.example", protocol)) {
      RawResponse whole = connection.send(get("/public/big.bin")).receive();
      assertThat(whole.status()).isEqualTo(200);
      assertThat(whole.body()).isEqualTo(content);

      RawResponse handedOff = connection.send(get("/get", "Range: bytes=100000-")).receive();
      assertThat(handedOff.status()).isEqualTo(206);
      assertThat(handedOff.body()).isEqualTo(Arrays.copyOfRange(content, 100_000, BIG));
    }
  }

  @Test
  void severalRangesKeepTheirPlaces() {
    try (RawClient connection = connect("first.example")) {
      RawResponse parts =
          connection
              .send(get("/public/big.bin", "Range: bytes=0-0, 70000-140000, 4999999-"))
              .receive();
      assertThat(parts.status()).isEqualTo(206);
      assertThat(parts.text())
          .contains("bytes 0-0/5000000", "bytes 70000-140000/5000000", "bytes 4999999-4999999/")
          .contains(Octets.latin1(Arrays.copyOfRange(content, 70_000, 140_001)));
    }
  }

  @Test
  void aConnectionServesManyRequests() {
    try (RawClient connection = connect("first.example")) {
      connection.send(get("/public/small.txt") + get("/own") + get("/public/small.txt"));
      assertThat(connection.receive().text()).isEqualTo("small");
      assertThat(connection.receive().text()).isEqualTo("the app's own");
      assertThat(connection.receive().text()).isEqualTo("small");
    }
  }

  @Test
  void theAppLearnsThatTheClientIsSecure() {
    try (RawClient connection = connect("first.example")) {
      connection.send(
          "POST /post HTTP/1.1\r\nHost: first.example\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(connection.receive().text()).isEqualTo("taken");
    }
    ReceivedRequest request = app.requests().getLast();
    assertThat(request.text()).isEqualTo("hello");
    assertThat(request.field("X-Forwarded-Proto")).contains("https");
    assertThat(request.field("Forwarded").orElse("")).endsWith(";proto=https");
  }

  @ParameterizedTest(name = "{0} gets the certificate of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first.example     | first  | its own name
          second.example    | second | the other name
          SECOND.Example    | second | names know no case
          a.wild.example    | second | any first label
          a.b.wild.example  | first  | a star is one label
          wild.example      | first  | and not none
          unknown.example   | first  | a stranger gets the first
                            | first  | who says no name gets the first
          xn--bcher-kva.example | first | a name in Punycode
          """)
  void theNameChoosesTheCertificate(String name, String expected, String why)
      throws SSLPeerUnverifiedException {
    String host = name == null ? "" : name;
    SSLEngine engine = engine(client, host, gateway.https().getPort());
    var parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("");
    engine.setSSLParameters(parameters);
    try (RawClient connection = RawClient.connect(gateway.https(), engine)) {
      X509Certificate own = (X509Certificate) engine.getSession().getPeerCertificates()[0];
      assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=" + expected);
      assertThat(connection.send(get("/public/small.txt")).receive().text()).isEqualTo("small");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aSessionIsResumed(String protocol) {
    SSLContext fresh = certificates.client();
    long[] created = new long[2];
    for (int i = 0; i < 2; i++) {
      SSLEngine engine = engine(fresh, "first.example", gateway.https().getPort(), protocol);
      try (RawClient connection = RawClient.connect(gateway.https(), engine)) {
        // With TLS 1.3 the ticket comes behind the handshake, so something is read.
        assertThat(connection.send(get("/public/small.txt")).receive().text()).isEqualTo("small");
        created[i] = engine.getSession().getCreationTime();
      }
    }
    assertThat(created[1]).isEqualTo(created[0]);
  }

  @Test
  void aWholeAnswerEndsWithCloseNotify() {
    try (RawClient connection = connect("first.example")) {
      connection.send(get("/public/big.bin", "Connection: close"));
      assertThat(connection.receive().body()).hasSize(BIG);
      assertThat(connection.awaitEnd()).isEqualTo(End.CLOSED);
    }
  }

  @Test
  void aCutAnswerDoesNot() throws IOException {
    // Larger than what sockets hold, so that the file is cut before it is read to its end.
    Path file = folder.resolve("files/shrinks.bin");
    long size = 64L << 20;
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw");
        RawClient connection = connect("first.example")) {
      sparse.setLength(size);
      connection.send(get("/public/shrinks.bin", "Connection: close"));
      connection.receiveOctets(10_000);
      sparse.setLength(1000);
      assertThat(connection.receiveUntilEnd()).isLessThan(size);
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
    }
  }

  @Test
  void anAppThatBreaksOffIsPassedOnAsSuch() {
    app.on("/broken", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nall").close());
    try (RawClient connection = connect("first.example")) {
      connection.send(get("/broken"));
      assertThat(connection.receive().isComplete()).isFalse();
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
    }
  }

  @Test
  void aClientThatSaysGoodbyeIsLetGo() {
    try (RawClient connection = connect("first.example")) {
      connection.send(get("/public/small.txt")).receive();
      connection.halfClose();
      assertThat(connection.awaitEnd()).isEqualTo(End.CLOSED);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1⏎Host: a⏎⏎                      | plain HTTP
          GET / HTTP/1.1⏎Host: a⏎⏎GET / HTTP/1.1⏎⏎      | plain HTTP with something behind
          PROXY TCP4 192.0.2.1 192.0.2.2 1 2⏎           | a PROXY header from a stranger
          SSH-2.0-OpenSSH_9.2⏎                          | another protocol
          """)
  void plainTextIsToldAndClosed(String sent, String what) {
    int before = app.requests().size();
    try (RawClient connection = RawClient.connect(gateway.https())) {
      RawResponse answer = connection.send(sent.replace("⏎", "\r\n")).receive();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.field("Connection")).contains("close");
      connection.awaitEnd();
    }
    assertThat(app.requests()).hasSize(before);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "160301000400000000", // a handshake record without a client hello
        "16030100ff01000100fc0303", // a hello that is cut off, then the end
        "1603014100010000000000000000000000000000000000", // a record longer than allowed
        "160300ffff010000", // SSL 3.0
        "16", // hardly anything
      })
  void brokenHandshakesEnd(String hex) {
    try (RawClient connection = RawClient.connect(gateway.https())) {
      connection.send(HexFormat.of().parseHex(hex)).halfClose();
      assertThat(connection.receiveUntilEnd()).isLessThan(100);
    }
    try (RawClient other = connect("first.example")) {
      assertThat(other.send(get("/public/small.txt")).receive().text()).isEqualTo("small");
    }
  }
}
