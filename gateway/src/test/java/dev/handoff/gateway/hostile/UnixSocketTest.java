package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unix sockets on both sides: other channels, no ports, no RST, and the same answers. */
final class UnixSocketTest {
  private static final String GET = "GET /f HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir private Path folder;

  private GatewayUnderTest start(ScriptedApp app) throws Exception {
    Path files = Files.createDirectories(folder.resolve("files"));
    Files.writeString(files.resolve("letters.txt"), "abcdefghijklmnopqrstuvwxyz");
    try (RandomAccessFile large = new RandomAccessFile(files.resolve("large").toFile(), "rw")) {
      large.setLength(32 << 20);
    }
    return GatewayUnderTest.start(
        new Setup()
            .app(app, "/", "/_files/")
            .internal("/_files/", files)
            .listen(new ListenAddress.Unix(folder.resolve("gateway.sock"))));
  }

  @Test
  void deliversAndKeepsTheConnection() throws Exception {
    try (ScriptedApp app = ScriptedApp.unix(folder.resolve("app.sock"));
        GatewayUnderTest gateway = start(app);
        RawClient client = RawClient.connect(gateway.address())) {
      app.always(Answer.of(200, "X-Accel-Redirect: /_files/letters.txt"));
      assertThat(client.send(GET).receive().text()).startsWith("abc");
      assertThat(
              client.send(GET.replace("\r\n\r\n", "\r\nRange: bytes=1-2\r\n\r\n")).receive().text())
          .isEqualTo("bc");

      app.always(Answer.of(200, "X-Accel-Redirect: /_files/large"));
      assertThat(client.send(GET).receive().body()).hasSize(32 << 20);
      assertThat(app.connections()).isOne();
    }
  }

  @Test
  void refusesAndCloses() throws Exception {
    try (ScriptedApp app = ScriptedApp.unix(folder.resolve("app.sock"));
        GatewayUnderTest gateway = start(app);
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /f HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + GET);

      assertThat(client.receive().status()).isEqualTo(400);
      client.awaitEnd();
      assertThat(app.requests()).isEmpty();
    }
  }

  @Test
  void aFileThatShrinksCutsTheConnection() throws Exception {
    try (ScriptedApp app = ScriptedApp.unix(folder.resolve("app.sock"));
        GatewayUnderTest gateway = start(app);
        RawClient client = RawClient.connect(gateway.address())) {
      app.always(Answer.of(200, "X-Accel-Redirect: /_files/large"));
      client.send(GET).receiveOctets(15);
      Path large = folder.resolve("files/large");
      try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
        file.setLength(1);
      }
      assertThat(client.receiveUntilEnd()).isLessThan(32 << 20);
    }
  }
}
