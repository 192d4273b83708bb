package dev.handoff.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.SharedBudgets;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What every engine does, asked by two gateways. Rates are so low that nothing comes back. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EngineContract {
  private RealEngine server;

  abstract RealEngine start();

  @BeforeAll
  void startServer() {
    server = start();
  }

  @AfterAll
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private static Budget hundred(String name) {
    return new Budget(name, 1, Duration.ofHours(1), 100);
  }

  @Test
  void twoGatewaysTakeFromOneBudget() throws IOException {
    try (Engine one = Engine.of(server.where("shared"));
        Engine other = Engine.of(server.where("shared"))) {
      assertThat(take(one, hundred("a"), 60)).isEqualTo(60);
      assertThat(take(other, hundred("a"), 60)).isEqualTo(40);
      assertThat(take(one, hundred("a"), 60)).isZero();
      assertThat(take(other, hundred("b"), 60)).as("another key").isEqualTo(60);
    }
  }

  @Test
  void whatWasTakenComesBack() throws IOException {
    Budget quick = new Budget("quick", 1000, Duration.ofSeconds(1), 100);
    try (Engine engine = Engine.of(server.where("shared"))) {
      take(engine, quick, 100);
      long taken = 0;
      long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (taken < 100 && System.nanoTime() - deadline < 0) {
        taken += take(engine, quick, 100);
      }
      assertThat(taken).isGreaterThanOrEqualTo(100);
    }
  }

  @Test
  void anotherPrefixIsAnotherSetOfGateways() throws IOException {
    try (Engine one = Engine.of(server.where("one"));
        Engine other = Engine.of(server.where("other"))) {
      assertThat(take(one, hundred("a"), 100)).isEqualTo(100);
      assertThat(take(other, hundred("a"), 100)).isEqualTo(100);
    }
  }

  @Test
  void otherNumbersAreAnotherBudget() throws IOException {
    try (Engine engine = Engine.of(server.where("numbers"))) {
      assertThat(take(engine, hundred("a"), 100)).isEqualTo(100);
      assertThat(take(engine, new Budget("a", 1, Duration.ofHours(1), 50), 100)).isEqualTo(50);
    }
  }

  @Test
  void anyKeyIsAKey() throws IOException {
    try (Engine engine = Engine.of(server.where("odd"))) {
      assertThat(take(engine, hundred("per_subject:'; DROP TABLE x; --\r\n é"), 1)).isEqualTo(1);
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() {
    SharedBudgets right = server.where("shared");
    SharedBudgets wrong =
        new SharedBudgets(
            right.engine(),
            right.address(),
            right.user(),
            Optional.of(new Secret("not-the-password")),
            right.prefix());
    try (Engine engine = Engine.of(wrong)) {
      assertThatThrownBy(() -> engine.take(hundred("a"), 1))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("not-the-password")
          .message()
          .isNotBlank();
    }
  }

  @Test
  void itIsAskedAgainAfterItFailed() throws IOException {
    try (Engine engine = Engine.of(server.where("again"))) {
      assertThat(take(engine, hundred("a"), 1)).isEqualTo(1);
      server.interrupt();
      try {
        assertThatThrownBy(() -> engine.take(hundred("a"), 1)).isInstanceOf(IOException.class);
      } finally {
        server.resume();
      }
      assertThat(take(engine, hundred("a"), 1)).isEqualTo(1);
    }
  }

  /** The first connection may be slow on a machine that does much else. */
  private static long take(Engine engine, Budget budget, long most) throws IOException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      try {
        return engine.take(budget, most);
      } catch (IOException notYet) {
        if (System.nanoTime() - deadline > 0) {
          throw notYet;
        }
      }
    }
  }
}
