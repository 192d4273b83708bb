package dev.handoff.gateway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.config.LogConfig.Format;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each field of the access log in both formats, and what never gets there. */
class LogFieldsTest {
  private static final String BACK = " HTTP/1.1\r\nHost: shop.example\r\n";
  private static final List<String> REQUESTS =
      List.of(
          "GET /dl?q=1&token=s3cret"
              + BACK
              + "X-Request-Id: id-7\r\nX-Forwarded-For: 192.0.2.9\r\nRange: bytes=0-1\r\n"
              + "User-Agent: a\"b\\\u009b\r\n"
              + "Referer: https://shop.example/?access_token=s3cret\r\n\r\n",
          "GET /static/a.txt" + BACK + "\r\n",
          "GET /static/none" + BACK + "\r\n",
          "GET /hello" + BACK + "\r\n");

  @TempDir static Path folder;
  private static List<String> combined = List.of();
  private static List<String> json = List.of();

  @BeforeAll
  static void ask() throws Exception {
    Files.createDirectories(folder.resolve("files"));
    Files.writeString(folder.resolve("files/a.txt"), "file");
    combined = lines(Format.COMBINED);
    json = lines(Format.JSON);
  }

  @AfterAll
  static void forget() {
    combined = List.of();
    json = List.of();
  }

  private static List<String> lines(Format format) throws Exception {
    Path log = folder.resolve(format + ".log");
    Setup setup =
        new Setup()
            .trust(new AddressRange(InetAddress.ofLiteral("127.0.0.1"), 32))
            .log(new LogConfig(new LogConfig.Access.ToFile(log), format));
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                setup
                    .app(app, "/", "/_f/")
                    .internal("/_f/", folder.resolve("files"))
                    .open("/static/", folder.resolve("files")));
        RawClient client = RawClient.connect(gateway.address())) {
      app.on("/dl?q=1&token=s3cret", Answer.of(200, "X-Accel-Redirect: /_f/a.txt"));
      app.on("/hello", Answer.text(200, "hello"));
      for (String request : REQUESTS) {
        client.send(request).receive();
      }
      client.send("nonsense\r\n\r\n").receive();
      Within.patience("all lines", () -> read(log).size() == REQUESTS.size() + 1);
      return read(log);
    }
  }

  @ParameterizedTest(name = "{1}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0 | request_id         | id-7                  | as the app saw it
          0 | peer               | 127.0.0.1             | the proxy, where the client is another
          1 | peer               |                       | nobody in between
          0 | host               | shop.example          | which site
          0 | range              | bytes=0-1             | as it was asked
          0 | seconds            | [0-9]+\\.[0-9]{6}     | all of it
          0 | first_byte_seconds | [0-9]+\\.[0-9]{6}     | until the answer began
          0 | app                | app0                  | who decided
          0 | app_seconds        | [0-9]+\\.[0-9]{6}     | how long that took
          0 | handoff            | /_f/a.txt             | what the app handed off
          0 | location           | /_f/                  | where that is
          0 | via                | sendfile              | how the octets went
          0 | outcome            | whole                 | to the end
          1 | location           | /static/              | a public file
          1 | app                |                       | nobody was asked
          2 | via                |                       | the gateway's own words
          3 | via                | app                   | the app's own words
          3 | location           |                       | no file
          4 | note               | .+                    | why it is no request
          4 | host               |                       | there is none
          """)
  void bothFormatsHave(int request, String field, String value, String why) {
    String pattern = value == null ? null : value.replace("\\\\", "\\");
    expect(json.get(request), "\"" + field + "\":\"?", pattern, "\"?[,}]", why);
    expect(combined.get(request), " " + field + "=\"", pattern, "\"", why);
  }

  private static void expect(String line, String before, String value, String after, String why) {
    if (value == null) {
      assertThat(line).as(why).doesNotContainPattern(before);
    } else {
      assertThat(line).as(why).containsPattern(Pattern.compile(before + value + after));
    }
  }

  @Test
  void theClientIsTheOneBeforeTheTrustedProxies() {
    assertThat(json.get(0)).contains("\"client\":\"192.0.2.9\"");
    assertThat(combined.get(0)).startsWith("192.0.2.9 - - [");
    assertThat(json.get(1)).contains("\"client\":\"127.0.0.1\"");
  }

  @Test
  void theRequestLineStatusAndSizeAreThere() {
    assertThat(combined.get(0)).contains("] \"GET /dl?q=1&token=... HTTP/1.1\" 206 2 \"");
    assertThat(json.get(0))
        .contains("\"method\":\"GET\",\"target\":\"/dl?q=1&token=...\",\"protocol\":\"HTTP/1.1\"")
        .contains("\"status\":206,\"bytes\":2");
  }

  @Test
  void noSecretIsLogged() {
    assertThat(String.join("\n", combined) + String.join("\n", json)).doesNotContain("s3cret");
    assertThat(combined.get(0)).contains("\"https://shop.example/?access_token=...\"");
    assertThat(json.get(0)).contains("\"referer\":\"https://shop.example/?access_token=...\"");
  }

  @Test
  void noControlOctetGetsThrough() {
    assertThat(combined).allMatch(line -> line.matches("[ -~]+"));
    assertThat(json).allMatch(line -> line.matches("[ -~]+"));
    assertThat(combined.get(0)).contains("\"a\\x22b\\x5C\\x9B\"");
    assertThat(json.get(0)).containsIgnoringCase("\"a\\\"b\\\\\\u009b\"");
  }

  private static List<String> read(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
