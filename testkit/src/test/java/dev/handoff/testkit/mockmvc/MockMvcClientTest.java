package dev.handoff.testkit.mockmvc;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.testkit.delivery.DeliveryAssert;
import dev.handoff.testkit.exchange.Request;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The assertions on a Spring MVC app that has no port. */
final class MockMvcClientTest {
  private static final byte[] BYTES = "twelve bytes".getBytes(StandardCharsets.US_ASCII);
  private static final String NAME = "Bericht März.pdf";

  private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new App()).build();

  @RestController
  static final class App {
    @GetMapping("/report")
    ResponseEntity<Resource> report() {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_PDF)
          .cacheControl(CacheControl.noCache().cachePrivate())
          .lastModified(1_767_323_045_000L)
          .header(
              "Content-Disposition",
              ContentDisposition.attachment()
                  .filename(NAME, StandardCharsets.UTF_8)
                  .build()
                  .toString())
          .body(new ByteArrayResource(BYTES));
    }

    @GetMapping("/later")
    Callable<ResponseEntity<Resource>> later() {
      return this::report;
    }

    @GetMapping("/elsewhere")
    void elsewhere(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext context = request.startAsync();
      CompletableFuture.runAsync(() -> {
        response.setHeader("X-Thread", "another");
        context.complete();
      });
    }

    @GetMapping("/handed")
    ResponseEntity<Void> handed() {
      return ResponseEntity.ok().header("X-Accel-Redirect", "/_files/a.pdf").build();
    }

    @GetMapping("/me")
    ResponseEntity<String> me(HttpServletRequest request, @CookieValue("S") String session) {
      return ResponseEntity.ok(request.getRemoteUser() + " " + session);
    }

    @GetMapping("/broken")
    ResponseEntity<byte[]> broken() {
      throw new IllegalStateException("no disk");
    }

    @GetMapping("/short")
    ResponseEntity<byte[]> tooShort() {
      return ResponseEntity.ok().contentLength(100).body(BYTES);
    }
  }

  private DeliveryAssert at(String target) {
    return assertThatDelivery(MockMvcClient.of(mvc), target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/report", "/later"})
  void whatTheAppSaysIsAsserted(String target) {
    at(target)
        .hasStatus(200)
        .hasName(NAME)
        .isAttachment()
        .hasType("application/pdf")
        .hasSize(12)
        .hasBytes(BYTES)
        .isPrivate()
        .resumes()
        .seeksLikeSafari()
        .answersHead()
        .neverLeaks("/srv/files");
  }

  @Test
  void anAnswerOfAnotherThreadIsWaitedFor() {
    at("/elsewhere").hasHeader("X-Thread", "another");
  }

  @Test
  void springForgetsIfRange() {
    assertThatThrownBy(() -> at("/report").refusesStaleIfRange())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("/report sends a part to a client whose beginning is of another");
  }

  @Test
  void aHandoffIsAsserted() {
    at("/handed").handsOffTo("/_files/a.pdf");
  }

  static Stream<Arguments> connections() {
    return Stream.of(
        Arguments.of("survivesParallelSegments", "/report", 8),
        Arguments.of("isCutOff", "/report", 0),
        Arguments.of("What a front makes of X-Accel-Redirect: /_files/a.pdf", "/handed", 0));
  }

  @ParameterizedTest
  @MethodSource("connections")
  void whatNeedsAConnectionSaysHowToGetOne(String what, String target, int segments) {
    ThrowingCallable asserted =
        () -> {
          if (segments > 0) {
            at(target).survivesParallelSegments(segments);
          } else if (what.equals("isCutOff")) {
            at(target).isCutOff();
          } else {
            at(target).hasBytes(BYTES);
          }
        };
    assertThatThrownBy(asserted)
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            what
                + " needs a real port: MockMvc calls the app without a connection, and nothing"
                + " stands before it.\nFix: start the app on one, with"
                + " @SpringBootTest(webEnvironment = RANDOM_PORT) and @LocalServerPort int port,"
                + " and ask assertThatDelivery(\"http://127.0.0.1:\" + port + \"/…\").");
  }

  @Test
  void somebodyAsks() throws Exception {
    MockMvcClient alice =
        MockMvcClient.of(
            mvc,
            request -> {
              request.setRemoteUser("alice");
              return request;
            });
    assertThat(alice.send(Request.get("/me").with("Cookie", "S=1; T=2")).text())
        .isEqualTo("alice 1");
  }

  @Test
  void anAppThatThrowsGivesNoAnswerAndTheReason() {
    assertThatThrownBy(() -> at("/broken").hasStatus(200))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no disk")
        .hasRootCauseMessage("no disk");
  }

  @Test
  void aWrongLengthIsSeen() {
    assertThatThrownBy(() -> at("/short").hasBytes(BYTES))
        .hasMessageContaining("12 bytes were written of 100 announced");
    assertThatCode(() -> at("/report").hasBytes(BYTES)).doesNotThrowAnyException();
  }
}
