package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AppAddress;
import dev.handoff.gateway.config.AppConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps that are down, slow, full or gone: a clear status, nothing of the app in it. */
class AppTroubleTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir Path folder;

  @Test
  void anAppThatIsNotThereIs502() throws Exception {
    // Bound but not listening: nobody else can come to listen there.
    try (Socket bound = new Socket();
        ScriptedApp app = ScriptedApp.tcp()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      AppAddress nobody = new AppAddress.Tcp("127.0.0.1", bound.getLocalPort());
      Setup setup = new Setup().app(app, "/").change(c -> with(c, nobody, 256, 10));
      try (GatewayUnderTest gateway = GatewayUnderTest.start(setup);
          RawClient client = RawClient.connect(gateway.address())) {
        RawResponse answer = client.send(GET).receive();
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).doesNotContain("127.0.0.1").doesNotContain("app0");
        assertThat(answer.field("Cache-Control")).contains("no-store");
      }
    }
  }

  @Test
  void anAppOnAUnixSocketIsAskedLikeAnyOther() {
    try (ScriptedApp app = ScriptedApp.unix(folder.resolve("app.sock"));
        GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"));
        RawClient client = RawClient.connect(gateway.address())) {
      app.always(Answer.text(200, "through a socket file"));
      assertThat(client.send(GET).receive().text()).isEqualTo("through a socket file");
      assertThat(client.send(GET).receive().text()).isEqualTo("through a socket file");
      assertThat(app.connections()).as("kept").isEqualTo(1);
    }
  }

  @Test
  void anAppThatNeverAnswersIs504() {
    try (ScriptedApp app = ScriptedApp.tcp().always(Answer.nothing().hang());
        GatewayUnderTest gateway = GatewayUnderTest.start(hurried(app, 256, 10));
        RawClient client = RawClient.connect(gateway.address())) {
      assertThat(client.send(GET).receive().status()).isEqualTo(504);
    }
  }

  @Test
  void anAppThatStopsInMidBodyCutsTheClientOff() {
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(hurried(app, 256, 10))) {
      app.always(Answer.nothing().send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").hang());
      // On a busy machine even the app's first word may come too late; then it is asked again.
      Within.patience("an answer that began in time and was cut", () -> isCut(gateway));
    }
  }

  /** Whether the app's answer began in time; then it must not look whole. */
  private static boolean isCut(GatewayUnderTest gateway) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      RawResponse answer = client.send(GET).receive();
      if (answer.status() == 504) {
        return false;
      }
      assertThat(answer.isComplete()).as("looks whole").isFalse();
      assertThat(answer.text()).startsWith("abc".substring(0, answer.body().length));
      return true;
    }
  }

  @Test
  void aQueueThatIsFullIs503AndAWaitingRequestGetsTheNextFreeConnection() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(patient(app, 1, 1));
        RawClient first = RawClient.connect(gateway.address());
        RawClient second = RawClient.connect(gateway.address());
        RawClient third = RawClient.connect(gateway.address())) {
      app.always(
          Answer.nothing().await(goOn).send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
      first.send(GET);
      app.awaitRequests(1);
      second.send(GET);
      third.send(GET);
      // Which of the two the gateway reads first is open; one waits, the other is refused.
      assertThat(firstAnswer(second, third).status()).isEqualTo(503);
      goOn.countDown();
      assertThat(first.receive().text()).isEqualTo("ok");
      assertThat(app.awaitRequests(2)).hasSize(2);
      // Another loop may have had to open one of its own, after this one was closed.
      Within.patience("one connection at a time", () -> app.openConnections() == 1);
    }
  }

  private static RawResponse firstAnswer(RawClient second, RawClient third) {
    var answers = new LinkedBlockingQueue<RawResponse>();
    for (RawClient client : new RawClient[] {second, third}) {
      Thread.ofVirtual().start(() -> answers.add(client.receive()));
    }
    try {
      return answers.poll(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aKeptConnectionThatClosedIsReplacedForAGetButNeverForAPost() {
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(patient(app, 256, 10));
        RawClient client = RawClient.connect(gateway.address())) {
      app.on("/keep", Answer.text(200, "kept"));
      // An app that closes a connection as soon as a second request comes in on it.
      app.on(
          "/x",
          request ->
              request.connection() == 0
                  ? Answer.nothing().close()
                  : Answer.text(200, "connection " + request.connection()));
      client.send("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      assertThat(client.send(GET).receive().text()).isEqualTo("connection 1");
    }
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(patient(app, 256, 10));
        RawClient client = RawClient.connect(gateway.address())) {
      app.on("/keep", Answer.text(200, "kept"));
      app.on("/x", Answer.nothing().close());
      client.send("GET /keep HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nz");
      assertThat(client.receive().status()).isEqualTo(502);
      assertThat(app.requests()).hasSize(2);
    }
  }

  @Test
  void aClientThatLeavesFreesItsPlaceAtTheApp() {
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway = GatewayUnderTest.start(patient(app, 1, 10));
        RawClient other = RawClient.connect(gateway.address())) {
      app.on("/x", Answer.nothing().hang());
      app.on("/y", Answer.text(200, "my turn"));
      try (RawClient client = RawClient.connect(gateway.address())) {
        client.send(GET);
        app.awaitRequests(1);
      }
      // The only connection the app may have was taken by the one who left.
      other.send("GET /y HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(other.receive().text()).isEqualTo("my turn");
    }
  }

  private static Setup hurried(ScriptedApp app, int max, int queue) {
    return setup(app, max, queue, Duration.ofMillis(300));
  }

  private static Setup patient(ScriptedApp app, int max, int queue) {
    return setup(app, max, queue, Duration.ofSeconds(30));
  }

  private static Setup setup(ScriptedApp app, int max, int queue, Duration timeout) {
    return new Setup().app(app, "/").change(c -> with(c, c.address(), max, queue, timeout));
  }

  private static AppConfig with(AppConfig c, AppAddress address, int max, int queue) {
    return with(c, address, max, queue, c.timeout());
  }

  private static AppConfig with(
      AppConfig c, AppAddress address, int max, int queue, Duration timeout) {
    return new AppConfig(
        c.name(),
        address,
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
        new AppConfig.Connections(max, 4, c.connections().idleTimeout(), queue),
        c.connectTimeout(),
        timeout,
        c.maxUpload(),
        c.reuseMax());
  }
}
