package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Handoff: delete-after}: a file goes once somebody has all of it, and not before. */
// proves file-responses: I18
class DeleteAfterTest {
  @TempDir Path folder;

  @Test
  void aWholeGetThatWasAcknowledgedDeletes() throws Exception {
    try (ScriptedApp app = app();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup().app(app, "/", "/_f/").internalWithDelete("/_f/", folder));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("once");
      Within.patience("the file is gone", () -> !Files.exists(folder.resolve("a.txt")));
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HEAD | x: y                  | 200
          GET  | Range: bytes=0-1      | 206
          GET  | If-Match: "other"     | 412
          GET  | If-None-Match: *      | 304
          """)
  void nothingElseDeletes(String method, String field, int status) throws Exception {
    try (ScriptedApp app = app();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup().app(app, "/", "/_f/").internalWithDelete("/_f/", folder));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send(method + " /x HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");
      var answer = method.equals("HEAD") ? client.receiveToHead() : client.receive();
      assertThat(answer.status()).isEqualTo(status);
      // A whole GET of a second file goes through the same worker, so the first had its time.
      Files.writeString(folder.resolve("b.txt"), "once");
      app.on("/b", Answer.of(200, "X-Accel-Redirect: /_f/b.txt", "Handoff: delete-after"));
      client.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      Within.patience("the second file is gone", () -> !Files.exists(folder.resolve("b.txt")));
      assertThat(folder.resolve("a.txt")).exists();
    }
  }

  @Test
  void aLocationThatDoesNotAllowItKeepsTheFile() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("b.txt"), "once");
    try (ScriptedApp app = app();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup()
                    .app(app, "/", "/_f/", "/_g/")
                    .internal("/_f/", folder)
                    .internalWithDelete("/_g/", other));
        RawClient client = RawClient.connect(gateway.address())) {
      app.on("/b", Answer.of(200, "X-Accel-Redirect: /_g/b.txt", "Handoff: delete-after"));
      assertThat(client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n").receive().text())
          .isEqualTo("once");
      client.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      Within.patience("the other file is gone", () -> !Files.exists(other.resolve("b.txt")));
      assertThat(folder.resolve("a.txt")).exists();
    }
  }

  private ScriptedApp app() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "once");
    return ScriptedApp.tcp()
        .always(Answer.of(200, "X-Accel-Redirect: /_f/a.txt", "Handoff: delete-after"));
  }
}
