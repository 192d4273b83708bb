package dev.handoff.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.Gateway;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against a real gateway, against something else, and against nobody. */
class ExplainCommandTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("static"));
    Files.writeString(folder.resolve("static/a.txt"), "hello");
    Files.writeString(folder.resolve("secret"), SECRET);
    Files.writeString(folder.resolve("other"), SECRET.replace('0', 'x'));
    Files.writeString(
        folder.resolve("handoff.yaml"),
        """
        listen: "127.0.0.1:0"
        public: { /static/: static }
        explain: { secret: "file:secret" }
        """);
  }

  @Test
  void printsTheTraceOfAGateway() throws IOException {
    try (Gateway gateway = gateway()) {
      String url = url(gateway) + "/static/a.txt";
      String config = folder.resolve("handoff.yaml").toString();

      assertThat(explain(url, "-c", config)).as(err.toString()).isZero();
      assertThat(out.toString()).startsWith("GET /static/a.txt").contains("answer 200");

      assertThat(explain(url, "--secret", "file:" + folder.resolve("secret"), "--json")).isZero();
      assertThat(out.toString()).contains("{\"request\":");
    }
  }

  @Test
  void saysWhenTheSecretIsNotTheGateways() throws IOException {
    try (Gateway gateway = gateway()) {
      int code =
          explain(url(gateway) + "/static/a.txt", "--secret", "file:" + folder.resolve("other"));
      assertThat(code).isEqualTo(1);
      assertThat(err.toString())
          .contains("answered 200 (text/plain")
          .contains("without a trace")
          .contains("the secret is not the one in explain.secret");
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void sendsTheFieldsItIsGivenHostIncluded() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> head = CompletableFuture.supplyAsync(() -> answer(server));
      int code =
          explain(
              "http://127.0.0.1:" + server.getLocalPort() + "/a?b=c",
              "--secret",
              "file:" + folder.resolve("secret"),
              "-H",
              "Host: files.example.com",
              "-H",
              "Cookie: a=b; c=d");
      assertThat(code).as(err.toString()).isZero();
      assertThat(out.toString()).contains("route").contains("app shop").contains("answer 404");
      assertThat(head.join())
          .contains("GET /a?b=c HTTP/1.1", "Host: files.example.com", "Cookie: a=b; c=d")
          .contains("Handoff-Explain: " + SECRET);
    }
  }

  @Test
  void endsWithThreeWhenNobodyAnswers() throws IOException {
    // Bound but not listening: nobody else can come to listen there.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "http://127.0.0.1:" + bound.getLocalPort() + "/";
      assertThat(explain(url, "--secret", "file:" + folder.resolve("secret"))).isEqualTo(3);
    }
    assertThat(err.toString()).contains("cannot be reached");
  }

  private static List<String> answer(ServerSocket server) {
    try (Socket client = server.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
      List<String> head = in.lines().takeWhile(line -> !line.isEmpty()).toList();
      String body =
          """
          {"request":"GET /a","newer":{"x":[1]},"steps":[\
          {"micros":1200,"what":"route","detail":"app shop","newer":[]}],\
          "status":404,"fields":["Content-Type: text/html"]}\
          """;
      String answer =
          "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.handoff.trace+json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().flush();
      return head;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Gateway gateway() throws IOException {
    Reading reading = ConfigFile.at(folder.resolve("handoff.yaml")).read();
    return Gateway.start(((Reading.Accepted) reading).config());
  }

  private static String url(Gateway gateway) {
    return "http://127.0.0.1:" + ((InetSocketAddress) gateway.addresses().getFirst()).getPort();
  }

  private int explain(String... arguments) {
    out.getBuffer().setLength(0);
    return new CommandLine(new ExplainCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
