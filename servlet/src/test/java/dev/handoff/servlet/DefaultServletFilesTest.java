package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.front.FrontProof;
import dev.handoff.core.front.FrontWords;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.servlet.HandoffFilter.DefaultServlet;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container.Kind;
import dev.handoff.servlet.wire.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of the web root, which the container's own servlet would answer. */
final class DefaultServletFilesTest {
  private static final FrontKey KEY =
      FrontKey.of("k1", "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));

  @TempDir Path folder;
  private Path root;
  private String large;

  @BeforeEach
  void webRoot() throws Exception {
    root = Files.createDirectories(folder.resolve("web")).toRealPath();
    large = "0123456789".repeat(20_000);
    Path file = Files.writeString(root.resolve("large.bin"), large);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T10:20:30Z")));
    Files.writeString(root.resolve("märz 1.txt"), "spring");
    Files.writeString(root.resolve("page.html"), "<p>page");
    Files.writeString(root.resolve("forbidden.html"), "<p>no");
    Files.createDirectories(root.resolve("sub"));
    Files.writeString(root.resolve("sub/index.html"), "<p>welcome");
    Files.createDirectories(root.resolve("empty"));
    Files.createDirectories(root.resolve("WEB-INF"));
    Files.writeString(root.resolve("WEB-INF/secret.txt"), "SECRET");
    Files.createDirectories(root.resolve("sub/META-INF"));
    Files.writeString(root.resolve("sub/META-INF/secret.txt"), "SECRET");
    Files.writeString(folder.resolve("outside.txt"), "SECRET");
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("outside.txt"));
    Files.createSymbolicLink(root.resolve("inf"), root.resolve("WEB-INF"));
  }

  private Handoff behindNginx() {
    return Handoff.builder()
        .front(Front.nginx())
        .map(RedirectMap.parse(root.toString().replace("%", "%25") + "/=/_web/"))
        .build();
  }

  private static Handoff alone() {
    return Handoff.builder().front(Front.none()).build();
  }

  private static HandoffFilter filter(Handoff handoff, DefaultServlet who) {
    return HandoffFilter.builder(handoff).defaultServlet(who).build();
  }

  private Answer ask(Kind kind, WebApp app, String method, String target, String... lines)
      throws Exception {
    try (WebApp.Running running = app.start(kind);
        Client client = new Client(running.port())) {
      return client.ask(method, target, lines);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFrontIsToldWhereTheFileIs(Kind kind) throws Exception {
    WebApp app = new WebApp(root).filter(filter(behindNginx(), DefaultServlet.FRONT));
    Answer answer = ask(kind, app, "GET", "/m%C3%A4rz%201.txt", "Range: bytes=0-1");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.field("X-Accel-Redirect")).contains("/_web/m%C3%A4rz%201.txt");
    assertThat(answer.field("Content-Length")).contains("0");
    assertThat(answer.field("Cache-Control")).isEmpty();
    assertThat(ask(kind, app(), "HEAD", "/large.bin").field("X-Accel-Redirect"))
        .contains("/_web/large.bin");
    assertThat(ask(kind, app(), "GET", "/page.html").field("X-Accel-Redirect"))
        .contains("/_web/page.html");
  }

  private WebApp app() {
    return new WebApp(root).filter(filter(behindNginx(), DefaultServlet.FRONT));
  }

  @ParameterizedTest(name = "{0}: {1} ({3})")
  @CsvSource({
    "TOMCAT, GET,  /,                           the root is a folder",
    "TOMCAT, GET,  /empty/,                     a folder without a welcome file",
    "TOMCAT, GET,  /sub/,                       a welcome file is the container's",
    "TOMCAT, GET,  /nothing.txt,                nothing is there",
    "TOMCAT, GET,  /WEB-INF/secret.txt,         protected",
    "TOMCAT, GET,  /web-inf/secret.txt,         protected in any case",
    "TOMCAT, GET,  /%57EB-INF/secret.txt,       and escaped",
    "TOMCAT, GET,  //WEB-INF/secret.txt,        and doubled",
    "TOMCAT, GET,  /sub/../WEB-INF/secret.txt,  and from below",
    "TOMCAT, GET,  /WEB-INF;x/secret.txt,       and with a parameter",
    "TOMCAT, GET,  /sub/META-INF/secret.txt,    in a folder too: left alone",
    "TOMCAT, GET,  /link.txt,                   a link that leads out",
    "TOMCAT, GET,  /inf/secret.txt,             a link to what is protected",
    "TOMCAT, GET,  /large.bin;x=1,              a parameter: only the container knows",
    "TOMCAT, GET,  /./large.bin,                spelled in another way",
    "TOMCAT, GET,  //large.bin,                 spelled in another way",
    "TOMCAT, GET,  /sub/%2e%2e/large.bin,       spelled in another way",
    "TOMCAT, GET,  /sub/../../outside.txt,      out of the web root",
    "TOMCAT, POST, /large.bin,                  only what is read",
    "TOMCAT, PUT,  /large.bin,                  only what is read",
    "JETTY,  GET,  /,                           the root is a folder",
    "JETTY,  GET,  /empty/,                     a folder without a welcome file",
    "JETTY,  GET,  /sub/,                       a welcome file is the container's",
    "JETTY,  GET,  /nothing.txt,                nothing is there",
    "JETTY,  GET,  /WEB-INF/secret.txt,         protected",
    "JETTY,  GET,  /web-inf/secret.txt,         protected in any case",
    "JETTY,  GET,  /%57EB-INF/secret.txt,       and escaped",
    "JETTY,  GET,  //WEB-INF/secret.txt,        and doubled",
    "JETTY,  GET,  /sub/../WEB-INF/secret.txt,  and from below",
    "JETTY,  GET,  /WEB-INF;x/secret.txt,       and with a parameter",
    "JETTY,  GET,  /sub/META-INF/secret.txt,    in a folder too: left alone",
    "JETTY,  GET,  /link.txt,                   a link that leads out",
    "JETTY,  GET,  /inf/secret.txt,             a link to what is protected",
    "JETTY,  GET,  /large.bin;x=1,              a parameter: only the container knows",
    "JETTY,  GET,  /./large.bin,                spelled in another way",
    "JETTY,  GET,  //large.bin,                 spelled in another way",
    "JETTY,  GET,  /sub/%2e%2e/large.bin,       spelled in another way",
    "JETTY,  GET,  /sub/../../outside.txt,      out of the web root",
    "JETTY,  POST, /large.bin,                  only what is read",
    "JETTY,  PUT,  /large.bin,                  only what is read"
  })
  void isLeftToTheContainer(Kind kind, String method, String target, String why) throws Exception {
    Answer plain = ask(kind, new WebApp(root), method, target, "Content-Length: 0");
    Answer answer = ask(kind, app(), method, target, "Content-Length: 0");
    assertThat(answer.field("X-Accel-Redirect")).isEmpty();
    assertThat(answer.status()).isEqualTo(plain.status());
    assertThat(answer.body()).isEqualTo(plain.body());
    // Jetty follows links, and META-INF in a folder is a name like others: that is the container's.
    if (!plain.text().contains("SECRET")) {
      assertThat(answer.text()).doesNotContain("SECRET");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFilterBeforeItStillDecides(Kind kind) throws Exception {
    Filter authorisation =
        (request, response, chain) -> {
          if ("Bearer good".equals(((HttpServletRequest) request).getHeader("Authorization"))) {
            chain.doFilter(request, response);
          } else {
            ((HttpServletResponse) response).sendError(403);
          }
        };
    WebApp guarded =
        new WebApp(root).filter(authorisation).filter(filter(behindNginx(), DefaultServlet.ALWAYS));
    try (WebApp.Running running = guarded.start(kind);
        Client client = new Client(running.port())) {
      Answer stranger = client.ask("GET", "/large.bin");
      assertThat(stranger.status()).isEqualTo(403);
      assertThat(stranger.field("X-Accel-Redirect")).isEmpty();
      assertThat(client.ask("GET", "/large.bin", "Authorization: Bearer good").lines())
          .contains("X-Accel-Redirect: /_web/large.bin");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void withoutAFrontItAnswersByItselfWhereTold(Kind kind) throws Exception {
    WebApp app = new WebApp(root).filter(filter(alone(), DefaultServlet.ALWAYS));
    try (WebApp.Running running = app.start(kind);
        Client client = new Client(running.port())) {
      Answer whole = client.ask("GET", "/large.bin");
      assertThat(whole.text()).isEqualTo(large);
      String tag = whole.field("ETag").orElseThrow();
      Answer part = client.ask("GET", "/large.bin", "Range: bytes=3-6", "If-Range: " + tag);
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.text()).isEqualTo("3456");
      assertThat(client.ask("GET", "/large.bin", "If-None-Match: " + tag).status()).isEqualTo(304);
      Answer head = client.ask("HEAD", "/large.bin");
      assertThat(head.field("Content-Length")).contains(Integer.toString(large.length()));
      Answer page = client.ask("GET", "/page.html");
      assertThat(page.field("Content-Type").orElseThrow()).startsWith("text/html");
      assertThat(page.field("Content-Disposition")).isEmpty();
      assertThat(page.field("Content-Security-Policy")).isEmpty();
    }
  }

  /** What the container would wrap or send by itself is only there if nothing is in its way. */
  private static final class Seeing implements Filter {
    final AtomicReference<Object> request = new AtomicReference<>();
    final AtomicReference<Object> response = new AtomicReference<>();
    final AtomicReference<Object> sendfile = new AtomicReference<>();

    @Override
    public void doFilter(
        jakarta.servlet.ServletRequest asked,
        jakarta.servlet.ServletResponse answer,
        jakarta.servlet.FilterChain chain)
        throws java.io.IOException, jakarta.servlet.ServletException {
      request.set(asked);
      response.set(answer);
      chain.doFilter(asked, answer);
      Object file = asked.getAttribute(ContainerSendfile.FILENAME);
      if (file != null) {
        sendfile.set(file);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DefaultServlet.class)
  void theContainersOwnSendfileStaysInUse(DefaultServlet who) throws Exception {
    Seeing seeing = new Seeing();
    DefaultServlet set = who == DefaultServlet.ALWAYS ? DefaultServlet.CONTAINER : who;
    WebApp app = new WebApp(root).filter(filter(alone(), set)).filter(seeing);
    assertThat(ask(Kind.TOMCAT, app, "GET", "/large.bin").text()).isEqualTo(large);
    assertThat(seeing.request.get().getClass().getSimpleName()).isEqualTo("RequestFacade");
    assertThat(seeing.response.get().getClass().getSimpleName()).isEqualTo("ResponseFacade");
    assertThat(seeing.sendfile.get()).isEqualTo(root.resolve("large.bin").toString());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSecondFileServletIsHandedOffToo(Kind kind) throws Exception {
    Files.createDirectories(root.resolve("files"));
    Files.writeString(root.resolve("files/large.bin"), large);
    WebApp alone =
        new WebApp(root).fileServletAtFiles().filter(filter(alone(), DefaultServlet.CONTAINER));
    assertThat(ask(kind, alone, "GET", "/files/large.bin").text()).isEqualTo(large);
    if (kind == Kind.TOMCAT) {
      WebApp behind =
          new WebApp(root)
              .fileServletAtFiles()
              .filter(filter(behindNginx(), DefaultServlet.CONTAINER));
      Answer told = ask(kind, behind, "GET", "/files/large.bin");
      assertThat(told.field("X-Accel-Redirect").orElseThrow()).endsWith("/large.bin");
      assertThat(told.body()).isEmpty();
      WebApp again =
          new WebApp(root)
              .fileServletAtFiles()
              .filter(filter(behindNginx(), DefaultServlet.CONTAINER));
      Answer part = ask(kind, again, "GET", "/files/large.bin", "Range: bytes=0-99999");
      assertThat(part.status()).isEqualTo(200);
      assertThat(part.field("X-Accel-Redirect")).isPresent();
      assertThat(part.field("Content-Range")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyAProvenGatewayIsTold(Kind kind) throws Exception {
    FrontWords words = new FrontWords("X-Accel-Redirect", root + "/=/_web/");
    String[] said = {
      "X-Sendfile-Type: X-Accel-Redirect",
      "X-Redirect-Map: " + words.redirectMap(),
      "Handoff-Front: " + FrontProof.of(List.of(KEY)).prove(words, Instant.now())
    };
    Handoff auto = Handoff.builder().front(Front.auto(KEY)).build();
    WebApp app = new WebApp(root).filter(filter(auto, DefaultServlet.FRONT));
    try (WebApp.Running running = app.start(kind);
        Client client = new Client(running.port())) {
      assertThat(client.ask("GET", "/large.bin", said).field("X-Accel-Redirect"))
          .contains("/_web/large.bin");
      assertThat(client.ask("GET", "/large.bin", said[0], said[1]).text()).isEqualTo(large);
      assertThat(client.ask("GET", "/page.html", said).text()).isEqualTo("<p>page");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anErrorPageIsTheContainers(Kind kind) throws Exception {
    Filter forbidding =
        (request, response, chain) -> {
          if (request.getDispatcherType() == jakarta.servlet.DispatcherType.ERROR) {
            chain.doFilter(request, response);
          } else {
            ((HttpServletResponse) response).sendError(403);
          }
        };
    WebApp app =
        new WebApp(root).filter(filter(behindNginx(), DefaultServlet.CONTAINER)).filter(forbidding);
    Answer answer = ask(kind, app, "GET", "/large.bin");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).isEqualTo("<p>no");
    assertThat(answer.field("X-Accel-Redirect")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aForwardIsAnsweredAndAForwardIntoWhatIsProtectedIsTheContainers(Kind kind) throws Exception {
    WebApp app =
        app()
            .servlet(
                "/go",
                (request, response) ->
                    request
                        .getRequestDispatcher(request.getParameter("to"))
                        .forward(request, response));
    try (WebApp.Running running = app.start(kind);
        Client client = new Client(running.port())) {
      assertThat(client.ask("GET", "/go?to=/large.bin").field("X-Accel-Redirect"))
          .contains("/_web/large.bin");
      assertThat(client.ask("GET", "/go?to=/WEB-INF/secret.txt").field("X-Accel-Redirect"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anIncludeIsTheContainers(Kind kind) throws Exception {
    WebApp app =
        app()
            .servlet(
                "/go",
                (request, response) -> {
                  response.getOutputStream().write("before ".getBytes(StandardCharsets.UTF_8));
                  request.getRequestDispatcher("/page.html").include(request, response);
                });
    Answer answer = ask(kind, app, "GET", "/go");
    assertThat(answer.text()).isEqualTo("before <p>page");
    assertThat(answer.field("X-Accel-Redirect")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aWrapperBeforeItSeesTheBytes(Kind kind) throws Exception {
    Filter marking =
        (request, response, chain) ->
            chain.doFilter(
                request,
                new HttpServletResponseWrapper((HttpServletResponse) response) {
                  @Override
                  public void setContentLengthLong(long length) {
                    setHeader("Seen", "yes");
                    super.setContentLengthLong(length);
                  }
                });
    WebApp app = new WebApp(root).filter(marking).filter(filter(alone(), DefaultServlet.ALWAYS));
    Answer answer = ask(kind, app, "GET", "/large.bin");
    assertThat(answer.field("Seen")).contains("yes");
    assertThat(answer.text()).isEqualTo(large);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anAppThatHasTheRootForItselfKeepsIt(Kind kind) throws Exception {
    assertThatThrownBy(() ->
            new WebApp(root)
                .filter(
                    HandoffFilter.builder(alone())
                        .defaultServlet(DefaultServlet.ALWAYS)
                        .defaultServletName("dispatcher")
                        .build())
                .start(kind)
                .close())
        .isInstanceOf(Exception.class);
  }
}
