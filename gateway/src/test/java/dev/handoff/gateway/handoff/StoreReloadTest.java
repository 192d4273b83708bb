package dev.handoff.gateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reload means for connections to stores. */
final class StoreReloadTest {
  private ScriptedApp app;
  private ScriptedApp store;

  @BeforeEach
  void start() {
    app = ScriptedApp.tcp().always(Answer.of(200, "X-Accel-Redirect: /_store/a"));
    store = ScriptedApp.tcp().always(Answer.text(200, "stored"));
  }

  @AfterEach
  void stop() {
    app.close();
    store.close();
  }

  private Setup setup(String base) {
    return new Setup()
        .app(app, "/", "/_store/")
        .http("/_store/", "http://127.0.0.1:" + store.port() + base);
  }

  private static String get(RawClient client) {
    return client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").receive().text();
  }

  @Test
  void anUnchangedLocationKeepsItsConnections() throws Exception {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup("/b/"));
        RawClient client = RawClient.connect(gateway.address())) {
      assertThat(get(client)).isEqualTo("stored");
      gateway.reload(setup("/b/").http("/_other/", "http://127.0.0.1:1/").build());
      assertThat(get(client)).isEqualTo("stored");
      assertThat(store.connections()).isEqualTo(1);
    }
    assertThat(store.openConnections()).isLessThanOrEqualTo(1);
  }

  @Test
  void aLocationThatIsGoneLetsGo() throws Exception {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup("/b/"));
        RawClient client = RawClient.connect(gateway.address())) {
      assertThat(get(client)).isEqualTo("stored");
      gateway.reload(new Setup().app(app, "/").build());
      Within.patience("the connection is closed", () -> store.openConnections() == 0);
    }
  }

  @Test
  void aRunningDeliveryEndsBeforeItsConnectionDoes() throws Exception {
    CountDownLatch reloaded = new CountDownLatch(1);
    store.always(
        Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf ")
            .await(reloaded)
            .send("whole"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup("/b/"));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      store.awaitRequests(1);
      gateway.reload(new Setup().app(app, "/").build());
      reloaded.countDown();
      assertThat(client.receive().text()).isEqualTo("half whole");
      Within.patience("the connection is closed", () -> store.openConnections() == 0);
    }
  }

  @Test
  void aStoppedGatewayLeavesNoConnection() {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup("/b/"));
        RawClient client = RawClient.connect(gateway.address())) {
      assertThat(get(client)).isEqualTo("stored");
    }
    Within.patience("the connection is closed", () -> store.openConnections() == 0);
  }
}
