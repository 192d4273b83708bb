package dev.handoff.gateway.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Http2Client;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every receipt reaches the app, whatever the app and the gateway go through meanwhile. */
class ReceiptsSentTest {
  @TempDir Path folder;
  private ScriptedApp app;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("ten"), "0123456789");
    app = ScriptedApp.tcp();
    for (String name : List.of("one", "two")) {
      app.on(
          "/" + name,
          Answer.of(200, "X-Accel-Redirect: /_f/ten", "Handoff: receipt=\"" + name + "\""));
    }
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private Setup setup() {
    return new Setup().app(app, "/", "/_f/").internal("/_f/", folder);
  }

  private Setup withSpool() {
    return setup().receipts(Posted.to(app, Optional.of(folder.resolve("spool"))));
  }

  private void download(GatewayUnderTest gateway, String name) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("0123456789");
    }
  }

  private static void stopped(GatewayUnderTest gateway) {
    gateway.stop().toCompletableFuture().join();
  }

  private void awaitPosts(int count) {
    Within.patience(
        count + " posts",
        () ->
            app.requests().stream().filter(request -> request.method().equals("POST")).count()
                >= count);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503 | WARN  answered 503                                  | it passes
          429 | WARN  answered 429                                  | too many of them
          401 | ERROR secret of key r1                              | the fix is named
          404 | ERROR correct receipts.url                          | a wrong path
          413 | ERROR lower receipts.batch                          | too large
          302 | ERROR must answer 2xx                               | a redirect is not followed
          """)
  void whatIsNotTakenComesAgain(int status, String told, String reason) {
    AtomicInteger posts = new AtomicInteger();
    app.on(
        Posted.PATH, _ -> Answer.of(posts.incrementAndGet() == 1 ? status : 204, "Location: /one"));
    try (LogLines log = new LogLines();
        GatewayUnderTest gateway = GatewayUnderTest.start(withSpool())) {
      download(gateway, "one");
      Within.patience("the second post", () -> Posted.at(app).size() >= 2);
      List<Map<String, Object>> receipts = Posted.at(app);
      assertThat(receipts).as(reason).hasSizeGreaterThanOrEqualTo(2);
      assertThat(receipts.stream().map(receipt -> receipt.get("id")).distinct()).hasSize(1);
      assertThat(log.with(told.substring(6).strip()))
          .singleElement()
          .asString()
          .contains(told.substring(0, 5).strip());
    }
  }

  @Test
  void anAppThatIsAwayGetsThemWhenItIsBackEvenFromAnotherProcess() {
    app.on(Posted.PATH, Answer.nothing().close());
    try (GatewayUnderTest gateway = GatewayUnderTest.start(withSpool())) {
      download(gateway, "one");
      awaitPosts(1);
      download(gateway, "two");
      stopped(gateway);
    }
    Posted.taking(app);
    try (GatewayUnderTest gateway = GatewayUnderTest.start(withSpool())) {
      Within.patience(
          "both",
          () ->
              Posted.at(app).stream()
                  .map(receipt -> receipt.get("receipt"))
                  .toList()
                  .containsAll(List.of("one", "two")));
      stopped(gateway);
    }
    int posts = app.requests().size();
    try (GatewayUnderTest gateway = GatewayUnderTest.start(withSpool())) {
      stopped(gateway);
    }
    assertThat(app.requests()).as("what was received is not sent again").hasSize(posts);
  }

  @Test
  void stoppingSendsWhatWaits() {
    Posted.taking(app);
    try (GatewayUnderTest gateway =
        GatewayUnderTest.start(setup().receipts(Posted.to(app, Optional.empty())))) {
      download(gateway, "one");
      stopped(gateway);
    }
    assertThat(Posted.at(app)).extracting(receipt -> receipt.get("receipt")).containsExactly("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/2"})
  void whoIsCutOffAtTheEndDidNotLeave(String protocol) throws Exception {
    Posted.taking(app);
    try (RandomAccessFile content = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      content.setLength(64 << 20);
    }
    app.on("/one", Answer.of(200, "X-Accel-Redirect: /_f/large", "Handoff: receipt=\"one\""));
    Timeouts hurried =
        new Timeouts(
            Timeouts.DEFAULT.header(),
            Timeouts.DEFAULT.idle(),
            Timeouts.DEFAULT.stall(),
            Duration.ZERO);
    try (GatewayUnderTest gateway = GatewayUnderTest.start(withSpool(hurried));
        AutoCloseable _ = isDownloading(gateway, protocol)) {
      stopped(gateway);
    }
    // Whatever the first had no time for, the next one sends.
    try (GatewayUnderTest next = GatewayUnderTest.start(withSpool())) {
      assertThat(Posted.one(app, "receipt", "one"))
          .containsEntry("aborted_by", "gateway")
          .satisfies(receipt -> assertThat(receipt.get("outcome")).isNotEqualTo("finished"));
      stopped(next);
    }
  }

  /** A client that has some of the content, and then takes no more. */
  private static AutoCloseable isDownloading(GatewayUnderTest gateway, String protocol) {
    if (protocol.equals("HTTP/2")) {
      Http2Client client = Http2Client.connect(gateway.address()).narrow().get(1, "/one");
      client.content(1, 1000);
      return client;
    }
    RawClient client = RawClient.connect(gateway.address());
    client.send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n").receiveOctets(1000);
    return client;
  }

  private Setup withSpool(Timeouts timeouts) {
    return withSpool().timeouts(timeouts);
  }

  @Test
  void aReloadKeepsWhatWaits() throws Exception {
    app.on(Posted.PATH, Answer.of(503));
    try (ScriptedApp other = Posted.taking(ScriptedApp.tcp());
        GatewayUnderTest gateway = GatewayUnderTest.start(withSpool())) {
      download(gateway, "one");
      awaitPosts(1);
      gateway.reload(
          setup().receipts(Posted.to(other, Optional.of(folder.resolve("spool")))).build());
      assertThat(Posted.one(other, "receipt", "one")).containsEntry("outcome", "finished");
      gateway.reload(setup().build());
      download(gateway, "two");
      assertThat(Posted.at(other)).hasSize(1);
    }
  }

  @Test
  void nothingIsSentUnlessConfigured() {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      download(gateway, "one");
      stopped(gateway);
    }
    assertThat(app.requests()).extracting(request -> request.method()).containsExactly("GET");
    assertThat(folder.resolve("spool")).doesNotExist();
  }
}
