package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The program as it is packaged, with no more of the AWS SDK than its jar carries: it finds
 * credentials wherever they may be, and a real store takes what it signs.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class PackagedSigningTest {
  private static final String KEY = "PACKAGEDKEY";
  private static final String SECRET = "packaged/secret";

  private final List<Process> started = new ArrayList<>();
  private Process store;
  private int storePort;
  private HttpServer app;
  private HttpServer machine;

  @TempDir Path folder;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    Files.writeString(Files.createDirectory(data.resolve("media")).resolve("a é.txt"), "content");
    Path script = RunningExample.projectRoot().resolve("examples/s3proxy/start");
    Path log = data.resolve("store.log");
    store =
        new ProcessBuilder(
                script.toString(), "--key", KEY, "--secret", SECRET, "--data", data.toString())
            .redirectError(log.toFile())
            .start();
    String said = line(store, "S3Proxy on port ");
    if (said.isEmpty()) {
      Tool.skip(Files.readString(log).strip());
    }
    storePort = Integer.parseInt(said);
    app = server();
    app.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("X-Accel-Redirect", "/_s3/a%20%C3%A9.txt");
          answer(exchange, 200, "");
        });
    machine = server();
    machine.createContext("/", this::metadata);
  }

  @AfterAll
  void stop() throws InterruptedException {
    app.stop(0);
    machine.stop(0);
    end(store);
  }

  @AfterEach
  void stopGateways() throws InterruptedException {
    for (Process process : started) {
      end(process);
    }
    started.clear();
  }

  @ParameterizedTest(name = "credentials: {0}, {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          env             | AWS_ACCESS_KEY_ID=PACKAGEDKEY AWS_SECRET_ACCESS_KEY=packaged/secret
          profile         | AWS_SHARED_CREDENTIALS_FILE=FOLDER/keys AWS_CONFIG_FILE=FOLDER/none
          profile:program | AWS_SHARED_CREDENTIALS_FILE=FOLDER/none AWS_CONFIG_FILE=FOLDER/config
          file:FOLDER/keys |
          instance        | AWS_EC2_METADATA_SERVICE_ENDPOINT=MACHINE
          instance        | AWS_CONTAINER_CREDENTIALS_FULL_URI=MACHINE/role
          """)
  void findsCredentials(String credentials, String environment) throws Exception {
    Files.writeString(
        folder.resolve("keys"),
        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(KEY, SECRET));
    Files.writeString(folder.resolve("answer"), role("AccessKeyId", "SessionToken"));
    Files.writeString(
        folder.resolve("config"),
        "[profile program]\ncredential_process = /bin/cat " + folder.resolve("answer") + "\n");
    Process gateway =
        gateway(
            """
            listen: "127.0.0.1:0"
            apps: { app: "http://127.0.0.1:%d" }
            internal:
              /_s3/:
                s3: { bucket: media, endpoint: "http://127.0.0.1:%d", credentials: "%s" }
            """
                .formatted(app.getAddress().getPort(), storePort, filled(credentials)),
            environment == null ? List.of() : List.of(filled(environment).split(" ")));
    URI url = URI.create(line(gateway, "Ready.*?: (?=http)").strip());
    HttpClient client = HttpClient.newHttpClient();
    assertThat(client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body())
        .as(() -> log())
        .isEqualTo("content");
  }

  @Test
  void withoutABucketNothingOfTheSdkIsLoaded() throws Exception {
    Path classes = folder.resolve("classes.log");
    Process gateway =
        gateway(
            """
            listen: "127.0.0.1:0"
            apps: { app: "http://127.0.0.1:%d" }
            internal: { /_store/: { http: { base: "http://127.0.0.1:%d/media/" } } }
            """
                .formatted(app.getAddress().getPort(), storePort),
            List.of("HANDOFF_JAVA_OPTS=-Xlog:class+load=info:file=" + classes));
    assertThat(line(gateway, "Ready")).isNotEmpty();
    end(gateway);
    assertThat(Files.readString(classes))
        .contains("dev.handoff.gateway.Gateway ")
        .doesNotContain("software.amazon");
  }

  private String filled(String text) {
    return text.replace("FOLDER", folder.toString())
        .replace("MACHINE", "http://127.0.0.1:" + machine.getAddress().getPort());
  }

  private Process gateway(String configuration, List<String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("handoff.yaml"), configuration);
    ProcessBuilder builder =
        new ProcessBuilder(
                RunningExample.projectRoot().resolve("handoff").toString(),
                "gateway",
                "-c",
                file.toString())
            .redirectError(folder.resolve("gateway.log").toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("AWS_"));
    for (String variable : environment) {
      variables.put(
          variable.substring(0, variable.indexOf('=')),
          variable.substring(variable.indexOf('=') + 1));
    }
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("gateway.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What follows {@code begin} in the first line that has it; empty when the output ends. */
  private static String line(Process process, String begin) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      String rest = line.replaceFirst("^" + begin, "");
      if (!rest.equals(line)) {
        return rest;
      }
    }
    return "";
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The instance metadata service, and a container's agent at {@code /role}. */
  private void metadata(HttpExchange exchange) throws IOException {
    String roles = "/latest/meta-data/iam/security-credentials/";
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/latest/api/token")) {
      answer(exchange, 200, "token");
    } else if (path.equals(roles)) {
      answer(exchange, 200, "web");
    } else if (path.equals(roles + "web") || path.equals("/role")) {
      answer(exchange, 200, role("AccessKeyId", "Token"));
    } else {
      answer(exchange, 404, "");
    }
  }

  private static String role(String keyName, String tokenName) {
    return """
    {"Version":1,"Code":"Success","%s":"%s","SecretAccessKey":"%s","%s":"t","Expiration":"%s"}
    """
        .formatted(keyName, KEY, SECRET, tokenName, Instant.now().plusSeconds(3600));
  }

  private static HttpServer server() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] octets = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
      exchange.getResponseBody().write(octets);
    }
  }
}
