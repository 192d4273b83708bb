package dev.handoff.gateway.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.S3Store;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locations that stand in for one another: for what is missing, never for what went wrong. */
final class FallbackTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String MISSING = "<Error><Code>NoSuchKey</Code></Error>";

  @TempDir Path temporary;
  private Path folder;
  private ScriptedApp app;
  private ScriptedApp first;
  private ScriptedApp second;

  @BeforeEach
  void start() throws IOException {
    app = ScriptedApp.tcp();
    first = ScriptedApp.tcp().always(Answer.text(404, MISSING));
    second = ScriptedApp.tcp().always(Answer.text(404, MISSING));
    folder = Files.createDirectory(temporary.resolve("files"));
    Files.createDirectory(folder.resolve("dir"));
    Files.writeString(folder.resolve("dir/on disk.txt"), "on disk");
    Files.writeString(folder.resolve(".hidden"), "hidden");
    Path outside = Files.writeString(temporary.resolve("outside.txt"), "outside");
    Files.createSymbolicLink(folder.resolve("out"), outside);
  }

  @AfterEach
  void stop() {
    app.close();
    first.close();
    second.close();
  }

  /** Disk, then a bucket, then a web server. Only the first is granted. */
  private Setup diskFirst() {
    return new Setup()
        .app(app, "/", "/_files/")
        .internal("/_files/", folder)
        .fallback("/_s3/")
        .bucket("/_s3/", url(first), "b", new S3Store.Credentials.Anonymous())
        .fallback("/_old/")
        .http("/_old/", url(second) + "/old/")
        .explain(SECRET);
  }

  /** A web server, then a bucket, then disk. */
  private Setup diskLast() {
    return new Setup()
        .app(app, "/", "/_new/")
        .internal("/_files/", folder)
        .bucket("/_s3/", url(second), "b", new S3Store.Credentials.Anonymous())
        .fallback("/_files/")
        .http("/_new/", url(first) + "/new/")
        .fallback("/_s3/")
        .explain(SECRET);
  }

  private static String url(ScriptedApp store) {
    return "http://127.0.0.1:" + store.port();
  }

  private RawResponse get(Setup setup, String value, String... fields) {
    app.always(Answer.of(200, "X-Accel-Redirect: " + value, "Content-Disposition: attachment"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(setup);
        RawClient client = RawClient.connect(gateway.address())) {
      String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
      return client.send("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n").receive();
    }
  }

  private static String targets(ScriptedApp store) {
    return String.join(" ", store.requests().stream().map(ReceivedRequest::target).toList());
  }

  @ParameterizedTest(name = "{0}: {1} then {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /_files/dir/on%20disk.txt |                 |
          /_files/dir/on disk.txt   |                 |
          /_files/dir/a%2Bb         | /b/dir/a%2Bb    | /old/dir/a%2Bb
          /_files/dir/a b           | /b/dir/a%20b    | /old/dir/a%20b
          /_files/no/such/dir       | /b/no/such/dir  | /old/no/such/dir
          /_files/%C3%A9            | /b/%C3%A9       | /old/%C3%A9
          """)
  void asksForTheSameNameOneAfterTheOther(String value, String atBucket, String atServer) {
    RawResponse answer = get(diskFirst(), value);
    assertThat(answer.status()).isEqualTo(atBucket == null ? 200 : 404);
    assertThat(targets(first)).isEqualTo(atBucket == null ? "" : atBucket);
    assertThat(targets(second)).isEqualTo(atServer == null ? "" : atServer);
  }

  @Test
  void theFirstThatHasItDelivers() {
    first.always(Answer.text(200, "in the bucket", "ETag: \"b\""));
    RawResponse answer = get(diskFirst(), "/_files/a.txt");
    assertThat(answer.text()).isEqualTo("in the bucket");
    assertThat(answer.field("ETag")).contains("\"b\"");
    assertThat(second.connections()).isZero();
  }

  @Test
  void aLaterOneLooksLikeTheFirst() {
    second.always(Answer.text(200, "old", "ETag: \"o\"", "Server: old", "x-amz-id-2: y"));
    RawResponse answer = get(diskFirst(), "/_files/a.txt");
    assertThat(answer.text()).isEqualTo("old");
    assertThat(answer.field("Content-Disposition")).contains("attachment");
    assertThat(answer.field("Cache-Control")).contains("private, no-cache");
    assertThat(answer.field("Content-Type")).contains("text/plain");
    assertThat(answer.field("x-amz-id-2")).isEmpty();
    assertThat(answer.field("Server")).isEmpty();
  }

  @Test
  void diskMayComeLast() {
    RawResponse answer = get(diskLast(), "/_new/dir/on%20disk.txt", "Range: bytes=3-6");
    assertThat(answer.status()).isEqualTo(206);
    assertThat(answer.text()).isEqualTo("disk");
    assertThat(targets(first)).isEqualTo("/new/dir/on%20disk.txt");
    assertThat(targets(second)).isEqualTo("/b/dir/on%20disk.txt");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_files/.hidden         | there, but not for delivery
          /_files/dir             | a folder
          /_files/dir/            | a folder by name
          /_files/out             | a link that leads out
          /_files/a%5cb           | a name no folder takes
          """)
  void whatIsThereAndForbiddenStaysMissing(String value, String why) {
    assertThat(get(diskFirst(), value).status()).as(why).isEqualTo(404);
    assertThat(first.connections()).isZero();
    assertThat(second.connections()).isZero();
  }

  @ParameterizedTest(name = "a store that answers {0} gives {1}")
  @CsvSource({"403, 502", "500, 502", "503, 503", "400, 502"})
  void whatWentWrongIsNotPapered(int status, int given) {
    first.always(Answer.text(status, "<Error/>"));
    RawResponse answer = get(diskFirst(), "/_files/a.txt");
    assertThat(answer.status()).isEqualTo(given);
    assertThat(second.connections()).isZero();
  }

  @Test
  void aStoreThatIsDownIsNotMissing() {
    Setup setup = diskFirst();
    first.close();
    assertThat(get(setup, "/_files/a.txt").status()).isIn(502, 504);
    assertThat(second.connections()).isZero();
  }

  @Test
  void aGrantForTheFirstIsEnoughAndForAnotherIsNone() {
    second.always(Answer.text(200, "old"));
    assertThat(get(diskFirst(), "/_files/a.txt").text()).isEqualTo("old");
    assertThat(get(diskFirst(), "/_old/a.txt").status()).isEqualTo(502);
  }

  @Test
  void nobodyElseHasThatVersion() {
    RawResponse answer = get(diskLast(), "/_new/dir/on%20disk.txt?versionId=1");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(targets(first)).isEqualTo("/new/dir/on%20disk.txt?versionId=1");
    assertThat(second.connections()).isZero();
  }

  @Test
  void pathsOnDiskFallBackToo() {
    first.always(Answer.text(200, "in the bucket"));
    app.always(Answer.of(200, "X-Sendfile: " + folder + "/100% new.txt"));
    try (GatewayUnderTest gateway = GatewayUnderTest.start(diskFirst());
        RawClient client = RawClient.connect(gateway.address())) {
      RawResponse answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      assertThat(answer.text()).isEqualTo("in the bucket");
    }
    assertThat(targets(first)).isEqualTo("/b/100%25%20new.txt");
  }

  @Test
  void theTraceNamesEveryLocation() {
    second.always(Answer.text(200, "old"));
    String trace = get(diskFirst(), "/_files/a.txt", "Handoff-Explain: " + SECRET).text();
    assertThat(trace)
        .contains("no such file; internal /_s3/ = s3 bucket b at " + url(first) + " is asked")
        .contains("internal /_old/ = http " + url(second) + "/old/ is asked")
        .contains("\"status\":200");
  }

  @Test
  void missingEverywhereIsOne404() {
    RawResponse answer = get(diskFirst(), "/_files/a.txt");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("Content-Disposition")).isEmpty();
    assertThat(answer.text()).doesNotContain("NoSuchKey");
  }
}
