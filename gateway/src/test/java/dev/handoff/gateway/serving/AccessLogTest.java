package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line a request, in both formats, that no client can forge. */
class AccessLogTest {
  @TempDir Path folder;

  @Test
  void combinedSaysWhatEveryLogReaderExpects() throws Exception {
    List<String> lines = lines(LogConfig.Format.COMBINED);
    assertThat(lines.get(0))
        .matches(
            "127\\.0\\.0\\.1 - - \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] "
                + "\"GET /dl\\?q=1 HTTP/1\\.1\" 200 4 \"-\" \"a\\\\x22b\\\\x5C\" .*");
    assertThat(lines.get(1)).contains("\"GET /no HTTP/1.1\" 404 ");
    assertThat(lines.get(2)).contains("\"\" 400 ");
  }

  @Test
  void jsonSaysWhoDecidedAndWhatWasDelivered() throws Exception {
    List<String> lines = lines(LogConfig.Format.JSON);
    assertThat(lines.get(0))
        .startsWith("{")
        .contains("\"status\":200")
        .contains("\"bytes\":4")
        .contains("\"app\":\"app0\"")
        .contains("\"handoff\":\"/_f/a.txt\"")
        .contains("\"outcome\":\"whole\"")
        .contains("\"user_agent\":\"a\\\"b\\\\\"");
    assertThat(lines.get(1)).contains("\"status\":404");
    assertThat(lines.get(2)).contains("\"status\":400").contains("\"note\":");
  }

  @Test
  void aLogThatWasRenamedAwayIsOpenedAnew() throws Exception {
    Path log = folder.resolve("access.log");
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "x"));
        GatewayUnderTest gateway = GatewayUnderTest.start(setup(app, log, LogConfig.Format.JSON));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      Within.patience("the first line", () -> read(log).size() == 1);
      Files.move(log, folder.resolve("access.log.1"));
      gateway.reopenLogs();
      client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      Within.patience("the second line", () -> read(log).size() == 1);
      assertThat(read(log).get(0)).contains("/2");
    }
  }

  private List<String> lines(LogConfig.Format format) throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("a.txt"), "file");
    Path log = folder.resolve("access.log");
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(setup(app, log, format).internal("/_f/", files));
        RawClient client = RawClient.connect(gateway.address())) {
      app.on("/dl?q=1", Answer.of(200, "X-Accel-Redirect: /_f/a.txt"));
      app.on("/no", Answer.of(404));
      client.send("GET /dl?q=1 HTTP/1.1\r\nHost: a\r\nUser-Agent: a\"b\\\r\n\r\n").receive();
      client.send("GET /no HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      client.send("nonsense\r\n\r\n").receive();
      Within.patience("three lines", () -> read(log).size() == 3);
      return read(log);
    }
  }

  private static Setup setup(ScriptedApp app, Path log, LogConfig.Format format) {
    return new Setup()
        .app(app, "/", "/_f/")
        .log(new LogConfig(new LogConfig.Access.ToFile(log), format));
  }

  private static List<String> read(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
