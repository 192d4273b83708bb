package dev.handoff.gateway.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One gateway before one app. Tables write octets as {@link Octets} reads them, {@code {9 x}} is
 * nine times x.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Hostile {
  static final String GET = "GET /f HTTP/1.1\r\nHost: files.example\r\n\r\n";

  private static final Pattern REPEATED = Pattern.compile("\\{([0-9]+) ([^{}]+)}");

  private final ScriptedApp app = ScriptedApp.tcp();
  private GatewayUnderTest gateway;

  @BeforeAll
  void build(@TempDir Path folder) throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Path open = Files.createDirectories(folder.resolve("open"));
    Files.writeString(files.resolve("letters.txt"), "abcdefghijklmnopqrstuvwxyz", UTF_8);
    Files.writeString(open.resolve("page.txt"), "page", UTF_8);
    gateway =
        GatewayUnderTest.start(
            configure(
                new Setup()
                    .app(app, "/", "/_files/")
                    .internal("/_files/", files)
                    .open("/static/", open)));
  }

  /** What a class wants different. */
  Setup configure(Setup setup) {
    return setup;
  }

  @BeforeEach
  void theAppAnswersEverything() {
    app.forget().always(request -> Answer.text(200, "you asked " + request.target()));
  }

  @AfterAll
  void tearDown() {
    if (gateway != null) {
      gateway.close();
    }
    app.close();
  }

  ScriptedApp app() {
    return app;
  }

  RawClient connect() {
    return RawClient.connect(gateway.address());
  }

  /** One exchange on a connection of its own. */
  RawResponse ask(String octets) {
    try (RawClient client = connect()) {
      client.send(octets);
      return octets.startsWith("HEAD ") ? client.receiveToHead() : client.receive();
    }
  }

  static String octets(String cell) {
    String text = cell;
    for (Matcher m = REPEATED.matcher(text); m.find(); m = REPEATED.matcher(text)) {
      String repeated = m.group(2).repeat(Integer.parseInt(m.group(1)));
      text = text.substring(0, m.start()) + repeated + text.substring(m.end());
    }
    return Octets.text(text);
  }

  /** One of several statuses, written {@code 400/501}. */
  static void assertStatus(RawResponse answer, String statuses) {
    assertThat(List.of(statuses.split("/")))
        .as("%s", answer)
        .contains(Integer.toString(answer.status()));
  }

  /** The gateway's own error: says nothing about anybody. */
  static void assertOwnError(RawResponse answer) {
    assertThat(answer.field("Cache-Control")).as("%s", answer).contains("no-store");
    assertThat(answer.text()).doesNotContain("you asked").doesNotContain("SECRET");
  }

  /** Whatever was sent, the app was asked this much and never for what was hidden. */
  void assertAppWasAsked(String... targets) {
    assertThat(app.requests()).extracting(ReceivedRequest::target).containsExactly(targets);
  }

  /** The gateway serves the next client as if nothing had been. */
  void assertUnharmed() {
    theAppAnswersEverything();
    assertThat(ask(GET).text()).isEqualTo("you asked /f");
  }
}
