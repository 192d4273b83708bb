package dev.handoff.spring;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import dev.handoff.core.send.SendFile;
import dev.handoff.spring.Server.With;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is seen from outside of the answers: health, endpoint, observations, and a front. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OperatorsTest {
  private static final byte[] SECRET = new byte[32];

  private Server server;
  private TestObservationRegistry observations;

  @EnableAutoConfiguration
  @RestController
  static class App {
    @Bean
    ObservationRegistry observations() {
      return TestObservationRegistry.create();
    }

    @GetMapping("/file")
    SendFile file() {
      return SendFile.path(ReturnForms.FILE).attachment();
    }

    @GetMapping("/endless")
    SendFile endless() {
      return SendFile.stream(() ->
              new java.io.InputStream() {
                @Override
                public int read() {
                  return 'x';
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                  return length;
                }
              })
          .attachment("endless");
    }

    @GetMapping("/missing")
    SendFile missing() {
      return SendFile.path(Path.of("/there/is/no/such/file"));
    }
  }

  @BeforeAll
  void start() {
    server =
        Server.start(
            App.class,
            List.of(With.SECURITY),
            "handoff.front-keys.k1=" + java.util.Base64.getEncoder().encodeToString(SECRET),
            "handoff.roots=" + ReturnForms.FILE.getParent(),
            "management.endpoints.web.exposure.include=handoff,health",
            "management.endpoint.health.show-details=always");
    observations = (TestObservationRegistry) server.bean(ObservationRegistry.class);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void forget() {
    observations.clear();
  }

  @Test
  @Order(1)
  void isHealthyBeforeAnybodyCame() {
    Health health = health();
    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails())
        .containsEntry("front", "auto")
        .containsEntry("frontSeen", false)
        .doesNotContainKey("lastHandedOff")
        .containsEntry(
            "rootsReadable", java.util.Map.of(ReturnForms.FILE.getParent().toString(), true));
  }

  @Test
  @Order(2)
  void aFrontThatProvesItselfTakesTheFileAndIsSeen() throws Exception {
    HttpResponse<byte[]> answer = askAsFront("/file");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().allValues("X-Accel-Redirect"))
        .containsExactly("/_files/" + ReturnForms.FILE.getFileName());
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(answer.headers().map()).doesNotContainKeys("pragma", "expires");
    awaitObservation("handed-off");
    // Whoever looks on learns of it one after the other, when the answer is out already.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Boolean.FALSE.equals(health().getDetails().get("frontSeen"))
        && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertThat(health().getDetails())
        .containsEntry("frontSeen", true)
        .containsKey("lastHandedOff")
        .containsEntry("map", java.util.Map.of(folder(), "/_files/"));
    String effective =
        new String(server.ask("GET", "/actuator/handoff").body(), StandardCharsets.UTF_8);
    assertThat(effective)
        .contains("\"front\":\"auto\"")
        .contains("\"handedOff\":1")
        .contains("\"" + folder() + "\":\"/_files/\"")
        .doesNotContain("k1")
        .doesNotContain("AAAA");
  }

  private static String folder() {
    return ReturnForms.FILE.getParent() + "/";
  }

  private HttpResponse<byte[]> askAsFront(String target) throws Exception {
    String map = folder() + "=/_files/";
    return server.ask(
        "GET",
        target,
        "X-Sendfile-Type",
        "X-Accel-Redirect",
        "X-Redirect-Map",
        map,
        "Handoff-Front",
        FrontProof.of(List.of(FrontKey.of("k1", SECRET)))
            .prove(new FrontWords("X-Accel-Redirect", map), Instant.now()));
  }

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource({
    "GET, /file, '', sent, 2xx, file",
    "GET, /file, Range: bytes=0-1, sent, 2xx, file",
    "HEAD, /file, '', sent, 2xx, file",
    "GET, /file, If-None-Match: *, not-modified, 304, file",
    "GET, /file, Range: bytes=999999999-, refused, 416, file",
    "GET, /missing, '', refused, 404, file"
  })
  void isObserved(
      String method, String target, String field, String outcome, String status, String source)
      throws Exception {
    String[] fields = field.isEmpty() ? new String[0] : field.split(": ");
    server.ask(method, target, fields);
    awaitObservation(outcome);
    assertThat(observations)
        .hasObservationWithNameEqualTo("handoff.delivery")
        .that()
        .hasLowCardinalityKeyValue("status", status)
        .hasLowCardinalityKeyValue("source", source)
        .hasBeenStopped()
        .as("belongs to the request's own observation")
        .hasParentObservation();
  }

  @Test
  void aClientThatLeavesIsObserved() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
    }
    awaitObservation("client-left");
  }

  private void awaitObservation(String outcome) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        assertThat(observations)
            .hasObservationWithNameEqualTo("handoff.delivery")
            .that()
            .hasLowCardinalityKeyValue("outcome", outcome)
            .hasBeenStopped();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private Health health() {
    return server.bean(HandoffHealthIndicator.class).health();
  }
}
