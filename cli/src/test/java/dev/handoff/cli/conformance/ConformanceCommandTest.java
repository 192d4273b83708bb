package dev.handoff.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command against a server that is right, one that is not, and nobody. */
@TestInstance(Lifecycle.PER_CLASS)
class ConformanceCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Queue<List<String>> cookies = new ConcurrentLinkedQueue<>();

  private Path folder;
  private ServedFile right;
  private HttpServer wrong;
  private String copy;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    right = ServedFile.in(folder);
    copy = right.copy().toString();
    Files.write(folder.resolve("other"), new byte[1000]);
    Files.writeString(folder.resolve("no.pem"), "hello");
    wrong = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serveWhole(wrong);
    wrong.start();
  }

  /** Knows neither ranges nor conditions. */
  private void serveWhole(HttpServer server) {
    server.createContext(
        "/data.bin",
        exchange -> {
          cookies.add(exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
          byte[] octets = Files.readAllBytes(right.copy());
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(200, head ? -1 : octets.length);
          if (!head) {
            exchange.getResponseBody().write(octets);
          }
          exchange.close();
        });
  }

  @AfterAll
  void stop() {
    right.close();
    wrong.stop(0);
  }

  @Test
  void endsWithZeroWhenNothingFails() {
    assertThat(run(right.url().toString(), "--file", copy)).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("## File responses of <" + right.url() + ">")
        .contains("**100 passed, 0 failed**")
        .doesNotContain("### Failed");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void endsWithOneAndEvidenceWhenSomethingFails() {
    assertThat(run(wrongUrl(), "-f", copy)).isEqualTo(1);
    assertThat(out.toString())
        .contains("#### E1: first, last and suffix ranges\n", "\n- came: status 200\n")
        .contains("E2, E3, E4, E5")
        .contains("ranges are ignored here, see the first case of E1");
  }

  @Test
  void anEmptyFileCanBeAskedAsWell() {
    String url = right.url().toString().replace("data.bin", "empty.bin");
    String empty = right.copy().resolveSibling("empty.bin").toString();
    assertThat(run(url, "-f", empty)).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("of a file of 0 octets", "needs a file of at least 20 octets")
        .doesNotContain("needs an empty file");
  }

  @Test
  void onlyTheGroupsThatAreNamed() {
    assertThat(run(wrongUrl(), "-f", copy, "--groups", "h,K")).isEqualTo(1);
    assertThat(out.toString()).contains("| H: methods").doesNotContain("| E: single", "#### E1");
  }

  @Test
  void sendsFieldsAndHidesThem() {
    cookies.clear();
    assertThat(run(wrongUrl(), "-f", copy, "-H", "Cookie: session=t0psecret")).isEqualTo(1);
    assertThat(cookies).isNotEmpty().containsOnly(List.of("session=t0psecret"));
    assertThat(out.toString()).contains("-H 'Cookie: …'").doesNotContain("t0psecret");
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    assertThat(run(wrongUrl(), "-f", copy, "--json")).isEqualTo(1);
    try (JsonParser json = new JsonFactory().createParser(out.toString())) {
      int cases = 0;
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("result")) {
          cases++;
        }
      }
      assertThat(cases).isEqualTo(110);
    }
    assertThat(out.toString())
        .contains("\"statement\" : \"E1\"", "\"demand\" : \"agreed\"", "\"result\" : \"failed\"")
        .contains("\"curl\" : \"curl -sS", "\"reference\" : \"RFC 9110 §14.1.2, §14.2\"");
  }

  @Test
  void httpsNeedsACertificateThatIsBelieved() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Path pem = folder.resolve("cert.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-storepass",
        "password",
        "-keystore",
        keys.toString());
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "a",
        "-storepass",
        "password",
        "-keystore",
        keys.toString(),
        "-file",
        pem.toString());
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    serveWhole(server);
    server.start();
    try {
      String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/data.bin";
      assertThat(run(url, "-f", copy, "--groups", "H")).isEqualTo(3);
      assertThat(err.toString()).contains("unable to find valid certification path");
      assertThat(run(url, "-f", copy, "--groups", "H", "--cacert", pem.toString())).isEqualTo(1);
      assertThat(out.toString()).contains("| H: methods");
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext context(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "password".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void endsWithThreeWhenNobodyAnswers() throws IOException {
    // Bound but not listening: nobody else can come to listen there.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "http://127.0.0.1:" + bound.getLocalPort() + "/?sig=s1gnature";
      assertThat(run(url, "-f", copy)).isEqualTo(3);
      assertThat(err.toString()).contains("/?…: ").doesNotContain("s1gnature");
    }
  }

  @ParameterizedTest(name = "{0} => {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WRONG                                        | Missing required option: '--file=COPY'
          --file COPY                                  | Missing required parameter: 'URL'
          WRONG --file DIR/other                       | does not send what the local copy holds, so nothing can be judged. The server sends another octet at offset 0.
          http://127.0.0.1:PORT/nothing --file COPY    | There is no such file.
          ftp://x/y --file COPY                        | ftp://x/y is not an http:// or https:// URL.
          --file COPY 'http://x/ y'                    | the URL cannot be read: Illegal character in path at character 9
          WRONG --file DIR/missing                     | --file: DIR/missing is no file.
          WRONG --file DIR                             | --file: DIR is no file.
          WRONG --file COPY -H Cookie                  | --header needs 'NAME: VALUE', with a colon.
          WRONG --file COPY -H 'A B: x'                | "A B" is no name of a field.
          WRONG --file COPY --groups E,X               | --groups: there is no group X; there are A, B, C, D, E, F, G, H, K.
          WRONG --file COPY --groups L                 | --groups: there is no group L; there are A, B, C, D, E, F, G, H, K.
          WRONG --file COPY --timeout 0                | a timeout is between a second and an hour
          WRONG --file COPY --pause 99999999           | a pause is at most a minute
          WRONG --file COPY --cacert DIR/no.pem        | --cacert: DIR/no.pem
          """)
  void endsWithTwoAndAReason(String arguments, String message) {
    String[] words =
        java.util.stream.Stream.of(arguments.split(" (?=(?:[^']*'[^']*')*[^']*$)"))
            .map(word ->
                word.replace("'", "")
                    .replace("WRONG", wrongUrl())
                    .replace("PORT", Integer.toString(wrong.getAddress().getPort()))
                    .replace("COPY", copy)
                    .replace("DIR", folder.toString()))
            .toArray(String[]::new);
    assertThat(run(words)).as(out.toString()).isEqualTo(2);
    assertThat(err.toString()).contains(message.replace("DIR", folder.toString()));
    assertThat(out.toString()).isEmpty();
  }

  private String wrongUrl() {
    return "http://127.0.0.1:" + wrong.getAddress().getPort() + "/data.bin";
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new ConformanceCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
