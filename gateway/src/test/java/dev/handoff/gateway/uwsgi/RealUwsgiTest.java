package dev.handoff.gateway.uwsgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.RealNginx;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's uwsgi behind the gateway, and the same app behind nginx's {@code uwsgi_pass}. */
class RealUwsgiTest {
  private static final Path PROGRAM = Path.of("/usr/bin/uwsgi-core");
  private static final Path PYTHON = Path.of("/usr/lib/uwsgi/plugins/python3_plugin.so");

  /** Shows what it was told; hands off; takes uploads. */
  private static final String APP =
      """
      def application(environ, start_response):
          path = environ["PATH_INFO"]
          if path == "/file":
              start_response("200 OK", [("X-Accel-Redirect", "/_files/ten.txt")])
              return [b"ignored"]
          if path == "/upload":
              body = environ["wsgi.input"].read()
              start_response("200 OK", [("Content-Type", "text/plain")])
              return [str(len(body)).encode()]
          start_response("200 OK", [("Content-Type", "text/plain")])
          names = sorted(n for n in environ if isinstance(environ[n], str))
          return [(n + "=" + environ[n] + "\\n").encode("latin-1") for n in names]
      """;

  @TempDir static Path folder;
  private static Process uwsgi;
  private static GatewayUnderTest gateway;

  @BeforeAll
  static void start() throws IOException {
    if (!Files.isExecutable(PROGRAM) || !Files.exists(PYTHON)) {
      System.err.println("NOT TESTED WITH UWSGI: " + PROGRAM + " or " + PYTHON + " is missing");
      Assumptions.abort("uwsgi with Python is not installed: no real uwsgi app was asked");
    }
    Path app = Files.writeString(folder.resolve("app.py"), APP);
    Path socket = folder.resolve("app.sock");
    uwsgi =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--plugin",
                PYTHON.toString(),
                "--socket",
                socket.toString(),
                "--wsgi-file",
                app.toString(),
                "--buffer-size",
                "65535",
                "--die-on-term")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("uwsgi.log").toFile())
            .start();
    Within.patience("uwsgi listens", () -> Files.exists(socket) || !uwsgi.isAlive());
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("ten.txt"), "0123456789");
    String text =
        """
        listen: "127.0.0.1:0"
        apps:
          app: { url: "uwsgi:unix:%1$s/app.sock", params: { X_REDIRECT_MAP: /x/ } }
        internal: { /_files/: %1$s/files }
        """
            .formatted(folder);
    Reading reading = ConfigFile.at(Files.writeString(folder.resolve("handoff.yaml"), text)).read();
    gateway = GatewayUnderTest.start(((Reading.Accepted) reading).config());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (gateway != null) {
      gateway.close();
    }
    if (uwsgi != null) {
      uwsgi.destroy();
      if (!uwsgi.waitFor(30, TimeUnit.SECONDS)) {
        uwsgi.destroyForcibly();
      }
    }
  }

  private static RawResponse ask(SocketAddress front, String request) {
    try (RawClient client = RawClient.connect(front)) {
      return client.send(request).receive();
    }
  }

  @Test
  void aFileIsHandedOffWithRanges() {
    RawResponse got =
        ask(gateway.address(), "GET /file HTTP/1.1\r\nHost: h\r\nRange: bytes=-3\r\n\r\n");
    assertThat(got.status()).isEqualTo(206);
    assertThat(got.text()).isEqualTo("789");
  }

  @ParameterizedTest(name = "{0} octets, chunked: {1}")
  @CsvSource({"0, false", "100000, false", "50000, true"})
  void uploadsArriveWhole(int octets, boolean chunked) {
    String body = "x".repeat(octets);
    String request =
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(octets, body)
            : "Content-Length: " + octets + "\r\n\r\n" + body;
    RawResponse got = ask(gateway.address(), "POST /upload HTTP/1.1\r\nHost: h\r\n" + request);
    assertThat(got.text()).isEqualTo(Integer.toString(octets));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /a/b?x=1&y=%20 HTTP/1.1
          GET /%C3%BC%20x HTTP/1.1
          GET / HTTP/1.0
          DELETE /a HTTP/1.1
          """)
  void theAppIsToldWhatNginxWouldTellIt(String line) throws IOException {
    Path parameters = Path.of("/etc/nginx/uwsgi_params");
    RealNginx.assumeInstalled();
    String server =
        """
        server_name shop.example;
        location / {
          include %s;
          uwsgi_param X_REDIRECT_MAP /x/;
          uwsgi_pass unix:%s/app.sock;
        }
        """
            .formatted(parameters, folder);
    Path home = Files.createTempDirectory(folder, "nginx");
    try (RealNginx nginx = RealNginx.start(home, "", server)) {
      int port = ((InetSocketAddress) nginx.address()).getPort();
      String request =
          line
              + "\r\nHost: shop.example:"
              + port
              + "\r\nContent-Type: a/b\r\nCookie: a=1\r\nX-User: u\r\nX_User: v\r\n\r\n";
      Map<String, String> ours = told(ask(gateway.address(), request));
      Map<String, String> theirs = told(ask(nginx.address(), request));
      // Of a connection, of a folder, said twice, and Debian's HTTP_HOST without the port.
      for (String only :
          new String[] {"REMOTE_PORT", "DOCUMENT_ROOT", "HTTP_CONTENT_TYPE", "HTTP_HOST"}) {
        theirs.remove(only);
      }
      assertThat(ours).containsAllEntriesOf(theirs);
      ours.keySet().removeAll(theirs.keySet());
      assertThat(ours.keySet())
          .allMatch(
              name -> name.matches("HTTP_(HOST|X_FORWARDED_.*|X_REAL_IP|FORWARDED|VIA|X_.*)"));
    }
  }

  private static Map<String, String> told(RawResponse answer) {
    Map<String, String> variables = new TreeMap<>();
    for (String line : new String(answer.body(), UTF_8).split("\n")) {
      int equals = line.indexOf('=');
      variables.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return variables;
  }
}
