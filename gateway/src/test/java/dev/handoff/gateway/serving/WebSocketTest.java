package dev.handoff.gateway.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A tunnel opens when the client asked for a WebSocket and the app agreed, and not otherwise. */
class WebSocketTest {
  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Key: x\r\n\r\n";
  private static final String AGREED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Accept: y\r\nX-Accel-Redirect: /_f/a\r\n\r\n";

  @Test
  void octetsCrossBothWays() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      app.always(
          Answer.nothing().send(AGREED + "\u0081\u0002<>").await(goOn).send("<bye>").close());
      client.send(UPGRADE);
      Within.patience("the first frame", () -> endsWith(client, "<>"));
      assertThat(latin1(client))
          .startsWith("HTTP/1.1 101 ")
          .contains("Upgrade: websocket")
          .contains("Sec-WebSocket-Accept: y")
          .doesNotContain("X-Accel");
      assertThat(app.onlyRequest().field("Upgrade")).contains("websocket");
      client.send("\u0081\u0003abc");
      goOn.countDown();
      Within.patience("the last frame", () -> endsWith(client, "<bye>"));
      client.awaitEnd();
    }
  }

  @Test
  void an101NobodyAskedForIs502() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.raw(AGREED));
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /ws HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(502);
    }
  }

  @Test
  void anUpgradeToAnythingElseIsNotPassedOn() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "plain"));
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send(
          "GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
              + "Upgrade: h2c\r\nHTTP2-Settings: AAA\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("plain");
      assertThat(app.onlyRequest().field("Upgrade")).isEmpty();
      assertThat(app.onlyRequest().field("HTTP2-Settings")).isEmpty();
      assertThat(app.onlyRequest().field("Connection")).isEmpty();
    }
  }

  private static boolean endsWith(RawClient client, String text) {
    client.receiveOctets(1);
    return latin1(client).endsWith(text);
  }

  private static String latin1(RawClient client) {
    return new String(client.received(), ISO_8859_1);
  }
}
