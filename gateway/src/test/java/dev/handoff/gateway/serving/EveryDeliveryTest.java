package dev.handoff.gateway.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.FileAccess;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every delivery, and what the location that a target lies in adds to it. */
// proves handoff-protocol: D11-D13 F3 G13 G14
// proves file-responses: D30 J1-J3 K14
@TestInstance(Lifecycle.PER_CLASS)
final class EveryDeliveryTest {
  private ScriptedApp app;
  private GatewayUnderTest gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    app = ScriptedApp.tcp();
    Path files = folder.resolve("files");
    Path archive = folder.resolve("archive");
    Path site = folder.resolve("site");
    write(files.resolve("a.txt"), "files/a");
    write(files.resolve("old/a.txt"), "files/old/a");
    write(files.resolve("page.html"), "<p>");
    write(files.resolve(".plan"), "hidden");
    write(archive.resolve("a.txt"), "archive/a");
    write(archive.resolve("page.html"), "<p>");
    write(archive.resolve(".plan"), "shown");
    write(site.resolve("app.js"), "the script itself");
    write(site.resolve("app.js.gz"), "compressed before");
    FileAccess hiddenToo = new FileAccess(FileAccess.Symlinks.INSIDE, true);
    gateway =
        GatewayUnderTest.start(
            new Setup()
                .app(app, "/", "/_files/", "/_files/old/")
                .internal("/_files/", files)
                .internal(
                    new InternalLocation.Folder(
                        "/_files/old/", archive, false, false, hiddenToo, Optional.empty()))
                .site("/site/", site));
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-05-06T07:08:09Z")));
  }

  @AfterAll
  void stop() {
    gateway.close();
    app.close();
  }

  private RawResponse get(String target, String... fields) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      String lines = Stream.of(fields).map(field -> field + "\r\n").collect(Collectors.joining());
      return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n").receive();
    }
  }

  private RawResponse handOff(String target, String... fields) {
    app.always(Answer.of(200, "X-Accel-Redirect: " + target));
    return get("/x", fields);
  }

  @ParameterizedTest(name = "D11 {0} is {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_files/a.txt     | files/a   | root and the rest of the target
          /_files/old/a.txt | archive/a | of the longest prefix
          /_files/old/      |           | never of the shorter one
          """)
  void targetsLieInTheLocationWithTheLongestPrefix(String target, String content, String why) {
    RawResponse answer = handOff(target);
    assertThat(answer.status()).isEqualTo(content == null ? 404 : 200);
    if (content != null) {
      assertThat(answer.text()).isEqualTo(content);
    }
  }

  @ParameterizedTest(name = "D12 {0}: {1}, policy {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_files/page.html     | 200 | sandbox
          /_files/old/page.html | 200 |
          /_files/.plan         | 404 |
          /_files/old/.plan     | 200 |
          """)
  void theLocationOfTheTargetHasTheSay(String target, int status, String policy) {
    RawResponse answer = handOff(target);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.field("Content-Security-Policy")).isEqualTo(Optional.ofNullable(policy));
  }

  @Test
  void theFieldsOfTheAppStandThereOnce() {
    app.always(
        Answer.of(
            200,
            "X-Accel-Redirect: /_files/a.txt",
            "Content-Disposition: attachment; filename=\"b.txt\"",
            "Content-Type: text/x-special",
            "Cache-Control: private, max-age=5",
            "X-Content-Type-Options: nosniff",
            "Date: Mon, 06 May 2024 00:00:00 GMT"));
    RawResponse answer = get("/x");
    assertThat(answer.values("Content-Disposition"))
        .as("D13")
        .containsExactly("attachment; filename=\"b.txt\"");
    assertThat(answer.values("Content-Type")).containsExactly("text/x-special");
    assertThat(answer.values("Cache-Control")).containsExactly("private, max-age=5");
    assertThat(answer.values("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.values("Date")).hasSize(1);
  }

  @Test
  void aSlowRateHoldsTheBodyBackNotTheHead() {
    app.always(Answer.of(200, "X-Accel-Redirect: /_files/a.txt", "X-Accel-Limit-Rate: 1"));
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
      // At one octet per second the head alone would take minutes.
      byte[] begin = client.receiveOctets(100);
      assertThat(new String(begin, ISO_8859_1)).as("F3").startsWith("HTTP/1.1 200");
      client.reset();
    }
  }

  @ParameterizedTest(name = "G13, J1-J3: nothing is compressed on the way, {0}")
  @ValueSource(strings = {"gzip", "br, gzip, zstd", "*", "identity;q=0, gzip"})
  void nothingIsCompressedOnTheWay(String accepted) {
    RawResponse whole = handOff("/_files/a.txt", "Accept-Encoding: " + accepted);
    RawResponse part = handOff("/_files/a.txt", "Accept-Encoding: " + accepted, "Range: bytes=0-4");
    assertThat(whole.field("Content-Encoding")).isEmpty();
    assertThat(whole.text()).isEqualTo("files/a");
    assertThat(whole.field("ETag")).hasValueSatisfying(tag -> assertThat(tag).startsWith("\""));
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.field("Content-Encoding")).isEmpty();
    assertThat(part.text()).isEqualTo("files");
  }

  @Test
  void whatWasCompressedBeforeIsSentToThoseWhoTakeIt() {
    RawResponse plain = get("/site/app.js");
    RawResponse compressed = get("/site/app.js", "Accept-Encoding: gzip");
    RawResponse part = get("/site/app.js", "Accept-Encoding: gzip", "Range: bytes=0-9");
    assertThat(plain.text()).as("G14").isEqualTo("the script itself");
    assertThat(plain.field("Content-Encoding")).isEmpty();
    assertThat(compressed.text()).isEqualTo("compressed before");
    assertThat(compressed.field("Content-Encoding")).hasValue("gzip");
    assertThat(compressed.field("ETag")).isNotEqualTo(plain.field("ETag"));
    assertThat(part.text()).isEqualTo("compressed");
  }

  @Test
  void permissionComesBeforeConditions() {
    String tag = handOff("/_files/a.txt").field("ETag").orElseThrow();
    app.always(Answer.text(403, "not for you"));
    for (String condition : new String[] {"If-None-Match: " + tag, "If-Match: \"other\""}) {
      assertThat(get("/x", condition).status()).as("D30 %s", condition).isEqualTo(403);
    }
  }

  @ParameterizedTest(name = "K14 {0}: a Date, {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | /_files/a.txt       | X-Y: z               | whole
          206 | /_files/a.txt       | Range: bytes=0-1     | in part
          304 | /_files/a.txt       | If-None-Match: *     | known
          412 | /_files/a.txt       | If-Match: "other"    | changed
          416 | /_files/a.txt       | Range: bytes=99-     | beyond
          404 | /_files/missing.txt | X-Y: z               | missing
          502 | relative            | X-Y: z               | the app's mistake
          500 | /again              | X-Y: z               | in a circle
          400 | /_files/a.txt       | Content-Length: x    | malformed
          """)
  void everyAnswerHasADate(int status, String target, String field, String why) {
    RawResponse answer = handOff(target, field);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.values("Date")).hasSize(1);
  }
}
