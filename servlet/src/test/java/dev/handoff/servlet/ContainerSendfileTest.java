package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.Container.Setup;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that Tomcat sends by itself, because nothing about them can change. */
final class ContainerSendfileTest {
  @TempDir Path folder;
  private Path file;
  private String content;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  @BeforeEach
  void file() throws Exception {
    content = "0123456789".repeat(20_000);
    file = Files.writeString(folder.resolve("data.bin"), content);
  }

  private Handoff immutable() {
    return Handoff.builder().front(Front.none()).immutable(List.of(FileRoot.at(folder))).build();
  }

  private Answer ask(Kind kind, Handoff handoff, SendFile sent, String... lines) throws Exception {
    return ask(
        kind,
        Setup.of(
            (request, response) -> handoff.send(sent, request, response).thenAccept(outcomes::add)),
        lines);
  }

  private static Answer ask(Kind kind, Setup setup, String... lines) throws Exception {
    try (Container container = kind.start(setup);
        Client client = new Client(container.port())) {
      client.ask("GET", "/", lines);
      return client.ask("GET", "/", lines);
    }
  }

  private boolean containerSent() throws InterruptedException {
    return outcomes.poll(20, TimeUnit.SECONDS) instanceof Outcome.HandedOff;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theAnswerIsTheSame(Kind kind) throws Exception {
    Answer whole = ask(kind, immutable(), SendFile.path(file).attachment("a.bin"));
    assertThat(whole.text()).isEqualTo(content);
    assertThat(whole.field("Content-Disposition").orElseThrow()).contains("a.bin");
    assertThat(whole.field("ETag")).isPresent();
    assertThat(containerSent()).isEqualTo(kind == Kind.TOMCAT);
    outcomes.clear();
    Answer part = ask(kind, immutable(), SendFile.path(file), "Range: bytes=5-100004");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo(content.substring(5, 100_005));
    assertThat(containerSent()).isEqualTo(kind == Kind.TOMCAT);
  }

  @Test
  void notWhereTheFileMightBeAnotherOneOrSomethingIsLost() throws Exception {
    Handoff elsewhere =
        Handoff.builder()
            .front(Front.none())
            .immutable(List.of(FileRoot.at(Files.createDirectory(folder.resolve("other")))))
            .build();
    SendFile plain = SendFile.path(file);
    ask(Kind.TOMCAT, Handoff.builder().front(Front.none()).build(), plain);
    assertThat(containerSent()).as("not declared").isFalse();
    ask(Kind.TOMCAT, elsewhere, plain);
    ask(Kind.TOMCAT, immutable(), plain.limitRate(10_000_000));
    ask(Kind.TOMCAT, immutable(), plain, "Range: bytes=0-9");
    ask(Kind.TOMCAT, immutable(), plain.deleteAfter());
    for (Outcome outcome : outcomes) {
      assertThat(outcome).isNotInstanceOf(Outcome.HandedOff.class);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void notWhereAFilterWantsToSeeTheBytes() throws Exception {
    Filter wrapping =
        (request, response, chain) ->
            chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response));
    Setup setup =
        Setup.of((request, response) ->
                immutable().send(SendFile.path(file), request, response).thenAccept(outcomes::add))
            .behind(wrapping, true);
    assertThat(ask(Kind.TOMCAT, setup).text()).isEqualTo(content);
    assertThat(containerSent()).isFalse();
  }

  @Test
  void ourOwnFilterIsInNobodysWay() throws Exception {
    Setup setup =
        Setup.of((request, response) ->
                immutable().send(SendFile.path(file), request, response).thenAccept(outcomes::add))
            .behind(new HandoffFilter(immutable()), true);
    assertThat(ask(Kind.TOMCAT, setup).text()).isEqualTo(content);
    assertThat(containerSent()).isTrue();
  }
}
