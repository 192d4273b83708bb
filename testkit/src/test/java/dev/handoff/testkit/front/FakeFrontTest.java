package dev.handoff.testkit.front;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Answer.Ending;
import dev.handoff.testkit.exchange.Request;
import dev.handoff.testkit.exchange.SocketClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets and what an app is told, with the fake front between them. */
final class FakeFrontTest {
  private static final FrontKey KEY =
      FrontKey.of("k1", "01234567890123456789012345678901".getBytes(StandardCharsets.US_ASCII));
  private static final String NAMED = "?X-Accel-Redirect=/_files/a.txt";

  @TempDir static Path folder;
  private static Path files;
  private static ScriptedApp app;
  private static FakeFront nginx;
  private static FakeFront handoff;
  private static FakeFront apache;

  @BeforeAll
  static void start() throws Exception {
    files = Files.createDirectory(folder.resolve("files"));
    Path file = Files.writeString(files.resolve("a.txt"), "twelve bytes");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    Files.writeString(files.resolve("Bericht März.pdf"), "%PDF");
    Files.writeString(folder.resolve("secret.txt"), "secret");
    app = new ScriptedApp();
    nginx = FakeFront.nginx().internal("/_files/", files).before(app.port()).start();
    handoff = FakeFront.handoff(KEY).internal("/_files/", files).before(app.port()).start();
    apache = FakeFront.apache().internal("/_files/", files).before(app.port()).start();
  }

  @AfterAll
  static void stop() {
    Stream.of(nginx, handoff, apache).forEach(FakeFront::close);
    app.close();
  }

  private static Answer ask(FakeFront front, Request request) throws Exception {
    return SocketClient.to(front.uri()).send(request);
  }

  private static Answer get(FakeFront front, String target) throws Exception {
    return ask(front, Request.get(target));
  }

  @Test
  void aHandoffBecomesTheFile() {
    assertThatDelivery(nginx.uri("/d" + NAMED + "&Content-Type=text/x&Cache-Control=private"))
        .hasBytes("twelve bytes".getBytes(StandardCharsets.US_ASCII))
        .hasType("text/x")
        .hasHeader("ETag", "\"695735a5-c\"")
        .resumes()
        .seeksLikeSafari()
        .survivesParallelSegments(3)
        .refusesStaleIfRange()
        .revalidates()
        .answersHead()
        .isPrivate()
        .neverLeaks(files);
    assertThat(nginx.delivered()).contains("/_files/a.txt");
  }

  @ParameterizedTest(name = "{0}: X-Custom {1}, ETag {2}")
  @CsvSource({"nginx, false, file", "apache, true, app", "handoff, true, file"})
  void keepsWhatSuchAFrontKeeps(String kind, boolean custom, String tag) throws Exception {
    FakeFront front = kind.equals("nginx") ? nginx : kind.equals("apache") ? apache : handoff;
    String named = kind.equals("apache") ? "?X-Sendfile=" + files.resolve("a.txt") : NAMED;
    Answer answer =
        get(
            front,
            "/d" + named + "&X-Custom=1&ETag=\"app\"&Set-Cookie=a=1&Content-Disposition=inline");
    assertThat(answer.text()).isEqualTo("twelve bytes");
    assertThat(answer.field("X-Custom").isPresent()).isEqualTo(custom);
    assertThat(answer.field("ETag").orElse("").equals("\"app\"")).isEqualTo(tag.equals("app"));
    assertThat(answer.field("Set-Cookie")).contains("a=1");
    assertThat(answer.field("Content-Disposition")).contains("inline");
    assertThat(answer.field("X-Sendfile")).isEmpty();
  }

  @Test
  void aUriIsDecodedAndAPathIsNot() throws Exception {
    assertThat(get(nginx, "/d?X-Accel-Redirect=/_files/Bericht~20M~C3~A4rz.pdf").text())
        .isEqualTo("%PDF");
    Files.writeString(files.resolve("100%.txt"), "percent");
    assertThat(get(apache, "/d?X-Sendfile=" + files + "/100~.txt").text()).isEqualTo("percent");
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /_files/none.txt        | 404 | nothing is there
          /_files/../secret.txt   | 404 | a name that climbs
          /_files/~2e~2e/secret.txt | 404 | encoded, too
          /_files/                | 404 | a folder
          /_other/a.txt           | 502 | the test hears of a location that there is not
          http://127.0.0.1/a.txt  | 502 | nor is it fetched from elsewhere
          """)
  void whatMustNotBeDeliveredIsNot(String named, int status, String why) throws Exception {
    Answer answer = get(nginx, "/d?X-Accel-Redirect=" + named);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).doesNotContain("secret");
  }

  @Test
  void anotherLocationIsExplained() throws Exception {
    Answer answer = get(nginx, "/d?X-Accel-Redirect=/_other/a.txt");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "FakeFront: the app hands off (X-Accel-Redirect: /_other/a.txt), and there is only"
                + " [/_files/ → "
                + files
                + "].\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_files/a.txt", "/%5ffiles/a.txt", "/_files/"})
  void theInsideCannotBeAskedFor(String target) throws Exception {
    assertThat(get(nginx, target).status()).isEqualTo(404);
  }

  @Test
  void theOtherFrontsFieldIsNotItsOwn() throws Exception {
    Answer answer = get(nginx, "/d?X-Sendfile=/etc/passwd&body=empty");
    assertThat(answer.text()).isEqualTo("empty");
    assertThat(answer.field("X-Sendfile")).isEmpty();
  }

  @Test
  void anOrdinaryAnswerPasses() throws Exception {
    Answer answer = get(nginx, "/page?X-Custom=1&body=page&ETag=\"p\"");
    assertThat(answer.text()).isEqualTo("page");
    assertThat(answer.field("X-Custom")).contains("1");
    assertThat(answer.field("ETag")).contains("\"p\"");
    assertThat(ask(nginx, Request.head("/page?body=page")).field("Content-Length")).contains("4");
    assertThat(get(nginx, "/created").status()).isEqualTo(201);
  }

  @Test
  void aFormIsPosted() throws Exception {
    byte[] form = "user=a".getBytes(StandardCharsets.US_ASCII);
    Answer answer = SocketClient.to(nginx.uri()).send(Request.of("POST", "/login"), form);
    assertThat(answer.text()).isEqualTo("user=a");
  }

  @Test
  void aBrokenAnswerStaysBroken() throws Exception {
    Answer answer = get(nginx, "/d?cut=");
    assertThat(answer.ending()).isEqualTo(Ending.CUT);
    assertThat(answer.body()).hasSize(10);
  }

  static Stream<Arguments> told() {
    return Stream.of(
        Arguments.of("nginx", "X-Accel-Redirect", true),
        Arguments.of("apache", "X-Sendfile", false),
        Arguments.of("handoff", "X-Accel-Redirect", true));
  }

  @ParameterizedTest
  @MethodSource("told")
  void theAppIsTold(String kind, String type, boolean mapped) throws Exception {
    FakeFront front = kind.equals("nginx") ? nginx : kind.equals("apache") ? apache : handoff;
    ask(front, Request.get("/d").with("X-Sendfile-Type", "X-Evil").with("X_Accel_Mapping", "/=/"));
    FieldLines told = app.lastRequest().lines();
    assertThat(told.lines("X-Sendfile-Type")).isEqualTo(List.of(type));
    assertThat(told.lines("X-Accel-Mapping"))
        .isEqualTo(mapped ? List.of(files + "/=/_files/") : List.of());
    assertThat(told.lines("X_Accel_Mapping")).isEmpty();
  }

  @Test
  void theGatewaysProofIsBelieved() throws Exception {
    get(handoff, "/d");
    RedirectMap none = RedirectMap.of(List.of());
    Front.Choice proven = Front.auto(KEY).choose(app.lastRequest().lines(), none, Instant.now());
    assertThat(proven).isInstanceOf(Front.Choice.Tell.class);
    get(nginx, "/d");
    assertThat(Front.auto(KEY).choose(app.lastRequest().lines(), none, Instant.now()))
        .isNotInstanceOf(Front.Choice.Tell.class);
  }

  @Test
  void anAppThatIsGoneIs502() throws Exception {
    // In this order: a front that takes the port of the app that went would ask itself.
    try (ScriptedApp gone = new ScriptedApp();
        FakeFront front = FakeFront.nginx().before(gone.port()).start()) {
      gone.close();
      assertThat(get(front, "/").text()).startsWith("FakeFront: the app at http://127.0.0.1:");
    }
  }

  @Test
  void saysHowItIsSetUp() {
    assertThatThrownBy(() -> FakeFront.nginx().internal("_files", files))
        .hasMessageContaining("begins and ends with a slash");
    assertThatThrownBy(() -> FakeFront.nginx().internal("/_files/", Path.of("files")))
        .hasMessageContaining("absolute");
    assertThatThrownBy(() -> FakeFront.nginx().uri()).hasMessageContaining("@RegisterExtension");
    FakeFront missing = FakeFront.nginx().internal("/_files/", files.resolve("none"));
    assertThatThrownBy(missing::start).hasMessageContaining("no such folder");
    try (FakeFront alone = FakeFront.nginx().start()) {
      assertThatThrownBy(() -> alone.uri("/")).hasMessageContaining("before(port)");
    }
  }
}
