package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CacheConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The open file behind a delivery: closed whatever the answer, and missed when it breaks off. */
// proves file-responses: F17 I17
final class SourceOfDeliveryTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private Path file;
  private ScriptedApp app;
  private GatewayUnderTest gateway;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("large.bin");
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.setLength(80L * MEGABYTE);
    }
    app = ScriptedApp.tcp().always(Answer.of(200, "X-Accel-Redirect: /_files/large.bin"));
    CacheConfig keepsNothing = new CacheConfig(0, Duration.ZERO, Duration.ZERO, 0, 0);
    gateway =
        GatewayUnderTest.start(
            new Setup().app(app, "/", "/_files/").internal("/_files/", folder).cache(keepsNothing));
  }

  @AfterEach
  void stop() {
    gateway.close();
    app.close();
  }

  @ParameterizedTest(name = "I17 {0} with {1} is {2}, and the file is closed")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HEAD | X-Y: z            | 200
          GET  | If-None-Match: *  | 304
          GET  | If-Match: "other" | 412
          GET  | Range: bytes=0-9  | 206
          GET  | Range: bytes=999999999- | 416
          """)
  void closesTheFile(String method, String field, int status) {
    Assumptions.assumeTrue(Files.isDirectory(OPEN_FILES), "needs Linux");
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send(method + " /x HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");
      var answer = method.equals("HEAD") ? client.receiveToHead() : client.receive();
      assertThat(answer.status()).isEqualTo(status);
      Within.patience("the file is closed", () -> !isOpen(file));
    }
  }

  @Test
  void closesTheFileOfAClientThatLeft() {
    Assumptions.assumeTrue(Files.isDirectory(OPEN_FILES), "needs Linux");
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n").receiveOctets(1000);
      Within.patience("the file is open", () -> isOpen(file));
    }
    Within.patience("the file is closed", () -> !isOpen(file));
  }

  @Test
  void aLaterPartThatIsGoneCutsTheConnection() throws IOException {
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send(
          "GET /x HTTP/1.1\r\nHost: a\r\nRange: bytes=0-31457279,62914560-73400319\r\n\r\n");
      client.receiveOctets("HTTP/1.1 206".length());
      try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
        content.setLength(50L * MEGABYTE);
      }
      // 30 MB of the first part are there; the second one has nothing left.
      assertThat(client.receiveUntilEnd()).as("F17").isBetween(30L * MEGABYTE, 31L * MEGABYTE);
    }
  }

  private static boolean isOpen(Path wanted) {
    try (Stream<Path> links = Files.list(OPEN_FILES)) {
      return links.anyMatch(link -> leadsTo(link, wanted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsTo(Path link, Path wanted) {
    try {
      return Files.readSymbolicLink(link).equals(wanted);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
