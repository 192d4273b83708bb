package dev.handoff.gateway.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.config.ListenAddress;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload drops no delivery, and a stop lets running ones finish. */
class LifecycleTest {
  @TempDir Path folder;

  @Test
  void aReloadServesNewRequestsByTheNewConfigurationAndKeepsTheConnection() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.writeString(first.resolve("a.txt"), "first");
    Files.writeString(second.resolve("a.txt"), "second");
    try (GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().open("/s/", first));
        RawClient client = RawClient.connect(gateway.address())) {
      assertThat(get(client, "/s/a.txt").text()).isEqualTo("first");
      var listener = gateway.address();
      gateway.reload(new Setup().open("/s/", second).build());
      assertThat(gateway.address()).as("the listener stays").isEqualTo(listener);
      assertThat(get(client, "/s/a.txt").text()).isEqualTo("second");
    }
  }

  @Test
  void aReloadDropsNoDeliveryThatRuns() throws Exception {
    byte[] content = new byte[16 << 20];
    Files.write(folder.resolve("big.bin"), content);
    Path other = Files.createDirectory(folder.resolve("other"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().open("/s/", folder));
        RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /s/big.bin HTTP/1.1\r\nHost: a\r\n\r\n");
      client.receiveOctets("HTTP/1.1 200".length());
      gateway.reload(new Setup().open("/t/", other).build());
      Within.patience(
          "all of the content",
          () -> {
            client.receiveOctets(1 << 20);
            return client.received().length > content.length;
          });
      client.receiveOctets(content.length + headLength(client) - client.received().length);
      assertThat(get(client, "/s/big.bin").status()).as("by the new configuration").isEqualTo(404);
    }
  }

  private static int headLength(RawClient client) {
    return new String(client.received(), 0, 2000, ISO_8859_1).indexOf("\r\n\r\n") + 4;
  }

  @Test
  void aReloadThatCannotWorkChangesNothing() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "still here");
    try (GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().open("/s/", folder));
        RawClient client = RawClient.connect(gateway.address())) {
      assertThatThrownBy(
              () -> gateway.reload(new Setup().open("/s/", folder.resolve("missing")).build()))
          .isInstanceOf(IOException.class);
      assertThat(get(client, "/s/a.txt").text()).isEqualTo("still here");
    }
  }

  @Test
  void anAddressInUseIsNamedWithAHint() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Setup setup =
          new Setup()
              .open("/s/", folder)
              .listen(new ListenAddress.Tcp("127.0.0.1", taken.getLocalPort()));
      assertThatThrownBy(() -> GatewayUnderTest.start(setup))
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("another program");
    }
  }

  @Test
  void aStopClosesIdleConnectionsAtOnceAndLetsARunningExchangeFinish() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScriptedApp app = ScriptedApp.tcp()) {
      app.always(
          Answer.nothing()
              .send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab")
              .await(goOn)
              .send("cd"));
      GatewayUnderTest gateway =
          GatewayUnderTest.start(new Setup().app(app, "/").open("/s/", folder));
      try (RawClient idle = RawClient.connect(gateway.address());
          RawClient busy = RawClient.connect(gateway.address())) {
        assertThat(get(idle, "/s/missing").status()).isEqualTo(404);
        busy.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        app.awaitRequests(1);
        var stopped = gateway.stop().toCompletableFuture();
        idle.awaitEnd();
        assertThat(stopped).isNotDone();
        goOn.countDown();
        assertThat(busy.receive().text()).isEqualTo("abcd");
        busy.awaitEnd();
        stopped.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aStopCutsWhatIsLeftWhenItsTimeIsUp() throws Exception {
    Timeouts d = Timeouts.DEFAULT;
    Timeouts hurried = new Timeouts(d.header(), d.idle(), d.stall(), Duration.ofMillis(100));
    try (ScriptedApp app = ScriptedApp.tcp()) {
      app.always(Answer.nothing().hang());
      GatewayUnderTest gateway =
          GatewayUnderTest.start(new Setup().app(app, "/").timeouts(hurried));
      try (RawClient client = RawClient.connect(gateway.address())) {
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
        app.awaitRequests(1);
        gateway.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
        client.receiveUntilEnd();
      }
    }
  }

  private static RawResponse get(RawClient client, String target) {
    return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").receive();
  }
}
