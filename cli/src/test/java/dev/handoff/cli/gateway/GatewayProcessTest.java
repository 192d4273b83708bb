package dev.handoff.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.gateway.config.yaml.ConfigFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process around the data plane, with a real one inside. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GatewayProcessTest {
  private static final String FIRST =
      """
      listen: "127.0.0.1:0"
      apps: { shop: "http://127.0.0.1:9" }
      public: { /static/: static }
      internal: { /_files/: files }
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(folder.resolve("files"));
    Files.createDirectories(folder.resolve("static"));
    Files.writeString(folder.resolve("static/a.txt"), "hello");
    write(FIRST);
  }

  @Test
  void saysReadyOnceItAcceptsAndEndsWithZero() {
    GatewayProcess process = process();
    int code =
        process.run(addresses -> {
          int port = ((InetSocketAddress) addresses.getFirst()).getPort();
          assertThat(out.toString(StandardCharsets.UTF_8))
              .matches("Ready in [0-9.]+ s: http://127\\.0\\.0\\.1:" + port + "\n");
          assertThat(accepts(port)).isTrue();
          process.stop();
        });
    assertThat(code).isZero();
    assertThat(said().replace(folder.toString(), "DIR"))
        .isEqualTo(
            """
            DIR/handoff.yaml is fine (1 app, 1 public folder, 1 internal location)
              /        → shop http://127.0.0.1:9
              /static/ = DIR/static  public
              /_files/ = DIR/files   internal, for shop
            Stopping; running deliveries have 30 s. Once more ends them at once.
            """);
  }

  @Test
  void aNewFileAppliesAndTheChangesAreNamed() throws Exception {
    GatewayProcess process = process();
    try (Running running = new Running(process)) {
      write(FIRST.replace("/static/", "/other/") + "timeouts: { idle: 5s, shutdown: 0s }\n");
      process.reload();
      await(() -> said().contains("timeouts.idle: 60s → 5s"));
      assertThat(said())
          .contains("+ public./other/.root: " + folder.resolve("static"))
          .contains("- public./static/.root: " + folder.resolve("static"))
          .contains("  timeouts.idle: 60s → 5s");
      process.reload();
      await(() -> said().contains("nothing changed"));
      assertThat(running.end()).isZero();
    }
    assertThat(said()).contains("running deliveries have 0 s");
  }

  @Test
  void aBadNewFileKeepsTheOldOneRunningAndSaysWhy() throws Exception {
    GatewayProcess process = process();
    try (Running running = new Running(process)) {
      write("sausage: 1\n");
      process.reload();
      // The reasons follow the verdict, each in a write of its own.
      await(() -> said().contains("handoff.yaml:1  unknown key sausage."));
      assertThat(said()).contains("the gateway keeps its configuration");
      assertThat(accepts(running.port())).isTrue();
      assertThat(running.end()).isZero();
    }
  }

  @Test
  void askedOnceMoreItEndsWithoutWaitingForDeliveries() throws Exception {
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("static/l").toFile(), "rw")) {
      large.setLength(1L << 30);
    }
    GatewayProcess process = process();
    try (Running running = new Running(process);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
      String request = "GET /static/l HTTP/1.1\r\nHost: x\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(client.getInputStream().read()).isEqualTo('H');
      process.stop();
      await(() -> said().contains("Stopping"));
      assertThat(running.hasEnded()).isFalse();
      while (!running.hasEnded()) {
        process.stop();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      assertThat(running.end()).isEqualTo(1);
    }
    assertThat(said()).contains("Stopped before every delivery had ended.");
  }

  @Test
  void anotherSecretBehindTheSameNameIsAChange() throws Exception {
    Files.writeString(folder.resolve("secret"), "a".repeat(32));
    write(FIRST + "explain: { secret: \"file:secret\" }\n");
    GatewayProcess process = process();
    try (Running running = new Running(process)) {
      Files.writeString(folder.resolve("secret"), "b".repeat(32));
      process.reload();
      await(() -> said().contains("explain.secret: another secret in file:secret"));
      assertThat(said()).doesNotContain("aaaa").doesNotContain("bbbb");
      assertThat(running.end()).isZero();
    }
  }

  @Test
  void rotatedSecretsCountAfterHup() throws Exception {
    secret("front", 1);
    secret("link", 1);
    Files.writeString(folder.resolve("files/a.txt"), "linked");
    write(
        FIRST.replace(
                "shop: \"http://127.0.0.1:9\"",
                "shop: { url: \"http://127.0.0.1:9\","
                    + " front_keys: [ { id: k1, secret: file:front } ] }")
            + "links: { keys: [ { id: k1, secret: file:link } ], paths: { /d/: /_files/ } }\n");
    GatewayProcess process = process();
    try (Running running = new Running(process)) {
      assertThat(said()).contains("by signed link").contains("internal, for shop, links");
      assertThat(status(running.port(), link(1))).isEqualTo("HTTP/1.1 200 OK");
      assertThat(status(running.port(), link(2))).isEqualTo("HTTP/1.1 403 Forbidden");
      secret("front", 2);
      secret("link", 2);
      process.reload();
      await(() -> said().contains("links.keys.1.secret: another secret in file:link"));
      assertThat(said())
          .contains("apps.shop.front_keys.1.secret: another secret in file:front")
          .doesNotContain("AQEB")
          .doesNotContain("AgIC");
      assertThat(status(running.port(), link(1))).isEqualTo("HTTP/1.1 403 Forbidden");
      assertThat(status(running.port(), link(2))).isEqualTo("HTTP/1.1 200 OK");
      assertThat(running.end()).isZero();
    }
  }

  private static byte[] octets(int octet) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) octet);
    return secret;
  }

  private void secret(String name, int octet) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, Base64.getEncoder().encodeToString(octets(octet)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String link(int octet) {
    Links links = Links.of(List.of(LinkKey.of("k1", octets(octet))));
    return links.signed("/d/a.txt", Instant.now().plusSeconds(600));
  }

  private static String status(int port, String target) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = client.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    }
  }

  @Test
  void anAddressThatIsTakenEndsWithOne() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      write(FIRST.replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
      assertThat(process().run()).isEqualTo(1);
      assertThat(said())
          .contains("The gateway did not start: ")
          .contains("" + taken.getLocalPort());
      assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }
  }

  @Test
  void aFileThatIsRefusedEndsWithTwo() throws IOException {
    write("sausage: 1\n");
    assertThat(process().run()).isEqualTo(2);
    assertThat(said()).contains("handoff.yaml:1  unknown key sausage.");
  }

  @Test
  void namesThatAreNotReadAsUtf8EndWithTwo() {
    String encoding = System.setProperty("sun.jnu.encoding", "ANSI_X3.4-1968");
    try {
      assertThat(process().run()).isEqualTo(2);
      assertThat(said()).contains("LC_ALL=C.UTF-8");
    } finally {
      System.setProperty("sun.jnu.encoding", encoding);
    }
  }

  @ParameterizedTest(name = "gateway {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -c x.yaml                              | true
          --config x.yaml --listen 127.0.0.1:0   | true
          --listen :1 --listen :2 -c x.yaml      | true
          -c                                     | false
          -c x.yaml -c y.yaml                    | false
          -cx.yaml                               | false
          --config=x.yaml                        | false
          --help                                 | false
          --listen 8080 -c x.yaml                | false
          """)
  void plainArgumentsNeedNoParserTheRestIsLeftToIt(String arguments, boolean plain) {
    assertThat(PlainArguments.read(List.of(arguments.split(" "))).isPresent()).isEqualTo(plain);
  }

  private GatewayProcess process() {
    return new GatewayProcess(
        ConfigFile.at(folder.resolve("handoff.yaml")),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private void write(String config) throws IOException {
    Files.writeString(folder.resolve("handoff.yaml"), config);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) {
    // The class's own timeout ends this.
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** A process on a thread of its own. */
  private static final class Running implements AutoCloseable {
    private final GatewayProcess process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Integer> code;

    Running(GatewayProcess process) throws Exception {
      this.process = process;
      this.code =
          CompletableFuture.supplyAsync(() ->
              process.run(addresses ->
                  port.complete(((InetSocketAddress) addresses.getFirst()).getPort())));
      port.get(30, TimeUnit.SECONDS);
    }

    int port() {
      return port.join();
    }

    boolean hasEnded() {
      return code.isDone();
    }

    int end() throws Exception {
      process.stop();
      return code.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      process.stop();
      code.join();
    }
  }
}
