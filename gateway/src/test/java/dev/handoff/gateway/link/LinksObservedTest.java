package dev.handoff.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator learns of links, and what no log holds. */
final class LinksObservedTest {
  private static final LinkKey K1 = LinkKey.of("k1", new byte[32]);
  private static final Links LINKS = Links.of(List.of(K1));
  private static final String EXPLAIN = "0123456789abcdef0123456789abcdef";

  @TempDir Path temporary;
  private Path files;
  private ScriptedApp app;

  @BeforeEach
  void start() throws IOException {
    app = ScriptedApp.tcp().always(Answer.text(200, "from the app"));
    files = Files.createDirectory(temporary.resolve("files"));
    Files.writeString(files.resolve("report.pdf"), "0123456789");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private Setup setup() {
    return new Setup()
        .app(app, "/", "/_files/")
        .internal("/_files/", files)
        .links(List.of(K1), "/d/", "/_files/")
        .explain(EXPLAIN);
  }

  private static String signed(String path) {
    return LINKS.signed(path, Instant.now().plusSeconds(600));
  }

  private RawResponse get(String target, String field) {
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup());
        RawClient client = RawClient.connect(gateway.address())) {
      return ask(client, "GET", target, field);
    }
  }

  private static RawResponse ask(RawClient client, String method, String target, String... fields) {
    String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return client
        .send(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n")
        .receive();
  }

  @Test
  void theTraceSaysWhatTheLinkIsWorth() {
    assertThat(get(signed("/d/report.pdf"), "Handoff-Explain: " + EXPLAIN).text())
        .contains("links /d/ = internal /_files/")
        .contains("valid, key k1, expires 20")
        .contains("for /d/report.pdf")
        .contains("\"request\":\"GET /d/report.pdf?h=...\"");
    assertThat(get("/d/report.pdf", "Handoff-Explain: " + EXPLAIN).text())
        .contains("link: no link, or two of them");
  }

  @ParameterizedTest
  @EnumSource(LogConfig.Format.class)
  void noLogHoldsALink(LogConfig.Format format) throws Exception {
    Path log = temporary.resolve("access.log");
    Setup setup = setup().log(new LogConfig(new LogConfig.Access.ToFile(log), format));
    String target = signed("/d/report.pdf?v=3");
    String mac = target.substring(target.lastIndexOf('.') + 1);
    try (LogLines lines = new LogLines();
        GatewayUnderTest gateway = GatewayUnderTest.start(setup);
        RawClient client = RawClient.connect(gateway.address())) {
      ask(client, "GET", target);
      ask(client, "GET", target.replace("/d/report", "/d/missing"));
      // Somebody else's page, and an app's own path: what is no link at all is left as it is.
      ask(client, "GET", "/x?h=200&y=1", "Referer: http://a" + target + "#top");
      ask(client, "GET", target.replace("/d/", "/app/").replace("&h", "&amp;h"));
      Within.patience("four lines", () -> read(log).size() == 4);
      assertThat(String.join("\n", read(log)))
          .doesNotContain(mac)
          .contains("/d/report.pdf?v=3&h=...")
          .contains("/d/missing.pdf?v=3&h=...")
          .contains("/x?h=200&y=1")
          .contains("http://a/d/report.pdf?v=3&h=...#top")
          .contains("/app/report.pdf?v=3&amp;h=...");
      assertThat(lines.all()).doesNotContain(mac);
    }
    if (format == LogConfig.Format.JSON) {
      assertThat(read(log).get(0))
          .contains("\"link_key\":\"k1\"")
          .contains("\"handoff\":\"/_files/report.pdf\"");
      assertThat(read(log).get(1)).contains("\"note\":\"link: altered, or for another path\"");
    }
  }

  private static List<String> read(Path log) {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
