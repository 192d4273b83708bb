package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
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
