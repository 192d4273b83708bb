package dev.handoff.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Throttle.PerKey;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rate holds back, and that nothing is lost by it. Shares are in {@code PaceTest}. */
// proves handoff-protocol: F2 F3
@TestInstance(Lifecycle.PER_CLASS)
final class PacingTest {
  private static final int KB = 1 << 10;
  private static final int SIZE = 160 * KB;
  private static final int SMALL = 20 * KB;
  private static final long RATE = 256 * KB;
  private static final long BURST = 64 * KB;

  /** All but the burst at that rate takes 375 ms. */
  private static final Duration LEAST = Duration.ofMillis(370);

  private Path folder;
  private ScriptedApp app;
  private GatewayUnderTest gateway;
  private byte[] content;
  private String text;

  @BeforeAll
  void start(@TempDir Path files) throws IOException {
    folder = files;
    content = new byte[SIZE];
    new Random(4).nextBytes(content);
    for (int i = 0; i < SIZE; i++) {
      content[i] = (byte) ('a' + (content[i] & 15));
    }
    text = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("large.txt"), content);
    Files.write(folder.resolve("small.txt"), Arrays.copyOf(content, SMALL));
    app = ScriptedApp.tcp();
    gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
  }

  @BeforeEach
  void forget() {
    app.forget();
  }

  @AfterAll
  void stop() {
    gateway.close();
    app.close();
  }

  private void limit(Throttle throttle) throws IOException {
    gateway.reload(
        new Setup()
            .app(app, "/", "/_files/")
            .internal("/_files/", folder)
            .open("/public/", folder)
            .throttle(throttle)
            .build());
  }

  private static Throttle client(long rateAfter) {
    return new Throttle(
        Throttles.rate(RATE, BURST),
        PerKey.UNLIMITED,
        PerKey.UNLIMITED,
        Optional.empty(),
        rateAfter,
        Throttle.Queue.DEFAULT,
        Optional.empty());
  }

  private RawResponse get(String target, String... fields) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      String all = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
      return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + all + "\r\n").receive();
    }
  }

  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /public/large.txt | a public file
          /handoff          | a file that was handed off
          /own              | an app's own answer
          /chunked          | one of unknown length, with trailers
          """)
  void everyAnswerIsHeldBackAndWhole(String target, String why) throws IOException {
    limit(client(0));
    app.on("/handoff", Answer.of(200, "X-Accel-Redirect: /_files/large.txt"));
    app.on("/own", Answer.text(200, text));
    app.on(
        "/chunked",
        Answer.raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(SIZE)
                + "\r\n"
                + text
                + "\r\n0\r\nX-Checked: yes\r\n\r\n"));
    long begin = System.nanoTime();
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.receive();
      assertThat(answer.text()).as(why).isEqualTo(text);
      assertThat(answer.isComplete()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("without its burst it takes that long")
          .isGreaterThan(LEAST);
      if (target.equals("/chunked")) {
        assertThat(new String(client.received(), java.nio.charset.StandardCharsets.ISO_8859_1))
            .endsWith("\r\n0\r\nX-Checked: yes\r\n\r\n");
      }
      // The connection goes on.
      client.send("GET /public/small.txt HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().body()).hasSize(SMALL);
    }
  }

  @Test
  void partsAreHeldBackAndWhole() throws IOException {
    limit(client(0));
    RawResponse answer = get("/public/large.txt", "Range: bytes=0-65535,80000-150000");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.text()).contains(text.substring(0, 65536), text.substring(80000, 150001));
  }

  @Test
  void zeroMeansThatNothingHoldsItBack() throws IOException {
    limit(
        new Throttle(
            Throttles.rate(Throttle.ByteRate.LEAST, Throttle.ByteRate.LEAST),
            PerKey.UNLIMITED,
            Throttles.rate(Throttle.ByteRate.LEAST, Throttle.ByteRate.LEAST),
            Optional.empty(),
            0,
            Throttle.Queue.DEFAULT,
            Optional.empty()));
    Path huge = folder.resolve("huge.bin");
    Files.write(huge, new byte[8 << 20]);
    app.on("/1", Answer.of(200, "X-Accel-Redirect: /_files/huge.bin", "X-Accel-Limit-Rate: 0"));
    app.on("/2", Answer.of(200, "X-Accel-Redirect: /_files/huge.bin", "Handoff: rate=0"));
    // At the rate it would take longer than anybody waits.
    assertThat(get("/1").body()).hasSize(8 << 20);
    assertThat(get("/2").body()).hasSize(8 << 20);
  }

  @Test
  void theFirstOctetsOfEachAnswerAreFree() throws IOException {
    limit(client(SIZE));
    app.on("/1", Answer.of(200, "X-Accel-Redirect: /_files/large.txt", "X-Accel-Limit-Rate: 1"));
    for (int i = 0; i < 3; i++) {
      assertThat(get("/1").text()).isEqualTo(text);
    }
  }

  @Test
  void rateAfterHoldsWithoutAnyOtherLimit() throws IOException {
    limit(
        new Throttle(
            PerKey.UNLIMITED,
            PerKey.UNLIMITED,
            PerKey.UNLIMITED,
            Optional.empty(),
            SIZE,
            Throttle.Queue.DEFAULT,
            Optional.empty()));
    app.on("/1", Answer.of(200, "X-Accel-Redirect: /_files/large.txt", "X-Accel-Limit-Rate: 1"));
    assertThat(get("/1").text()).isEqualTo(text);
  }

  @Test
  void aSubjectsRateHoldsItsFiles() throws IOException {
    limit(Throttles.subject(Throttles.rate(RATE, BURST)));
    app.on("/1", Answer.of(200, "X-Accel-Redirect: /_files/large.txt", "Handoff: subject=\"u42\""));
    long begin = System.nanoTime();
    assertThat(get("/1").text()).isEqualTo(text);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(LEAST);
  }

  @Test
  void aClientThatLeavesInTheMiddleLeavesNothingBehind() throws IOException {
    limit(client(0));
    app.on("/own", Answer.text(200, text));
    for (String target : new String[] {"/public/large.txt", "/own"}) {
      try (RawClient client = RawClient.connect(gateway.address())) {
        client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").receiveOctets(1000);
        client.reset();
      }
    }
    assertThat(get("/public/small.txt").body()).hasSize(SMALL);
  }
}
