package dev.handoff.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.cli.explain.ExplainCommand;
import dev.handoff.cli.gateway.GatewayProcess;
import dev.handoff.gateway.config.yaml.ConfigFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code handoff admin} and {@code handoff explain --socket} against a process that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminCommandsTest {
  private Path folder = Path.of("");
  private Path config = Path.of("");
  private GatewayProcess process = unstarted();
  private CompletableFuture<Integer> ended = new CompletableFuture<>();
  private int port;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static GatewayProcess unstarted() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new GatewayProcess(ConfigFile.at(Path.of("none")), nowhere, nowhere);
  }

  @BeforeAll
  void start(@TempDir Path given) throws IOException {
    folder = given;
    config = folder.resolve("handoff.yaml");
    Files.writeString(Files.createDirectory(folder.resolve("static")).resolve("a.txt"), "hello");
    write("");
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    process = new GatewayProcess(ConfigFile.at(config), nowhere, nowhere);
    CompletableFuture<Integer> ready = new CompletableFuture<>();
    ended =
        CompletableFuture.supplyAsync(() ->
            process.run(
                addresses -> ready.complete(((InetSocketAddress) addresses.getFirst()).getPort())));
    port = ready.join();
  }

  private void write(String more) throws IOException {
    Files.writeString(
        config,
        """
        listen: "127.0.0.1:0"
        public: { /static/: static }
        admin: unix:%s/admin.sock
        """
                .formatted(folder)
            + more);
  }

  @AfterAll
  void stop() {
    process.stop();
    assertThat(ended.join()).isZero();
    assertThat(folder.resolve("admin.sock")).doesNotExist();
  }

  @BeforeEach
  void forget() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
  }

  private int admin(String... arguments) {
    return run(new AdminCommand(), arguments);
  }

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void statusSaysHowTheGatewayIs() {
    assertThat(admin("status", "-c", config.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("process        " + ProcessHandle.current().pid())
        .contains("configuration  " + config)
        .contains("listens on     http://127.0.0.1:" + port)
        .contains("decisions      0 kept");
    forget();
    assertThat(admin("status", "--socket", folder + "/admin.sock", "--json")).isZero();
    assertThat(out.toString()).startsWith("{").contains("\"decisions\":{\"kept\":0");
  }

  @Test
  void revokeSaysHowManyThereWere() {
    assertThat(admin("revoke", "u42:f9", "-c", config.toString())).isZero();
    assertThat(out.toString()).contains("No decision of that name");
    forget();
    assertThat(admin("revoke", "--prefix", "u\"4\\2", "-c", config.toString(), "--json")).isZero();
    assertThat(out.toString().strip()).isEqualTo("{\"revoked\":0}");
  }

  @Test
  void reopenIsDone() {
    assertThat(admin("reopen", "--socket", "unix:" + folder + "/admin.sock")).isZero();
    assertThat(out.toString()).contains("open anew");
  }

  @Test
  void reloadSaysWhatChangedOrWhyNothingDid() throws IOException {
    write("timeouts: { idle: 5s }\n");
    assertThat(admin("reload", "-c", config.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("timeouts.idle: 60s → 5s");
    forget();
    write("sausage: 1\n");
    assertThat(admin("reload", "--socket", folder + "/admin.sock")).isEqualTo(1);
    assertThat(err.toString())
        .contains("handoff.yaml:4  unknown key sausage.")
        .contains("The gateway keeps its configuration.");
    write("");
  }

  @Test
  void explainNeedsNoSecretWhereTheSocketIsOpen() {
    String url = "http://127.0.0.1:" + port + "/static/a.txt";
    assertThat(run(new ExplainCommand(), url, "-c", config.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("route")
        .contains("answer 200")
        .containsPattern("ETag: .*← the file")
        .containsPattern("X-Content-Type-Options: nosniff +← the gateway, for every file");
    forget();
    assertThat(
            run(new ExplainCommand(), url, "--socket", folder + "/admin.sock", "-I", "-r", "0-1"))
        .isZero();
    assertThat(out.toString()).startsWith("HEAD /static/a.txt").contains("answer 200");
    forget();
    assertThat(run(new ExplainCommand(), url, "-c", config.toString(), "-r", "1-2")).isZero();
    assertThat(out.toString()).contains("answer 206").contains("Content-Range: bytes 1-2/5");
  }

  @ParameterizedTest(name = "{0} ends with {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          status --socket DIR/none.sock         | 3 | There is no socket DIR/none.sock.
          status --socket DIR/stale.sock        | 3 | Nobody listens on DIR/stale.sock
          status --socket DIR/handoff.yaml      | 3 | is no socket.
          status -c DIR/none.yaml               | 2 | none.yaml
          status -c DIR/plain.yaml              | 2 | has no admin socket. Add  admin: unix:/run/handoff.sock
          revoke -c DIR/handoff.yaml            | 2 | Name either a key or a --prefix.
          revoke a --prefix b -c DIR/handoff.yaml | 2 | Name either a key or a --prefix.
          ``                                    | 2 | Say what: status, revoke, reopen or reload.
          """)
  void saysWhatIsWrong(String arguments, int code, String message) throws IOException {
    Files.writeString(folder.resolve("plain.yaml"), "public: { /static/: static }\n");
    if (!Files.exists(folder.resolve("stale.sock"))) {
      ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(folder.resolve("stale.sock")))
          .close();
    }
    String[] words =
        arguments.isEmpty()
            ? new String[0]
            : arguments.replace("DIR", folder.toString()).split(" ");
    assertThat(admin(words)).isEqualTo(code);
    assertThat(err.toString()).contains(message.replace("DIR", folder.toString()));
  }

  @Test
  void whoBreaksOffIsNamed() throws Exception {
    Path path = folder.resolve("rude.sock");
    try (ServerSocketChannel rude = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      rude.bind(UnixDomainSocketAddress.of(path));
      CompletableFuture<Void> broken =
          CompletableFuture.runAsync(() -> {
            try (SocketChannel client = rude.accept()) {
              // Closing with unread octets resets the connection.
              client.read(ByteBuffer.allocate(1));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      assertThat(admin("status", "--socket", path.toString())).isEqualTo(3);
      broken.join();
      assertThat(err.toString()).contains("No answer from " + path).contains("log says why");
    }
  }
}
