package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that never finish are let go. Each gateway here is impatient in one respect only, so that
 * a test that is slow itself is not taken for such a client.
 */
// proves file-responses: I16 I19
final class SlowClientTest extends Hostile {
  private static final Duration SHORT = Duration.ofMillis(300);

  private GatewayUnderTest head;
  private GatewayUnderTest idle;
  private GatewayUnderTest stall;

  @BeforeAll
  void startTheImpatient() {
    Timeouts d = Timeouts.DEFAULT;
    head = start(new Timeouts(SHORT, d.idle(), d.stall(), d.shutdown()));
    idle = start(new Timeouts(d.header(), SHORT, d.stall(), d.shutdown()));
    stall = start(new Timeouts(d.header(), d.idle(), SHORT, d.shutdown()));
  }

  private GatewayUnderTest start(Timeouts timeouts) {
    return GatewayUnderTest.start(new Setup().app(app(), "/").timeouts(timeouts));
  }

  @AfterAll
  void stopTheImpatient() {
    head.close();
    idle.close();
    stall.close();
  }

  private static RawClient connect(GatewayUnderTest gateway) {
    return RawClient.connect(gateway.address());
  }

  @ParameterizedTest(name = "a head that stops after {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          G
          GET /f HTTP/1.1
          GET /f HTTP/1.1⏎
          GET /f HTTP/1.1⏎Host: a
          GET /f HTTP/1.1⏎Host: a⏎
          GET /f HTTP/1.1⏎Host: a⏎␍
          """)
  void aHeadMustEnd(String begin) {
    try (RawClient client = connect(head)) {
      client.send(octets(begin));
      try {
        assertStatus(client.receive(), "408");
      } catch (NoAnswer closed) {
        // Closing without a word is as good.
      }
      client.awaitEnd();
    }
    assertThat(app().requests()).isEmpty();
  }

  @Test
  void oneOctetNowAndThenDoesNotHelp() {
    try (RawClient client = connect(head)) {
      client.send("GET /f HTTP/1.1\r\nHost: a\r\n");
      Within.patience("the gateway loses patience", () -> client.send("X: 1\r\n").isEnded());
    }
    assertThat(app().requests()).isEmpty();
  }

  @Test
  void aConnectionWithoutRequestIsClosed() {
    try (RawClient fresh = connect(idle)) {
      fresh.awaitEnd();
    }
    // On a busy machine the connection may be given up before its request is on the way.
    Within.patience("a connection that was used once is closed", this::isClosedAfterUse);
  }

  private boolean isClosedAfterUse() {
    try (RawClient used = connect(idle)) {
      used.send(GET).receive();
      used.awaitEnd();
      return true;
    } catch (NoAnswer tooLate) {
      return false;
    }
  }

  @Test
  void anUploadThatStopsIsLetGo() {
    try (RawClient client = connect(stall)) {
      client.send("POST /f HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
      try {
        assertStatus(client.receive(), "408");
      } catch (NoAnswer closed) {
        // Closing without a word is as good.
      }
      client.awaitEnd();
    }
    assertEveryRequestedConnectionEnds();
    try (RawClient next = connect(stall)) {
      assertThat(next.send(GET).receive().text()).isEqualTo("you asked /f");
    }
  }

  /** Where the app was asked at all: the upload may have stopped before. */
  private void assertEveryRequestedConnectionEnds() {
    for (ReceivedRequest request : app().requests()) {
      Within.patience(
          "the app's connection is given up", () -> !app().isOpen(request.connection()));
    }
  }

  @Test
  void aClientThatDoesNotReadIsLetGo() {
    String large = "x".repeat(8 << 20);
    app().on("/large", Answer.text(200, large));
    try (RawClient client = connect(stall)) {
      client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
      int connection = app().awaitRequests(1).getFirst().connection();
      Within.patience("the app's connection is given up", () -> !app().isOpen(connection));
      assertThat(client.receiveUntilEnd()).isLessThan(large.length());
    }
  }

  @Test
  void aClientThatLeavesTakesTheAppsConnectionAlong() {
    app().on("/wait", Answer.nothing().hang());
    try (RawClient client = connect()) {
      client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
      int connection = app().awaitRequests(1).getFirst().connection();
      client.reset();
      Within.patience("the app's connection is given up", () -> !app().isOpen(connection));
    }
  }
}
