package dev.handoff.gateway.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Request bodies stream to the app: nothing is spooled, nothing incomplete looks whole. */
class UploadTest {

  @Test
  void aBodyReachesTheAppWhileItIsStillBeingSent() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "thanks"));
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("POST /u HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabc");
      Within.patience("the first half", () -> seen(app).endsWith("abc"));
      client.send("def");
      assertThat(client.receive().text()).isEqualTo("thanks");
      assertThat(app.onlyRequest().text()).isEqualTo("abcdef");
    }
  }

  @Test
  void aChunkedBodyStaysChunkedAndKeepsItsTrailers() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "thanks"));
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send(
          "POST /u HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3;x=y\r\nabc\r\n0\r\nX-Sum: 1\r\nX-Accel-Mapping: /=/x/\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(200);
      ReceivedRequest request = app.onlyRequest();
      assertThat(request.text()).isEqualTo("abc");
      assertThat(request.trailers()).hasSize(1);
      assertThat(request.trailers().getFirst().name()).isEqualTo("X-Sum");
    }
  }

  @Test
  void expectationsReachTheAppAndItsContinueTheClient() {
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      app.atHead(
          "/u",
          Answer.nothing()
              .send("HTTP/1.1 100 Continue\r\n\r\n")
              .readBody()
              .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
      client.send(
          "POST /u HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      client.receiveOctets("HTTP/1.1 100 Continue\r\n\r\n".length());
      client.send("abc");
      assertThat(client.receive().status()).isEqualTo(200);
      assertThat(app.onlyRequest().field("Expect")).contains("100-continue");
    }
  }

  @Test
  void aBodyThatBreaksOffNeverLooksWholeToTheApp() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "thanks"));
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send(
          "POST /u HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz");
      assertThat(client.receive().status()).isEqualTo(400);
      Within.patience("the app's connection ends", () -> app.openConnections() == 0);
      assertThat(seen(app)).doesNotContain("0\r\n\r\n");
    }
  }

  @Test
  void tooMuchIsRefusedBeforeTheAppSeesIt() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "thanks"));
        GatewayUnderTest gateway = GatewayUnderTest.start(limited(app));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("POST /u HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(413);
      assertThat(app.requests()).isEmpty();
    }
  }

  @Test
  void tooMuchInChunksIsRefusedWhenItShows() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "thanks"));
        GatewayUnderTest gateway = GatewayUnderTest.start(limited(app));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("POST /u HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("6\r\nabcdef\r\n", "6\r\nabcdef\r\n");
      assertThat(client.receive().status()).isEqualTo(413);
      Within.patience("the app's connection ends", () -> app.openConnections() == 0);
    }
  }

  @Test
  void anEarlyAnswerEndsTheUploadCleanly() {
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      app.atHead("/u", Answer.of(403));
      client.send("POST /u HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\nabc");
      RawResponse answer = client.receive();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.field("Connection")).contains("close");
    }
  }

  private static Setup limited(ScriptedApp app) {
    return new Setup()
        .app(app, "/")
        .change(c ->
            new AppConfig(
                c.name(),
                c.address(),
                c.hosts(),
                c.paths(),
                c.mayDeliver(),
                c.stripPrefix(),
                c.conditionals(),
                c.accept(),
                c.handoffOn(),
                c.contentTypeFromApp(),
                c.announce(),
                c.frontKeys(),
                c.connections(),
                c.connectTimeout(),
                c.timeout(),
                OptionalLong.of(10),
                c.reuseMax()));
  }

  private static String seen(ScriptedApp app) {
    return app.connections() == 0 ? "" : new String(app.octets(0), ISO_8859_1);
  }
}
