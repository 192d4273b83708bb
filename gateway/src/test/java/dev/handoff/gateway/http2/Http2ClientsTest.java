package dev.handoff.gateway.http2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Http2Client;
import dev.handoff.gateway.wire.TestCertificates;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that others wrote, and what an operator sees of them. */
final class Http2ClientsTest extends Http2Rig {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private TestCertificates certificates;
  private GatewayUnderTest gateway;
  private Path log;

  @BeforeAll
  void startWithTls(@TempDir Path fresh) {
    certificates = new TestCertificates(fresh);
    log = fresh.resolve("access.log");
    gateway =
        start(setup ->
            setup
                .https(certificates.files("server", "localhost", "127.0.0.1"))
                .explain(SECRET)
                .log(new LogConfig(new LogConfig.Access.ToFile(log), LogConfig.Format.COMBINED)));
  }

  @AfterAll
  void stopWithTls() {
    gateway.close();
  }

  private HttpClient jdk() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_2)
        .sslContext(certificates.client())
        .build();
  }

  private URI https(String path) {
    return URI.create("https://localhost:" + gateway.https().getPort() + path);
  }

  @Test
  void theJdkLoadsManyRangesAtATimeOverTls() throws Exception {
    byte[] all = octets();
    try (HttpClient client = jdk()) {
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String range = "bytes=" + i * 100_000 + "-" + (i * 100_000 + 99_999);
        answers.add(
            client.sendAsync(
                HttpRequest.newBuilder(https("/large.bin")).header("Range", range).build(),
                HttpResponse.BodyHandlers.ofByteArray()));
      }
      for (int i = 0; i < 30; i++) {
        HttpResponse<byte[]> answer = answers.get(i).get();
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body())
            .isEqualTo(Arrays.copyOfRange(all, i * 100_000, (i + 1) * 100_000));
      }
    }
  }

  @Test
  void theJdkUploadsOverTls() throws Exception {
    app().forget();
    app().always(Answer.text(200, "thanks"));
    byte[] all = octets();
    try (HttpClient client = jdk()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(https("/app/up"))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(all))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("thanks");
    }
    assertThat(app().onlyRequest().body()).isEqualTo(all);
    assertThat(app().onlyRequest().values("X-Forwarded-Proto")).containsExactly("https");
  }

  @Test
  void curlLoadsWithPriorKnowledgeAndByAlpn() throws Exception {
    assumeInstalled("curl");
    int port = ((InetSocketAddress) gateway.address()).getPort();
    String plain = "http://127.0.0.1:" + port + "/large.bin";
    Path target = log.resolveSibling("curl.out");
    String format = "%{http_version} %{http_code} %{size_download}";
    String[] common = {"curl", "-sS", "--cacert", certificates.authorityFile().toString()};
    assertThat(run(with(common, "--http2-prior-knowledge", "-w", format, "-o", target + "", plain)))
        .isEqualTo("2 200 " + LARGE);
    assertThat(Files.readAllBytes(target)).isEqualTo(octets());
    assertThat(run(with(common, "-w", format, "-o", target + "", https("/large.bin") + "")))
        .isEqualTo("2 200 " + LARGE);
    assertThat(
            run(with(common, "--http1.1", "-w", format, "-o", target + "", https("/a.txt") + "")))
        .isEqualTo("1.1 200 12");
    // An Upgrade to h2c is not taken: RFC 9113 has dropped it.
    assertThat(run(with(common, "--http2", "-w", format, "-o", target + "", plain)))
        .isEqualTo("1.1 200 " + LARGE);
  }

  @Test
  void nghttpLoadsManyFilesAndSmallWindows() throws Exception {
    assumeInstalled("nghttp");
    int port = ((InetSocketAddress) gateway.address()).getPort();
    String base = "http://127.0.0.1:" + port;
    // -m: so many times each; -w: windows of so many bits.
    assertThat(run("nghttp", "-n", "-s", "-w14", "-m20", base + "/a.txt", base + "/large.bin"))
        .contains("/a.txt")
        .contains("/large.bin");
    assertThat(run("nghttp", "-w9", "--header-table-size=0", base + "/a.txt"))
        .isEqualTo("content of a");
  }

  private static String[] with(String[] common, String... further) {
    String[] command = Arrays.copyOf(common, common.length + further.length);
    System.arraycopy(further, 0, command, common.length, further.length);
    return command;
  }

  private static void assumeInstalled(String program) {
    if (!Files.isExecutable(Path.of("/usr/bin", program))) {
      System.err.println("NOT TESTED WITH " + program + ": it is not installed");
      Assumptions.abort(program + " is not installed");
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(out).isZero();
      return out;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theLogNamesTheProtocol() {
    try (Http2Client client = Http2Client.connect(gateway.address())) {
      client.get(1, "/a.txt?logged", "user-agent: frames");
      client.answer(1);
    }
    Within.patience(
        "the line",
        () -> lines().contains("\"GET /a.txt?logged HTTP/2.0\" 200 12 \"-\" \"frames\""));
  }

  private String lines() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theSecretTurnsTheAnswerIntoItsTrace() {
    try (Http2Client client = Http2Client.connect(gateway.address())) {
      app().always(Answer.of(200, "X-Accel-Redirect: /_files/b.txt"));
      client.get(1, "/app/b", "handoff-explain: " + SECRET);
      assertThat(client.answer(1).text())
          .contains("/_files/b.txt")
          .contains("\"status\":200")
          .contains("Content-Length: 12");
      client.get(3, "/missing", "handoff-explain: " + SECRET);
      assertThat(client.answer(3).text()).contains("\"status\":404");
    }
  }

  @Test
  void aFileThatWasDeliveredIsDeleted() throws Exception {
    Path once = Files.writeString(log.resolveSibling("once.txt"), "once");
    try (GatewayUnderTest other =
            start(setup ->
                setup
                    .app(app(), "/once/", "/_once/")
                    .internalWithDelete("/_once/", log.getParent()));
        Http2Client client = Http2Client.connect(other.address())) {
      app().always(Answer.of(200, "X-Accel-Redirect: /_once/once.txt", "Handoff: delete-after"));
      // A second stream that goes on does not keep the first from being delivered.
      client.narrow().get(1, "/large.bin").head(1);
      client.get(3, "/once/x");
      client.windowUpdate(0, 1 << 20);
      assertThat(client.answer(3).text()).isEqualTo("once");
      Within.patience("the file is gone", () -> !Files.exists(once));
      client.reset(1, 8);
    }
  }

  @Test
  void aRateHoldsTheContentBackAndNotItsNeighbour() {
    app().always(Answer.of(200, "X-Accel-Redirect: /_files/b.txt", "X-Accel-Limit-Rate: 1"));
    try (Http2Client client = Http2Client.connect(gateway.address())) {
      client.get(1, "/app/slow").head(1);
      client.get(3, "/a.txt");
      assertThat(client.answer(3).text()).isEqualTo("content of a");
      assertThat(client.content(1, 1).isWhole()).isFalse();
      client.reset(1, 8);
    }
  }
}
