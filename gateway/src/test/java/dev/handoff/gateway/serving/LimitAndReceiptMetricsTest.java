package dev.handoff.gateway.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.receipts.ReceiptKey;
import dev.handoff.gateway.config.ReceiptsConfig;
import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Throttle.PerKey;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits and receipts that are in use can be watched. */
class LimitAndReceiptMetricsTest {
  @TempDir Path folder;

  @Test
  void whatTheyDidIsCounted() throws Exception {
    Files.writeString(folder.resolve("ten"), "0123456789");
    Throttle one =
        new Throttle(
            new PerKey(OptionalInt.of(1), Optional.empty()),
            PerKey.UNLIMITED,
            PerKey.UNLIMITED,
            Optional.empty(),
            0,
            new Throttle.Queue(Duration.ofMillis(1), 100),
            Optional.empty());
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup()
                    .app(app, "/", "/_f/")
                    .internal("/_f/", folder)
                    .throttle(one)
                    .receipts(receipts(app))
                    .metrics());
        RawClient first = RawClient.connect(gateway.address());
        RawClient second = RawClient.connect(gateway.address())) {
      app.on("/receipts", Answer.of(204));
      app.on("/ten", Answer.of(200, "X-Accel-Redirect: /_f/ten"));
      assertThat(first.send("GET /ten HTTP/1.1\r\nHost: a\r\n\r\n").receive().text()).hasSize(10);
      Within.patience(
          "the receipt",
          () ->
              Scrape.of(gateway.metricsAddress())
                      .sum("handoff_receipts_total", "result=\"received\"")
                  == 1);

      app.on("/never", Answer.nothing());
      first.send("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
      app.awaitRequests(3);
      assertThat(second.send("GET /ten HTTP/1.1\r\nHost: a\r\n\r\n").receive().status())
          .isEqualTo(429);
      Scrape after = Scrape.of(gateway.metricsAddress());
      assertThat(after.sum("handoff_limit_refused_total", "limit=\"per_client\"")).isEqualTo(1);
      assertThat(after.sum("handoff_limit_delayed_total", "limit=\"per_client\"")).isEqualTo(1);
      assertThat(after.sum("handoff_limit_waiting")).isZero();
      assertThat(after.sum("handoff_receipts_total", "result=\"dropped\"")).isZero();
    }
  }

  private static ReceiptsConfig receipts(ScriptedApp app) {
    return new ReceiptsConfig(
        URI.create("http://127.0.0.1:" + app.port() + "/receipts"),
        ReceiptKey.of("r1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8)),
        Optional.empty(),
        1 << 20,
        500,
        Duration.ofMillis(1));
  }
}
