package dev.handoff.gateway.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which decisions are used again, for how long, and what ends them. */
class ReuseTest {
  private static final String GET = "GET /v HTTP/1.1\r\nHost: a\r\nCookie: s=ana\r\n\r\n";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private ScriptedApp app;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("a.mp4"), "0123456789".repeat(20));
    app = ScriptedApp.tcp().always(handoff("Handoff: reuse=30, key=\"u42:f9\""));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private static Answer handoff(String... more) {
    List<String> lines = new ArrayList<>(List.of("X-Accel-Redirect: /_f/a.mp4"));
    lines.addAll(List.of(more));
    return Answer.of(200, lines.toArray(String[]::new));
  }

  private Setup setup() {
    return new Setup().app(app, "/", "/_f/").internalWithDelete("/_f/", folder).explain(SECRET);
  }

  private static RawResponse ask(GatewayUnderTest gateway, String request) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      return client.send(request).receive();
    }
  }

  @Test
  void aVideoThatSeeksOnSeveralConnectionsAsksTheAppOnce() {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      assertThat(ask(gateway, GET).status()).isEqualTo(200);
      for (int connection = 0; connection < 5; connection++) {
        try (RawClient client = RawClient.connect(gateway.address())) {
          for (int i = 0; i < 4; i++) {
            int first = connection * 40 + i * 10;
            RawResponse part =
                client
                    .send(
                        GET.replace(
                            "\r\n\r\n",
                            "\r\nRange: bytes=" + first + "-" + (first + 9) + "\r\n\r\n"))
                    .receive();
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.text()).isEqualTo("0123456789");
            assertThat(part.field("Content-Range"))
                .contains("bytes " + first + "-" + (first + 9) + "/200");
          }
        }
      }
    }
    assertThat(app.requests()).hasSize(1);
  }

  @Test
  void aReusedAnswerIsTheSameAsAFreshOne() {
    app.always(
        handoff(
            "Handoff: reuse=30, key=\"k\", etag=\"v7\", rate=1000000, type=\"video/mp4\"",
            "Content-Disposition: attachment; filename=\"a b.mp4\"",
            "Cache-Control: private, max-age=5",
            "X-Own: 1",
            "Set_Cookie: x=y",
            "X-Accel-Expires: 10"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      RawResponse fresh = ask(gateway, GET);
      RawResponse reused = ask(gateway, GET);
      assertThat(app.requests()).hasSize(1);
      assertThat(reused.fields().stream().filter(field -> !field.name().equals("Date")))
          .containsExactlyElementsOf(
              fresh.fields().stream().filter(field -> !field.name().equals("Date")).toList());
      assertThat(reused.field("ETag")).contains("\"v7\"");
      assertThat(reused.text()).isEqualTo(fresh.text());
    }
  }

  @ParameterizedTest(name = "{0} | {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200 | X: y                                       | it said nothing of the sort
          200 | Handoff: key="u42:f9"                      | a key alone is none
          200 | Handoff: reuse=0                           | no time at all
          200 | Handoff: reuse="30"                        | no number
          200 | Handoff: reuse                             | no number
          200 | X-Accel-Expires: 30                        | nginx's field is about its cache of bodies
          200 | Cache-Control: max-age=30                  | is about the client
          200 | Handoff: reuse=30\\r\\nSet-Cookie: a=b     | a cookie is one client's
          200 | Handoff: reuse=30, delete-after            | the file goes with its delivery
          403 | Handoff: reuse=30                          | an error is no handoff
          302 | Handoff: reuse=30\\r\\nLocation: /x        | a redirect is no handoff
          """)
  void isAskedEachTimeWhen(int status, String fields, String why) {
    List<String> lines = new ArrayList<>(List.of(fields.split("\\\\r\\\\n")));
    if (!fields.contains("delete-after")) {
      lines.add("X-Accel-Redirect: /_f/a.mp4");
    } else {
      lines.add("X-Accel-Redirect: /_f/none.mp4");
    }
    app.always(Answer.of(status, lines.toArray(String[]::new)));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      ask(gateway, GET);
      assertThat(app.requests()).as(why).hasSize(2);
    }
  }

  @Test
  void anAnswerOfTheAppsOwnIsNeverKept() {
    app.always(Answer.text(200, "own", "Handoff: reuse=30"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      assertThat(ask(gateway, GET).text()).isEqualTo("own");
      assertThat(app.requests()).hasSize(2);
    }
  }

  @Test
  void noStoreIsAboutTheDeliveryAndTheAppSaidReuseInTheSameAnswer() {
    app.always(handoff("Handoff: reuse=30", "Cache-Control: no-store"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      assertThat(ask(gateway, GET).field("Cache-Control")).contains("no-store");
      assertThat(app.requests()).hasSize(1);
    }
  }

  @Test
  void reuseMaxOfZeroSwitchesItOff() {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup().reuseMax(Duration.ZERO))) {
      ask(gateway, GET);
      ask(gateway, GET);
      assertThat(app.requests()).hasSize(2);
    }
  }

  @Test
  void theTimeOfTheAppEndsItAndReuseMaxEndsItEarlier() {
    for (Setup each : List.of(setup(), setup().reuseMax(Duration.ofMillis(1)))) {
      app.forget().always(handoff("Handoff: reuse=1"));
      try (GatewayUnderTest gateway = GatewayUnderTest.start(each)) {
        ask(gateway, GET);
        Within.patience(
            "the decision ends",
            () -> {
              ask(gateway, GET);
              return app.requests().size() > 1;
            });
      }
    }
  }

  @Test
  void aReloadEndsAllDecisions() throws IOException {
    Setup setup = setup();
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup)) {
      ask(gateway, GET);
      gateway.reload(setup.build());
      ask(gateway, GET);
      assertThat(app.requests()).hasSize(2);
    }
  }

  @Test
  void aFileThatIsGoneIsNotDelivered() throws IOException {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      Files.delete(folder.resolve("a.mp4"));
      Within.patience("the file is gone", () -> ask(gateway, GET).status() == 404);
      assertThat(app.requests()).hasSize(1);
    }
  }

  @Test
  void anExpiredSignatureOfAStoreAsksTheAppOnceMore() {
    AtomicInteger signed = new AtomicInteger();
    try (ScriptedApp store = ScriptedApp.tcp()) {
      app.always(_ ->
          Answer.of(
              200,
              "X-Accel-Redirect: /_r/http/127.0.0.1:"
                  + store.port()
                  + "/o?sig="
                  + signed.incrementAndGet(),
              "Handoff: reuse=30"));
      store.always(request ->
          request.target().endsWith("sig=1") && signed.get() == 1 && store.requests().size() > 1
              ? Answer.text(403, "<Code>Expired</Code>")
              : Answer.text(200, "object", "ETag: \"s\""));
      Setup setup =
          new Setup()
              .app(app, "/", "/_r/")
              .remote("/_r/", "http://127.0.0.1:" + store.port() + "/");
      try (GatewayUnderTest gateway = GatewayUnderTest.start(setup)) {
        assertThat(ask(gateway, GET).text()).isEqualTo("object");
        assertThat(ask(gateway, GET).text()).isEqualTo("object");
        assertThat(app.requests()).hasSize(2);
        assertThat(store.requests().getLast().target()).isEqualTo("/o?sig=2");
        // The new decision took the old one's place.
        assertThat(ask(gateway, GET).text()).isEqualTo("object");
        assertThat(app.requests()).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"401", "403"})
  void aStoreThatRefusesTheFreshDecisionTooIsNotAskedForEver(int status) {
    try (ScriptedApp store = ScriptedApp.tcp()) {
      app.always(
          Answer.of(
              200,
              "X-Accel-Redirect: /_r/http/127.0.0.1:" + store.port() + "/o",
              "Handoff: reuse=30"));
      store.always(Answer.text(status, "no"));
      Setup setup =
          new Setup()
              .app(app, "/", "/_r/")
              .remote("/_r/", "http://127.0.0.1:" + store.port() + "/");
      try (GatewayUnderTest gateway = GatewayUnderTest.start(setup)) {
        assertThat(ask(gateway, GET).status()).isEqualTo(502);
        assertThat(app.requests()).hasSize(1);
        assertThat(ask(gateway, GET).status()).isEqualTo(502);
        assertThat(app.requests()).hasSize(2);
        assertThat(store.requests()).hasSize(3);
      }
    }
  }

  @Test
  void anAppThatIsHandedOffToIsAskedEachTime() {
    try (ScriptedApp second = ScriptedApp.tcp()) {
      app.always(Answer.of(200, "X-Accel-Redirect: /second/x", "Handoff: reuse=30"));
      second.always(handoff("Handoff: reuse=30"));
      Setup setup = setup().app(second, "/second/", "/_f/");
      try (GatewayUnderTest gateway = GatewayUnderTest.start(setup)) {
        ask(gateway, GET);
        assertThat(ask(gateway, GET).status()).isEqualTo(200);
        assertThat(app.requests()).hasSize(1);
        assertThat(second.requests()).hasSize(2);
      }
    }
  }

  @Test
  void anAppOfTheSameNameIsAnotherApp() throws IOException {
    try (ScriptedApp other = ScriptedApp.tcp().always(Answer.text(403, "no"));
        GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      gateway.reload(new Setup().app(other, "/", "/_f/").internal("/_f/", folder).build());
      assertThat(ask(gateway, GET).status()).isEqualTo(403);
    }
  }

  @Test
  void theLogAndTheTraceSayThatADecisionWasReused() throws IOException {
    Path log = folder.resolve("access.log");
    Setup setup =
        setup().log(new LogConfig(new LogConfig.Access.ToFile(log), LogConfig.Format.JSON));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup)) {
      String explain = GET.replace("\r\n\r\n", "\r\nHandoff-Explain: " + SECRET + "\r\n\r\n");
      assertThat(ask(gateway, explain).text())
          .contains("kept for 30 s for identical requests (key u42:f9)");
      assertThat(ask(gateway, explain).text())
          .containsPattern("decision of [0-9.]+ s ago reused \\(key u42:f9\\)");
      Within.patience("two lines", () -> read(log).size() == 2);
    }
    // Two connections: their lines may come in either order.
    assertThat(read(log).stream().filter(line -> line.contains("\"reused\":true")))
        .singleElement()
        .asString()
        .contains("\"app\":\"app0\"", "\"app_seconds\":0.000000");
  }

  private static List<String> read(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
