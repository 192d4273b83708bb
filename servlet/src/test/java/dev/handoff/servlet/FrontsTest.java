package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes out of a container where a front is to deliver. */
// proves file-responses: L13
final class FrontsTest {
  private static final FrontKey KEY =
      FrontKey.of("k1", "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));

  @TempDir Path folder;
  private Path file;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  @BeforeEach
  void file() throws Exception {
    file = Files.writeString(folder.resolve("Bericht März.txt"), "twelve bytes");
  }

  private RedirectMap map() {
    return RedirectMap.parse(folder + "/=/_files/");
  }

  private Answer ask(Kind kind, Handoff handoff, SendFile sent, String... lines) throws Exception {
    try (Container container =
            kind.start((request, response) ->
                handoff.send(sent, request, response).thenAccept(outcomes::add));
        Client client = new Client(container.port())) {
      return client.ask("GET", "/", lines);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFixedFrontIsToldAndGetsNoContent(Kind kind) throws Exception {
    Handoff handoff = Handoff.builder().front(Front.nginx()).map(map()).build();
    Answer answer =
        ask(kind, handoff, SendFile.path(file).attachment(), "Range: bytes=0-1", "If-Match: \"x\"");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("X-Accel-Redirect")).contains("/_files/Bericht%20M%C3%A4rz.txt");
    assertThat(answer.field("Content-Length")).contains("0");
    assertThat(answer.field("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.field("Content-Disposition").orElseThrow()).startsWith("attachment");
    assertThat(answer.field("Content-Range")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPathGoesOutOctetForOctet(Kind kind) throws Exception {
    Handoff handoff = Handoff.builder().front(Front.apache()).build();
    Answer answer = ask(kind, handoff, SendFile.path(file));
    String octets =
        new String(file.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(answer.field("X-Sendfile")).contains(octets);
    assertThat(answer.field("ETag")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatAFrontCannotDoIsSentAsBytes(Kind kind) throws Exception {
    Handoff handoff = Handoff.builder().front(Front.nginx()).map(map()).build();
    Answer answer = ask(kind, handoff, SendFile.path(file).deleteAfter());
    assertThat(answer.text()).isEqualTo("twelve bytes");
    assertThat(answer.field("X-Accel-Redirect")).isEmpty();
    // The client may have the last octet before the file is gone; the outcome comes after that.
    assertThat(outcomes.poll(20, TimeUnit.SECONDS)).isEqualTo(new Outcome.Sent(12));
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsMissingIsMissingBehindAFrontToo(Kind kind) throws Exception {
    Handoff handoff = Handoff.builder().front(Front.nginx()).map(map()).build();
    Answer answer = ask(kind, handoff, SendFile.path(folder.resolve("secret.txt")));
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("X-Accel-Redirect")).isEmpty();
    assertThat(answer.text()).doesNotContain("secret").doesNotContain(folder.toString());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void autoHandsOffToAProvenFrontOnly(Kind kind) throws Exception {
    Handoff handoff = Handoff.builder().front(Front.auto(KEY)).build();
    FrontWords words = new FrontWords("X-Accel-Redirect", map().toAscii());
    String proof = FrontProof.of(List.of(KEY)).prove(words, Instant.now());
    String[] said = {"X-Sendfile-Type: X-Accel-Redirect", "X-Redirect-Map: " + words.redirectMap()};

    Answer proven =
        ask(kind, handoff, SendFile.path(file), said[0], said[1], "Handoff-Front: " + proof);
    assertThat(proven.field("X-Accel-Redirect")).contains("/_files/Bericht%20M%C3%A4rz.txt");
    assertThat(proven.field("Content-Length")).contains("0");

    Answer direct = ask(kind, handoff, SendFile.path(file));
    assertThat(direct.text()).isEqualTo("twelve bytes");
    Answer forged = ask(kind, handoff, SendFile.path(file), said);
    assertThat(forged.text()).isEqualTo("twelve bytes");
    assertThat(forged.field("X-Accel-Redirect")).isEmpty();
    Answer other =
        ask(
            kind,
            handoff,
            SendFile.path(file),
            said[0],
            "X-Redirect-Map: /=/evil/",
            "Handoff-Front: " + proof);
    assertThat(other.text()).isEqualTo("twelve bytes");
  }

  @Test
  void aFrontThatNeedsAMapIsRefusedWithoutOne() {
    assertThatThrownBy(() -> Handoff.builder().front(Front.nginx()).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RedirectMap.parse");
  }
}
