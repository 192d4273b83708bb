package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision trace goes to who shows the secret, and the secret goes nowhere. */
class ExplainTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void theSecretTurnsTheAnswerIntoItsTrace() throws Exception {
    try (ScriptedApp app = app();
        GatewayUnderTest gateway = gateway(app);
        RawClient client = RawClient.connect(gateway.address())) {
      RawResponse answer = ask(client, "GET", "Handoff-Explain: " + SECRET);
      assertThat(answer.field("Content-Type")).contains("application/vnd.handoff.trace+json");
      assertThat(answer.field("Cache-Control")).contains("no-store");
      assertThat(answer.text())
          .contains("\"request\":\"GET /x?y\"")
          .contains("answered 200")
          .contains("/_f/a.txt")
          .contains("Full 200")
          .contains("\"status\":200")
          .contains("Content-Length: 4")
          .contains("the default after a handoff");
      assertThat(app.onlyRequest().field("Handoff-Explain")).isEmpty();
      // The connection goes on with an ordinary request.
      assertThat(ask(client, "GET", "X: y").text()).isEqualTo("file");
    }
  }

  @Test
  void everyFieldHasItsOriginAndWhatIsKeptBackItsReason() throws Exception {
    try (ScriptedApp app = app();
        GatewayUnderTest gateway = gateway(app);
        RawClient client = RawClient.connect(gateway.address())) {
      app.always(
          Answer.of(
              200,
              "X-Accel-Redirect: /_f/a.txt",
              "Content-Disposition: attachment",
              "ETag: \"empty\"",
              "Keep-Alive: timeout=5",
              "Cache-Control: no-cache"));
      String fields = "Range: bytes=0-1\r\nX-Sendfile: /etc/passwd\r\nHandoff-Explain: " + SECRET;
      assertThat(ask(client, "GET", fields).text())
          .contains("not for the app: Range, X-Sendfile\"")
          .contains("granted to app app0")
          .containsPattern(
              "\"app\":\\{\"name\":\"app0\",\"status\":200,\"micros\":[0-9]+,\"reused\":false}")
          .contains(sent("Content-Disposition", "attachment", "app app0"))
          .contains(sent("Cache-Control", "no-cache", "from the app"))
          .contains(sent("Content-Range", "bytes 0-1/4", "the file"))
          .contains(sent("X-Content-Type-Options", "nosniff", "the gateway, for every file"))
          .contains(kept("X-Accel-Redirect", "for the gateway, never for a client"))
          .contains(kept("ETag", "the file decides"))
          .contains(kept("Keep-Alive", "about the connection it came over"));
    }
  }

  private static String sent(String name, String value, String from) {
    return "{\"name\":\"%s\",\"value\":\"%s\",\"from\":\"%s\"}".formatted(name, value, from);
  }

  private static String kept(String name, String why) {
    return "{\"name\":\"%s\",\"from\":\"app app0\",\"why\":\"%s\"}".formatted(name, why);
  }

  @Test
  void anAnswerToHeadCarriesItsTraceInAField() throws Exception {
    try (ScriptedApp app = app();
        GatewayUnderTest gateway = gateway(app);
        RawClient client = RawClient.connect(gateway.address())) {
      RawResponse answer =
          client
              .send("HEAD /x?y HTTP/1.1\r\nHost: a\r\nHandoff-Explain: " + SECRET + "\r\n\r\n")
              .receiveToHead();
      byte[] trace = Base64.getUrlDecoder().decode(answer.field("Handoff-Trace").orElseThrow());
      assertThat(new String(trace, StandardCharsets.UTF_8))
          .contains("\"request\":\"HEAD /x?y\"")
          .contains("\"status\":200");
      assertThat(ask(client, "GET", "X: y").text()).isEqualTo("file");
    }
  }

  @Test
  void aRefusalIsExplainedToo() throws Exception {
    try (ScriptedApp app = app();
        GatewayUnderTest gateway = gateway(app);
        RawClient client = RawClient.connect(gateway.address())) {
      app.always(Answer.of(200, "X-Accel-Redirect: /_f/100%.txt"));
      assertThat(ask(client, "GET", "Handoff-Explain: " + SECRET).text())
          .contains("malformed escape")
          .contains("octet 7")
          .contains("\"status\":502");
    }
  }

  @ParameterizedTest(name = "Handoff-Explain: {0}")
  @ValueSource(strings = {"wrong", "0123456789abcdef0123456789abcdeX", ""})
  void anyOtherSecretIsAsGoodAsNone(String secret) throws Exception {
    try (ScriptedApp app = app();
        GatewayUnderTest gateway = gateway(app);
        RawClient client = RawClient.connect(gateway.address())) {
      assertThat(ask(client, "GET", "Handoff-Explain: " + secret).text()).isEqualTo("file");
      assertThat(app.onlyRequest().field("Handoff-Explain")).isEmpty();
    }
  }

  private static RawResponse ask(RawClient client, String method, String field) {
    return client.send(method + " /x?y HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n").receive();
  }

  private GatewayUnderTest gateway(ScriptedApp app) {
    return GatewayUnderTest.start(
        new Setup().app(app, "/", "/_f/").internal("/_f/", folder).explain(SECRET));
  }

  private ScriptedApp app() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "file");
    return ScriptedApp.tcp().always(Answer.of(200, "X-Accel-Redirect: /_f/a.txt"));
  }
}
