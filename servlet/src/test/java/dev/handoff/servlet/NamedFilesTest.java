package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container.App;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that an app names by an attribute or a header instead of writing them. */
final class NamedFilesTest {
  private static final FrontKey KEY =
      FrontKey.of("k1", "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));

  @TempDir Path folder;
  private Path root;
  private Path files;
  private Path file;
  private String content;

  @BeforeEach
  void files() throws Exception {
    root = Files.createDirectories(folder.resolve("web"));
    files = Files.createDirectories(folder.resolve("files")).toRealPath();
    content = "0123456789".repeat(20_000);
    file = Files.writeString(files.resolve("data ä.bin"), content);
    Files.writeString(root.resolve("forbidden.html"), "<p>no");
    Files.writeString(folder.resolve("outside.txt"), "SECRET");
  }

  private RedirectMap map() {
    return RedirectMap.parse(files + "/=/_files/");
  }

  private Handoff behindNginx() {
    return Handoff.builder()
        .front(Front.nginx())
        .map(map())
        .roots(List.of(FileRoot.at(files)))
        .build();
  }

  private Handoff alone() {
    return Handoff.builder().front(Front.none()).roots(List.of(FileRoot.at(files))).build();
  }

  private static Handoff unbounded() {
    return Handoff.builder().front(Front.none()).build();
  }

  private WebApp app(Handoff handoff, App app) {
    return new WebApp(root)
        .filter(
            HandoffFilter.builder(handoff).sendfileHeader(handoff.sending().sender.bounded).build())
        .servlet("/app", app)
        .servlet(
            "/forward",
            (request, response) -> {
              response.setHeader("By", "forward");
              request.getRequestDispatcher("/app").forward(request, response);
            });
  }

  private Answer ask(Kind kind, Handoff handoff, App app, String method, String... lines)
      throws Exception {
    try (WebApp.Running running = app(handoff, app).start(kind);
        Client client = new Client(running.port())) {
      Answer answer = client.ask(method, "/app", lines);
      // Whatever came, it ended where it said: the connection goes on.
      if (answer.whole() && answer.status() < 500) {
        assertThat(client.ask("GET", "/nothing").status()).isEqualTo(404);
      }
      return answer;
    }
  }

  /** As it is written for Tomcat, with no thought of anything else. */
  private void asForTomcat(HttpServletRequest request, HttpServletResponse response) {
    if (!Boolean.TRUE.equals(request.getAttribute("org.apache.tomcat.sendfile.support"))) {
      throw new IllegalStateException("sendfile is not offered");
    }
    response.setContentType("application/pdf");
    response.setHeader("Content-Disposition", "attachment; filename=\"data.pdf\"");
    response.setContentLengthLong(content.length());
    request.setAttribute("org.apache.tomcat.sendfile.filename", file.toString());
    request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
    request.setAttribute("org.apache.tomcat.sendfile.end", (long) content.length());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tomcatsAttributesWorkEverywhere(Kind kind) throws Exception {
    for (Handoff handoff : List.of(unbounded(), alone())) {
      Answer answer = ask(kind, handoff, this::asForTomcat, "GET");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(content);
      assertThat(answer.field("Content-Type")).contains("application/pdf");
      assertThat(answer.field("Content-Disposition")).contains("attachment; filename=\"data.pdf\"");
    }
    Answer head = ask(kind, unbounded(), this::asForTomcat, "HEAD");
    assertThat(head.field("Content-Length")).contains(Integer.toString(content.length()));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFrontIsToldWhatTomcatsAttributesName(Kind kind) throws Exception {
    // Without bounds Tomcat would act on the attributes too, behind an answer without content.
    Handoff unbounded = Handoff.builder().front(Front.nginx()).map(map()).build();
    for (Handoff handoff : List.of(behindNginx(), unbounded)) {
      Answer answer = ask(kind, handoff, this::asForTomcat, "GET", "Range: bytes=0-1");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.field("X-Accel-Redirect")).contains("/_files/data%20%C3%A4.bin");
      assertThat(answer.field("Content-Length")).contains("0");
      assertThat(answer.field("Content-Type")).contains("application/pdf");
      assertThat(answer.field("Content-Disposition")).contains("attachment; filename=\"data.pdf\"");
      assertThat(answer.field("ETag")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void wholeFilesOfAttributesResumeWhereTheContainerDoesNotSendThem(Kind kind) throws Exception {
    if (kind == Kind.JETTY) {
      Answer part = ask(kind, unbounded(), this::asForTomcat, "GET", "Range: bytes=7-11");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.text()).isEqualTo("78901");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPieceGoesOutUnderTheHeadOfTheApp(Kind kind) throws Exception {
    App piece =
        (request, response) -> {
          asForTomcat(request, response);
          response.setStatus(206);
          response.setHeader("Content-Range", "bytes 10-19/200000");
          response.setContentLengthLong(10);
          request.setAttribute("org.apache.tomcat.sendfile.start", 10L);
          request.setAttribute("org.apache.tomcat.sendfile.end", 20L);
        };
    Answer answer = ask(kind, alone(), piece, "GET", "Range: bytes=10-19");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.text()).isEqualTo("0123456789");
    assertThat(answer.field("Content-Range")).contains("bytes 10-19/200000");
    Answer told = ask(kind, behindNginx(), piece, "GET", "Range: bytes=10-19");
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.field("X-Accel-Redirect")).isPresent();
    assertThat(told.field("Content-Range")).isEmpty();
    Answer window = ask(kind, behindNginx(), piece, "GET");
    assertThat(window.status()).isEqualTo(206);
    assertThat(window.text()).isEqualTo("0123456789");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFlushDoesNotLoseTheFile(Kind kind) throws Exception {
    App flushing =
        (request, response) -> {
          asForTomcat(request, response);
          response.flushBuffer();
          response.getOutputStream().close();
        };
    assertThat(ask(kind, alone(), flushing, "GET").text()).isEqualTo(content);
    App begun =
        (request, response) -> {
          response.setContentLengthLong(content.length());
          response.flushBuffer();
          asForTomcat(request, response);
        };
    if (kind == Kind.JETTY) {
      assertThat(ask(kind, alone(), begun, "GET").text()).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void attributesThatNameNothingSendNothing(Kind kind) throws Exception {
    App outside =
        (request, response) -> {
          asForTomcat(request, response);
          request.setAttribute(
              "org.apache.tomcat.sendfile.filename", folder.resolve("outside.txt").toString());
        };
    Answer answer = ask(kind, alone(), outside, "GET");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).doesNotContain("SECRET").doesNotContain(folder.toString());
    assertThat(answer.field("Content-Disposition")).isEmpty();
    App relative =
        (request, response) -> {
          asForTomcat(request, response);
          request.setAttribute("org.apache.tomcat.sendfile.filename", "data.bin");
        };
    assertThat(ask(kind, alone(), relative, "GET").status()).isEqualTo(500);
    App untyped =
        (request, response) -> {
          asForTomcat(request, response);
          request.setAttribute("org.apache.tomcat.sendfile.end", "7");
        };
    assertThat(ask(kind, alone(), untyped, "GET").status()).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anErrorIsNoFile(Kind kind) throws Exception {
    App refusing =
        (request, response) -> {
          asForTomcat(request, response);
          response.sendError(403);
        };
    Answer refused = ask(kind, behindNginx(), refusing, "GET");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.field("X-Accel-Redirect")).isEmpty();
    assertThat(refused.text()).isEqualTo("<p>no");
    App failing =
        (request, response) -> {
          asForTomcat(request, response);
          throw new IllegalStateException("on purpose");
        };
    Answer failed = ask(kind, behindNginx(), failing, "GET");
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.field("X-Accel-Redirect")).isEmpty();
    assertThat(failed.text()).doesNotContain("0123456789");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theAttributeHoldsAFileAPathOrASendFile(Kind kind) throws Exception {
    for (Object value : List.of(SendFile.path(file), file, file.toFile())) {
      App naming = (request, response) -> request.setAttribute(HandoffFilter.FILE, value);
      Answer answer = ask(kind, alone(), naming, "GET", "Range: bytes=7-11");
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.text()).isEqualTo("78901");
      assertThat(answer.field("Cache-Control")).contains("private, no-cache");
      assertThat(ask(kind, behindNginx(), naming, "GET").field("X-Accel-Redirect")).isPresent();
      assertThat(ask(kind, alone(), naming, "POST", "Content-Length: 0").text()).isEqualTo(content);
    }
    App wrong = (request, response) -> request.setAttribute(HandoffFilter.FILE, "text");
    assertThat(ask(kind, alone(), wrong, "GET").status()).isEqualTo(500);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theHeaderOfTheAppNeverReachesTheClient(Kind kind) throws Exception {
    App header =
        (request, response) -> {
          response.setContentType("text/html");
          response.setHeader("Content-Encoding", "gzip");
          response.setHeader("X-Sendfile", file.toString());
          response.getOutputStream().write(new byte[] {1, 2, 3});
          response.flushBuffer();
        };
    Answer alone = ask(kind, alone(), header, "GET");
    assertThat(alone.field("X-Sendfile")).isEmpty();
    assertThat(alone.text()).isEqualTo(content);
    assertThat(alone.field("Content-Type").orElseThrow()).startsWith("application/octet-stream");
    assertThat(alone.field("Content-Encoding")).isEmpty();
    Answer told = ask(kind, behindNginx(), header, "GET");
    assertThat(told.field("X-Sendfile")).isEmpty();
    assertThat(told.field("X-Accel-Redirect")).contains("/_files/data%20%C3%A4.bin");
    assertThat(told.body()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aHeaderThatLeadsElsewhereIsRefused(Kind kind) throws Exception {
    for (String value :
        List.of(folder + "/outside.txt", files + "/../outside.txt", "/etc/passwd")) {
      App header = (request, response) -> response.setHeader("X-Sendfile", value);
      for (Handoff handoff : List.of(alone(), behindNginx())) {
        Answer answer = ask(kind, handoff, header, "GET");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.lines()).noneMatch(line -> line.matches("(?i)x-(sendfile|accel).*"));
      }
    }
    App relative = (request, response) -> response.setHeader("X-Sendfile", "data.bin");
    assertThat(ask(kind, alone(), relative, "GET").status()).isEqualTo(500);
    App failed =
        (request, response) -> {
          response.setHeader("X-Sendfile", file.toString());
          response.setStatus(404);
          response.getWriter().write("not here");
        };
    Answer answer = ask(kind, alone(), failed, "GET");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).isEqualTo("not here");
    assertThat(answer.field("X-Sendfile")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatAClientSaysNamesNothing(Kind kind) throws Exception {
    App echoing =
        (request, response) -> {
          response.getWriter().write("own:" + Collections.list(request.getHeaderNames()));
          response.getWriter().write(String.valueOf(request.getHeader("X-Accel-Mapping")));
        };
    Answer answer =
        ask(
            kind,
            alone(),
            echoing,
            "GET",
            "X-Sendfile: " + file,
            "X-Sendfile-Type: X-Accel-Redirect",
            "X-Accel-Mapping: /=/_files/",
            "X_Redirect_Map: /=/_files/",
            "org.apache.tomcat.sendfile.filename: " + file,
            "dev.handoff.file: " + file);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).startsWith("own:").endsWith("null").doesNotContainIgnoringCase("map");
    assertThat(answer.text()).doesNotContainIgnoringCase("sendfile-type");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProvenFrontIsToldAndHeard(Kind kind) throws Exception {
    FrontWords words = new FrontWords("X-Accel-Redirect", map().toAscii());
    Handoff auto = Handoff.builder().front(Front.auto(KEY)).build();
    String proof = FrontProof.of(List.of(KEY)).prove(words, Instant.now());
    Answer proven =
        ask(
            kind,
            auto,
            this::asForTomcat,
            "GET",
            "X-Sendfile-Type: X-Accel-Redirect",
            "X-Redirect-Map: " + words.redirectMap(),
            "Handoff-Front: " + proof);
    assertThat(proven.field("X-Accel-Redirect")).contains("/_files/data%20%C3%A4.bin");
    Answer forged =
        ask(
            kind,
            auto,
            this::asForTomcat,
            "GET",
            "X-Sendfile-Type: X-Accel-Redirect",
            "X-Redirect-Map: /=/evil/",
            "Handoff-Front: " + proof);
    assertThat(forged.text()).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatTheAppWritesPassesAtOnce(Kind kind) throws Exception {
    java.util.concurrent.CountDownLatch seen = new java.util.concurrent.CountDownLatch(1);
    App writing =
        (request, response) -> {
          response.getOutputStream().write("first".getBytes(StandardCharsets.US_ASCII));
          response.flushBuffer();
          try {
            assertThat(seen.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          response.getOutputStream().write("second".getBytes(StandardCharsets.US_ASCII));
        };
    try (WebApp.Running running = app(alone(), writing).start(kind);
        Client client = new Client(running.port())) {
      client.send("GET", "/app");
      String head = "";
      while (!head.contains("first")) {
        head += new String(client.some(1), StandardCharsets.ISO_8859_1);
      }
      seen.countDown();
      while (!head.contains("second")) {
        head += new String(client.some(1), StandardCharsets.ISO_8859_1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anAsynchronousAnswerIsSentWhenItIsComplete(Kind kind) throws Exception {
    App later =
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(() -> {
            HttpServletResponse answer = (HttpServletResponse) async.getResponse();
            answer.setHeader("X-Sendfile", file.toString());
            async.complete();
          });
        };
    assertThat(ask(kind, alone(), later, "GET").text()).isEqualTo(content);
    assertThat(ask(kind, behindNginx(), later, "GET").field("X-Accel-Redirect")).isPresent();
    App plain =
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(() -> {
            try {
              async.getResponse().getWriter().write("own");
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
            async.complete();
          });
        };
    assertThat(ask(kind, alone(), plain, "GET").text()).isEqualTo("own");
    App dispatching =
        (request, response) -> {
          if (request.getDispatcherType() == jakarta.servlet.DispatcherType.ASYNC) {
            request.setAttribute(HandoffFilter.FILE, file);
          } else {
            request.startAsync().dispatch();
          }
        };
    assertThat(ask(kind, alone(), dispatching, "GET").text()).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aForwardIsSentToo(Kind kind) throws Exception {
    try (WebApp.Running running = app(behindNginx(), this::asForTomcat).start(kind);
        Client client = new Client(running.port())) {
      Answer answer = client.ask("GET", "/forward");
      assertThat(answer.field("X-Accel-Redirect")).isPresent();
      assertThat(answer.field("By")).contains("forward");
    }
    try (WebApp.Running running = app(alone(), this::asForTomcat).start(kind);
        Client client = new Client(running.port())) {
      assertThat(client.ask("GET", "/forward").text()).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void cookiesOfTheAppSurvive(Kind kind) throws Exception {
    App naming =
        (request, response) -> {
          asForTomcat(request, response);
          response.setHeader("ETag", "\"of an empty body\"");
          response.addCookie(new jakarta.servlet.http.Cookie("a", "1"));
          response.addHeader("Set-Cookie", "b=2");
        };
    Answer answer = ask(kind, behindNginx(), naming, "GET");
    assertThat(answer.fields("Set-Cookie")).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPageWithoutAWordAboutItGoesIntoASandbox(Kind kind) throws Exception {
    Path page = Files.writeString(files.resolve("page.html"), "<p>page");
    App naming = (request, response) -> request.setAttribute(HandoffFilter.FILE, page);
    Answer answer = ask(kind, alone(), naming, "GET");
    assertThat(answer.field("Content-Security-Policy")).contains("sandbox");
    assertThat(answer.field("Content-Disposition")).isEmpty();
  }
}
