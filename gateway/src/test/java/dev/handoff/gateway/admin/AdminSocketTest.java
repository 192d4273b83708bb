package dev.handoff.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.Gateway;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a running gateway, octet by octet. */
class AdminSocketTest {
  private static final String GET = "GET /v HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir Path folder;
  private ScriptedApp app;
  private Path socket;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("files")).resolve("a"), "x");
    socket = folder.resolve("admin.sock");
    app =
        ScriptedApp.tcp()
            .always(Answer.of(200, "X-Accel-Redirect: /_f/a", "Handoff: reuse=30, key=\"u42:f9\""));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private Setup setup() {
    return new Setup()
        .app(app, "/", "/_f/")
        .internal("/_f/", folder.resolve("files"))
        .admin(socket);
  }

  private RawResponse admin(String request) {
    try (RawClient client = RawClient.connect(UnixDomainSocketAddress.of(socket))) {
      return client.send(request).receive();
    }
  }

  private RawResponse post(String target, String json) {
    return admin(
        "POST "
            + target
            + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  private static RawResponse ask(GatewayUnderTest gateway, String request) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      return client.send(request).receive();
    }
  }

  @Test
  void nobodyElseMayOpenItAndNothingIsLeftBehind() throws IOException {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      assertThat(names()).containsExactlyInAnyOrder("admin.sock", "files");
      gateway.stop().toCompletableFuture().join();
    }
    assertThat(names()).containsExactly("files");
  }

  private Stream<String> names() throws IOException {
    return Files.list(folder).map(path -> path.getFileName().toString());
  }

  @Test
  void withoutTheKeyThereIsNone() throws IOException {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(new Setup().app(app, "/"))) {
      assertThat(gateway.address()).isNotNull();
      assertThat(names()).containsExactly("files");
    }
  }

  @Test
  void aSocketThatAKilledProcessLeftGivesWay() throws IOException {
    ServerSocketChannel left =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(socket));
    left.close();
    assertThat(socket).exists();
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      assertThat(admin("GET /status HTTP/1.1\r\nHost: a\r\n\r\n").status()).isEqualTo(200);
      assertThat(gateway.address()).isNotNull();
    }
  }

  @Test
  void whatIsNoSocketStays() throws IOException {
    Files.writeString(socket, "precious");
    assertRefused("is no socket");
    assertThat(socket).hasContent("precious");
    Files.delete(socket);
    Path target = Files.writeString(folder.resolve("target"), "precious");
    Files.createSymbolicLink(socket, target);
    assertRefused("is no socket");
    assertThat(Files.isSymbolicLink(socket)).isTrue();
    assertThat(target).hasContent("precious");
    Files.delete(socket);
    Files.createDirectory(socket);
    assertRefused("is no socket");
  }

  @Test
  void aSocketOfARunningProcessStays() throws IOException {
    try (ServerSocketChannel other =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(socket))) {
      assertRefused("another process listens on");
      assertThat(other.isOpen()).isTrue();
      assertThat(Files.exists(socket, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    socket = folder.resolve("none/admin.sock");
    assertRefused("there is no folder " + folder.resolve("none"));
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> Gateway.start(setup().build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest(name = "{0} withdraws {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"key":"u42:f9"}   | 1
          {"prefix":"u42:"}  | 1
          {"prefix":""}      | 1
          {"key":"u42:"}     | 0
          {"prefix":"u43:"}  | 0
          """)
  void whatIsRevokedIsAskedForAgain(String which, int count) {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      ask(gateway, GET);
      assertThat(app.requests()).hasSize(1);
      assertThat(post("/revoke", which).text()).isEqualTo("{\"revoked\":" + count + "}\n");
      assertThat(ask(gateway, GET).status()).isEqualTo(200);
      assertThat(app.requests()).hasSize(1 + count);
    }
  }

  @Test
  void statusSaysWhatIsKept() {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      ask(gateway, GET);
      RawResponse status = admin("GET /status HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(status.field("Content-Type")).contains("application/json");
      assertThat(status.text())
          .contains("\"pid\":" + ProcessHandle.current().pid())
          .contains("\"kept\":1,")
          .contains("\"reused\":1,")
          .containsPattern("\"uptime_seconds\":[0-9]+\\.[0-9]{3}");
    }
  }

  @Test
  void aTokenExplainsOneRequest() {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      String json = post("/explain-token", "").text();
      String token = json.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
      String explain = GET.replace("\r\n\r\n", "\r\nHandoff-Explain: " + token + "\r\n\r\n");
      assertThat(ask(gateway, explain).text()).contains("\"steps\":");
      assertThat(ask(gateway, explain).text()).isEqualTo("x");
      assertThat(ask(gateway, explain.replace(token, "")).text()).isEqualTo("x");
    }
  }

  @ParameterizedTest(name = "{0} {1} {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET  | /              | ``                            | 404 | nothing there
          GET  | /status?x      | ``                            | 404 | no query
          POST | /status        | ``                            | 405 | reading is GET
          GET  | /revoke        | ``                            | 405 | changing is POST
          POST | /revoke        | ``                            | 400 | nothing named
          POST | /revoke        | nonsense                      | 400 | no JSON
          POST | /revoke        | []                            | 400 | no object
          POST | /revoke        | {}                            | 400 | nothing named
          POST | /revoke        | {"kye":"u42:f9"}              | 400 | misspelt
          POST | /revoke        | {"key":42}                    | 400 | no text
          POST | /revoke        | {"key":"a","prefix":"b"}      | 400 | both
          POST | /revoke        | {"key":"a"} x                 | 400 | more behind it
          POST | /reload        | ``                            | 409 | this program has no file to read
          POST | /reopen        | ``                            | 200 | fine without a log, too
          """)
  void refuses(String method, String target, String body, int status, String why) {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      ask(gateway, GET);
      RawResponse answer =
          admin(
              method
                  + " "
                  + target
                  + " HTTP/1.1\r\nHost: a\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
      assertThat(answer.status()).as(why).isEqualTo(status);
      ask(gateway, GET);
      assertThat(app.requests()).as("nothing was revoked").hasSize(1);
    }
  }

  @Test
  void whatIsTooLargeOrNoHttpIsRefused() {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      String host = "Host: a\r\n";
      assertThat(admin("GET /" + "x".repeat(5000) + " HTTP/1.1\r\n" + host + "\r\n").status())
          .isEqualTo(414);
      assertThat(
              admin(
                      "GET /status HTTP/1.1\r\n"
                          + host
                          + ("X: " + "y".repeat(3000) + "\r\n").repeat(4)
                          + "\r\n")
                  .status())
          .isEqualTo(431);
      assertThat(
              admin("POST /revoke HTTP/1.1\r\n" + host + "Content-Length: 20000\r\n\r\n").status())
          .isEqualTo(413);
      assertThat(
              admin("POST /revoke HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n")
                  .status())
          .isEqualTo(411);
      assertThat(admin("nonsense\r\n\r\n").status()).isEqualTo(400);
      // Whoever connects and says nothing keeps nobody else waiting.
      try (RawClient silent = RawClient.connect(UnixDomainSocketAddress.of(socket))) {
        assertThat(admin("GET /status HTTP/1.1\r\n" + host + "\r\n").status()).isEqualTo(200);
        assertThat(silent.received()).isEmpty();
      }
      assertThat(gateway.address()).isNotNull();
    }
  }

  @Test
  void aReloadMovesTheSocketAndAFailedOneLeavesIt() throws IOException {
    Path first = socket;
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup())) {
      socket = folder.resolve("moved.sock");
      gateway.reload(setup().build());
      assertThat(first).doesNotExist();
      assertThat(admin("GET /status HTTP/1.1\r\nHost: a\r\n\r\n").status()).isEqualTo(200);
      Path moved = socket;
      socket = folder.resolve("none/x.sock");
      assertThatThrownBy(() -> gateway.reload(setup().build())).hasMessageContaining("no folder");
      socket = moved;
      assertThat(admin("GET /status HTTP/1.1\r\nHost: a\r\n\r\n").status()).isEqualTo(200);
      gateway.reload(new Setup().app(app, "/").build());
      Within.patience("the socket is gone", () -> !Files.exists(moved));
    }
  }
}
