package dev.handoff.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.SharedBudgets;
import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.limit.shared.RealRedis;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways behind one balancer: a client gets from both what one would give it. */
final class TwoGatewaysTest {
  @TempDir Path folder;

  @Test
  void aClientHasOneBudgetAtBoth() {
    try (RealRedis redis = RealRedis.start(folder);
        ScriptedApp app = ScriptedApp.tcp().always(Answer.text(200, "x"));
        GatewayUnderTest one = start(app, redis.where("both"));
        GatewayUnderTest other = start(app, redis.where("both"))) {
      int[] passed = {0};
      Within.patience(
          "the burst of twenty is used up",
          () -> {
            passed[0] += ask(one) + ask(other);
            return passed[0] >= 20;
          });
      for (int i = 0; i < 10; i++) {
        passed[0] += ask(one) + ask(other);
      }
      assertThat(passed[0]).as("each lets one through before it has asked").isBetween(20, 22);
    }
  }

  private static GatewayUnderTest start(ScriptedApp app, SharedBudgets where) {
    Throttle few = Throttles.requests(1, Duration.ofHours(1), 20);
    return GatewayUnderTest.start(
        new Setup()
            .app(app, "/")
            .throttle(
                new Throttle(
                    few.client(),
                    few.subject(),
                    few.file(),
                    few.requests(),
                    0,
                    new Throttle.Queue(Duration.ofSeconds(20), 100),
                    Optional.of(where))));
  }

  /** How many passed: one or none. */
  private static int ask(GatewayUnderTest gateway) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      int status = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").receive().status();
      assertThat(status).isIn(200, 429);
      return status == 200 ? 1 : 0;
    }
  }
}
