package dev.handoff.gateway.listen;

import static dev.handoff.gateway.wire.TestCertificates.engine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CertificateFiles;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawClient.End;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.TestCertificates;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients over TLS that never finish are let go; each gateway is impatient in one respect. */
final class ImpatientTlsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Timeouts D = Timeouts.DEFAULT;

  @TempDir Path folder;
  private SSLContext client;
  private Setup setup;

  @BeforeEach
  void files() throws IOException {
    TestCertificates certificates = new TestCertificates(folder);
    client = certificates.client();
    CertificateFiles files = certificates.files("a", "a.example");
    CertificateFiles other = certificates.files("b", "b.example");
    try (RandomAccessFile sparse =
        new RandomAccessFile(folder.resolve("huge.bin").toFile(), "rw")) {
      sparse.setLength(256L << 20);
    }
    setup = new Setup().open("/", folder).https(files, other);
  }

  @ParameterizedTest(name = "a handshake that stops after {0}")
  @ValueSource(strings = {"", "16", "160301", "16030100ff010000fb0303"})
  void aHandshakeMustEnd(String hex) {
    try (GatewayUnderTest gateway =
            GatewayUnderTest.start(
                setup.timeouts(new Timeouts(SHORT, D.idle(), D.stall(), D.shutdown())));
        RawClient connection = RawClient.connect(gateway.https())) {
      connection.send(HexFormat.of().parseHex(hex));
      assertThat(connection.receiveUntilEnd()).isZero();
    }
  }

  @Test
  void anIdleConnectionIsClosedWithAGoodbye() {
    try (GatewayUnderTest gateway =
            GatewayUnderTest.start(
                setup.timeouts(new Timeouts(D.header(), SHORT, D.stall(), D.shutdown())));
        RawClient connection =
            RawClient.connect(
                gateway.https(), engine(client, "a.example", gateway.https().getPort()))) {
      connection.send("GET /nothing HTTP/1.1\r\nHost: a.example\r\n\r\n").receive();
      assertThat(connection.awaitEnd()).isEqualTo(End.CLOSED);
    }
  }

  @Test
  void aClientThatTakesNothingIsCutWithout() {
    try (GatewayUnderTest gateway =
            GatewayUnderTest.start(
                setup.timeouts(new Timeouts(D.header(), D.idle(), SHORT, D.shutdown())));
        RawClient connection =
            RawClient.connect(
                gateway.https(), engine(client, "a.example", gateway.https().getPort()))) {
      connection.send("GET /huge.bin HTTP/1.1\r\nHost: a.example\r\n\r\n");
      connection.receiveOctets(1000);
      Within.patience("the gateway to let go", () -> gateway.connections() == 0);
      assertThat(connection.receiveUntilEnd()).isLessThan(256L << 20);
      assertThat(connection.awaitEnd()).isEqualTo(End.RESET);
    }
  }

  @Test
  void aStopDropsWhoIsStillShakingHands() {
    GatewayUnderTest gateway = GatewayUnderTest.start(setup);
    try (RawClient connection = RawClient.connect(gateway.https())) {
      connection.send(HexFormat.of().parseHex("16030100ff01"));
      Within.patience("to be accepted", () -> gateway.connections() == 1);
      gateway.stop().toCompletableFuture().join();
      assertThat(connection.receiveUntilEnd()).isZero();
    }
  }
}
