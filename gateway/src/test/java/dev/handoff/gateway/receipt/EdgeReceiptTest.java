package dev.handoff.gateway.receipt;

import static dev.handoff.gateway.wire.TestCertificates.engine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Http2Client;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.TestCertificates;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receipts over TLS and HTTP/2: what waits for a window, or for TLS, is not delivered yet. */
class EdgeReceiptTest {
  private static final int LARGE = 3_000_000;
  private static final int CANCEL = 8;

  /** What a client of HTTP/2 takes before it says more (RFC 9113 §6.9.2). */
  private static final int WINDOW = 65_535;

  @TempDir static Path folder;
  private static ScriptedApp app;
  private static GatewayUnderTest gateway;
  private static SSLContext trusting;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("ten"), "0123456789");
    Files.writeString(folder.resolve("none"), "");
    try (RandomAccessFile content = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      content.setLength(LARGE);
    }
    TestCertificates certificates = new TestCertificates(folder);
    trusting = certificates.client();
    app = Posted.taking(ScriptedApp.tcp());
    gateway =
        GatewayUnderTest.start(
            new Setup()
                .app(app, "/", "/_f/")
                .internal("/_f/", folder)
                .https(certificates.files("first", "first.example"))
                .receipts(Posted.to(app, Optional.empty()))
                .metrics());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    app.close();
  }

  private static void handsOff(String name, String file) {
    app.on(
        "/" + name,
        Answer.of(
            200,
            List.of("X-Accel-Redirect: /_f/" + file, "Handoff: receipt=\"" + name + "\""),
            new byte[0]));
  }

  private static Map<String, Object> receipt(String name) {
    return Posted.one(app, "receipt", name);
  }

  private static RawClient overTls() {
    return RawClient.connect(
        gateway.https(), engine(trusting, "first.example", gateway.https().getPort()));
  }

  private static String get(String path, String field) {
    return "GET " + path + " HTTP/1.1\r\nHost: first.example\r\n" + field + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ten   | x: y                     | 10      | [0, 10]
          large | x: y                     | 3000000 | [0, 3000000]
          none  | x: y                     | 0       |
          large | Range: bytes=100-70099   | 70000   | [100, 70100]
          ten   | Range: bytes=0-0,4-5,9-9 | 4       | [0, 1], [4, 6], [9, 10]
          """)
  void whatTlsDeliveredIsFinished(String file, String field, long delivered, String intervals) {
    String name = "tls-" + file + delivered;
    handsOff(name, file);
    try (RawClient client = overTls()) {
      client.send(get("/" + name, field)).receive();
      assertThat(receipt(name))
          .containsEntry("outcome", "finished")
          .containsEntry("delivered", delivered)
          .extractingByKey("intervals")
          .hasToString("[" + (intervals == null ? "" : intervals) + "]");
    }
  }

  @Test
  void aClientOfTlsThatLeavesHasWhatItTookAtLeastAndNotAll() {
    handsOff("tls-left", "large");
    try (RawClient client = overTls()) {
      client.send(get("/tls-left", "Range: bytes=0-2999999")).receiveOctets(100_000);
      client.reset();
    }
    Map<String, Object> receipt = receipt("tls-left");
    assertThat(receipt).containsEntry("outcome", "partial").containsEntry("aborted_by", "client");
    long delivered = (Long) receipt.get("delivered");
    assertThat(receipt.get("intervals")).isEqualTo(List.of(List.of(0L, delivered)));
    // Heads and records take their part of what was acknowledged, never the other way round.
    assertThat(delivered).isBetween(90_000L, LARGE - 1L);
  }

  @Test
  void eachStreamOfAConnectionHasItsOwn() {
    handsOff("h2-large", "large");
    handsOff("h2-ten", "ten");
    handsOff("h2-none", "none");
    try (Http2Client client = Http2Client.connect(gateway.address())) {
      client.get(1, "/h2-large").get(3, "/h2-ten").get(5, "/h2-none");
      client.answer(1);
      client.answer(3);
      client.answer(5);
      assertThat(receipt("h2-large"))
          .containsEntry("outcome", "finished")
          .containsEntry("intervals", List.of(List.of(0L, (long) LARGE)));
      assertThat(receipt("h2-ten"))
          .containsEntry("outcome", "finished")
          .containsEntry("intervals", List.of(List.of(0L, 10L)));
      assertThat(receipt("h2-none"))
          .containsEntry("outcome", "finished")
          .containsEntry("intervals", List.of());
    }
  }

  @Test
  void whatWaitsForAWindowIsNotDelivered() {
    handsOff("h2-window", "large");
    try (Http2Client client = Http2Client.connect(gateway.address()).narrow()) {
      client.get(1, "/h2-window").content(1, WINDOW);
      // Its frame acknowledges everything that was read.
      client.reset(1, CANCEL);
      assertThat(receipt("h2-window"))
          .containsEntry("outcome", "partial")
          .containsEntry("aborted_by", "client")
          .containsEntry("delivered", (long) WINDOW)
          .containsEntry("intervals", List.of(List.of(0L, (long) WINDOW)));
    }
  }

  @Test
  void aStreamThatIsResetAtOnceHasNothing() {
    handsOff("h2-nothing", "large");
    try (Http2Client client = Http2Client.connect(gateway.address()).narrow()) {
      client.setting(4, 0).get(1, "/h2-nothing").head(1);
      client.reset(1, CANCEL);
      assertThat(receipt("h2-nothing"))
          .containsEntry("outcome", "aborted")
          .containsEntry("aborted_by", "client")
          .containsEntry("delivered", 0L)
          .containsEntry("intervals", List.of());
    }
  }

  @Test
  void aConnectionThatBreaksTellsOfAllItsStreams() {
    handsOff("h2-cut-one", "large");
    handsOff("h2-cut-two", "large");
    try (Http2Client client = Http2Client.connect(gateway.address()).narrow()) {
      client.get(1, "/h2-cut-one").get(3, "/h2-cut-two");
      client.head(1);
      client.head(3);
      client.cut();
    }
    for (String name : List.of("h2-cut-one", "h2-cut-two")) {
      assertThat(receipt(name))
          .containsEntry("aborted_by", "client")
          .satisfies(of -> assertThat((Long) of.get("delivered")).isBetween(0L, (long) WINDOW));
    }
  }
}
