package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.Gateway;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a balancer hears from start to stop, and that nobody hears it elsewhere. */
class ReadinessTest {
  @TempDir Path folder;

  @Test
  void aGatewayThatStopsIsAliveButNotReady() {
    CountDownLatch decided = new CountDownLatch(1);
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/").metrics());
        RawClient client = RawClient.connect(gateway.address())) {
      app.on("/slow", Answer.nothing().await(decided).send("HTTP/1.1 204 No Content\r\n\r\n"));
      SocketAddress metrics = gateway.metricsAddress();
      assertThat(Scrape.get(metrics, "/ready").status()).isEqualTo(200);

      client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      app.awaitRequests(1);
      assertThat(Scrape.of(metrics).sum("handoff_requests_running")).isEqualTo(1);
      CompletionStage<Void> stopped = gateway.stop();

      Within.patience("not ready", () -> Scrape.get(metrics, "/ready").status() == 503);
      assertThat(Scrape.get(metrics, "/ready").text()).isEqualTo("stopping\n");
      assertThat(Scrape.get(metrics, "/health").text()).isEqualTo("alive\n");
      decided.countDown();
      assertThat(client.receive().status()).isEqualTo(204);
      stopped.toCompletableFuture().join();
      assertThatThrownBy(() -> RawClient.connect(metrics)).hasMessageContaining("connect");
    }
  }

  @Test
  void clientsOfAPublicListenerHearNothingOfIt() {
    try (GatewayUnderTest gateway =
        GatewayUnderTest.start(new Setup().open("/static/", folder).metrics())) {
      for (String target : new String[] {"/metrics", "/health", "/ready"}) {
        assertThat(Scrape.get(gateway.address(), target).status()).as(target).isEqualTo(404);
      }
    }
  }

  @Test
  void reloadsTurnItOnAndOff() throws IOException {
    GatewayConfig off = new Setup().open("/static/", folder).build();
    GatewayConfig on = new Setup().open("/static/", folder).metrics().build();
    try (GatewayUnderTest gateway = GatewayUnderTest.start(off)) {
      assertThatThrownBy(gateway::metricsAddress).isInstanceOf(NoSuchElementException.class);
      gateway.reload(on);
      SocketAddress metrics = gateway.metricsAddress();
      Scrape.get(gateway.address(), "/none");
      Within.patience("one request", () -> Scrape.of(metrics).sum("handoff_requests_total") == 1);
      gateway.reload(on);
      assertThat(gateway.metricsAddress()).isEqualTo(metrics);
      assertThat(Scrape.of(metrics).sum("handoff_requests_total")).isEqualTo(1);
      gateway.reload(off);
      assertThatThrownBy(gateway::metricsAddress).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void anAddressThatIsTakenIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ListenAddress address = new ListenAddress.Tcp("127.0.0.1", taken.getLocalPort());
      GatewayConfig config = new Setup().open("/static/", folder).metrics(address).build();
      assertThatThrownBy(() -> Gateway.start(config))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }
}
