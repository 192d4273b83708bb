package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
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

/** What an app that knows nothing of Handoff gains by a filter in its web.xml, behind any front. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RedirectMapContract {
  private static final String NUMBERS = "/static/numbers.txt";

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningExample example;
  private Path data;
  private AccessLog log;

  @TempDir Path saved;

  abstract Front front();

  /** Whether that front can be told a name that needs escapes. */
  boolean takesEveryName() {
    return true;
  }

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    // Apache gives up root and still has to get in.
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.data = data;
    example = RunningExample.start("redirect-map", front(), data);
    log = new AccessLog(data.resolve("access.log"));
  }

  @AfterAll
  void stop() {
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest(name = "{0} arrives; the app sent it: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /static/numbers.txt                    | webapp/static/numbers.txt      | text/plain | never       | the web root
          /static/Gr%C3%BC%C3%9Fe%20&%20mehr.txt | webapp/static/Grüße & mehr.txt | text/plain | odd names   | with a name
          /reports/1                             | reports/q1.csv                 | text/csv   | never       | by attributes
          /reports/2                             | reports/Übersicht 2026.csv     | text/csv   | odd names   | with a name
          /copies/1                              | reports/q1.csv                 | text/csv   | always      | a written body
          """)
  void whatTheAppNamesIsDeliveredByTheFront(
      String path, String stored, String type, String byApp, String why) throws Exception {
    int before = log.position();
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(Files.readAllBytes(data.resolve(stored)));
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    boolean app =
        front() == Front.NONE
            || byApp.equals("always")
            || (byApp.equals("odd names") && !takesEveryName());
    assertThat(log.since(before, path))
        .as(why)
        .isEqualTo(new AccessLog.Line(200, app ? response.body().length : 0));
  }

  @ParameterizedTest(name = "curl -OJ saves {0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /reports/1          | Figures.csv         | reports/q1.csv
          /reports/2          | Ubersicht 2026.csv  | reports/Übersicht 2026.csv
          /copies/2           | Ubersicht 2026.csv  | reports/Übersicht 2026.csv
          /static/numbers.txt | numbers.txt         | webapp/static/numbers.txt
          """)
  void curlSavesUnderTheAppsName(String path, String savedAs, String stored) {
    Tool.require("curl").run(saved, 0, "-sSfOJ", url(path));
    assertThat(saved.resolve(savedAs)).hasSameBinaryContentAs(data.resolve(stored));
  }

  @Test
  void wgetSavesUnderTheTrueName() {
    Tool.require("wget").run(saved, 0, "--content-disposition", url("/reports/2"));
    assertThat(saved.resolve("Übersicht 2026.csv"))
        .hasSameBinaryContentAs(data.resolve("reports/Übersicht 2026.csv"));
  }

  @ParameterizedTest(name = "{0} resumes")
  @ValueSource(strings = {NUMBERS, "/reports/1", "/reports/2"})
  void aDownloadResumes(String path) throws Exception {
    if (!somebodyCuts(path)) {
      return;
    }
    byte[] whole = get(path).body();
    Files.write(saved.resolve("part"), Arrays.copyOf(whole, 100_001));
    Tool.require("curl").run(saved, 0, "-sSf", "-C", "-", "-o", "part", url(path));
    assertThat(saved.resolve("part")).hasBinaryContent(whole);
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    NUMBERS + ", bytes=0-99, bytes 0-99/6000000",
    NUMBERS + ", bytes=-5, bytes 5999995-5999999/6000000",
    "/reports/1, bytes=5-9, bytes 5-9/228897",
    "/reports/1, bytes=228890-, bytes 228890-228896/228897"
  })
  void rangesAreOfTheFile(String path, String range, String contentRange) throws Exception {
    if (!somebodyCuts(path)) {
      return;
    }
    HttpResponse<byte[]> part = get(path, "Range", range);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue(contentRange);
    String[] bounds = contentRange.substring("bytes ".length()).split("[-/]");
    assertThat(part.body())
        .isEqualTo(
            Arrays.copyOfRange(
                get(path).body(), Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1]) + 1));
  }

  @ParameterizedTest(name = "{0} is not sent again while it is the same")
  @ValueSource(strings = {NUMBERS, "/reports/1"})
  void aKnownFileIsNotSentAgain(String path) throws Exception {
    if (!somebodyCuts(path)) {
      return;
    }
    String tag = get(path).headers().firstValue("ETag").orElseThrow();
    assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(path, "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(name = "HEAD {0} says what GET would")
  @ValueSource(strings = {NUMBERS, "/reports/1", "/reports/2", "/copies/1"})
  void headSaysWhatGetWould(String path) throws Exception {
    HttpResponse<byte[]> head = ask("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(get(path).body().length);
    assertThat(head.headers().allValues("Content-Disposition"))
        .isEqualTo(get(path).headers().allValues("Content-Disposition"));
  }

  @Test
  void theControlFieldsStayInside() throws Exception {
    for (String path : new String[] {NUMBERS, "/reports/1", "/copies/1", "/"}) {
      assertThat(get(path).headers().map().keySet())
          .allSatisfy(name ->
              assertThat(name.toLowerCase())
                  .doesNotStartWith("x-accel")
                  .isNotEqualTo("x-sendfile"));
    }
  }

  @ParameterizedTest(name = "{0} is 404")
  @ValueSource(
      strings = {
        "/WEB-INF/web.xml",
        "/WEB-INF/lib/",
        "/META-INF/context.xml",
        "/_web/WEB-INF/web.xml",
        "/_web/static/numbers.txt",
        "/_reports/q1.csv",
        "/static/nothing.txt",
        "/reports/3",
        "/reports/4"
      })
  void whatIsNotForClientsIsNotThere(String path) throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(new String(response.body(), UTF_8)).doesNotContain("handoff", data.toString());
  }

  @Test
  void aClientCannotTalkTheAppIntoAnEmptyAnswer() throws Exception {
    for (String path : new String[] {NUMBERS, "/reports/1"}) {
      HttpResponse<byte[]> response =
          get(
              path,
              "X-Sendfile-Type",
              "X-Sendfile",
              "X-Accel-Mapping",
              "/=/nowhere/",
              "X-Redirect-Map",
              "/=/nowhere/");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isNotEmpty();
    }
  }

  @Test
  void theBrowserSavesReportsUnderTheirNames() throws Exception {
    try (Browser browser = Browser.start(Tool.require("chromium").path())) {
      browser.open(example.resolve("/"));
      browser.screenshot("redirect-map-" + front().name() + ".png");
      Path report = browser.press("#overview", saved);
      assertThat(report.getFileName()).hasToString("Übersicht 2026.csv");
      assertThat(report).hasSameBinaryContentAs(data.resolve("reports/Übersicht 2026.csv"));
    }
  }

  @Test
  void noClassOfTheAppKnowsHandoff() throws IOException {
    Path sources = RunningExample.projectRoot().resolve("examples/redirect-map/src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().doesNotContainIgnoringCase("handoff"));
    }
  }

  /** What Tomcat itself sends for a servlet of the app goes whole, and without a tag. */
  private boolean somebodyCuts(String path) throws Exception {
    boolean front = front() != Front.NONE && (takesEveryName() || !path.equals("/reports/2"));
    if (front || path.equals(NUMBERS)) {
      return true;
    }
    HttpResponse<byte[]> whole = get(path, "Range", "bytes=0-1");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("ETag")).isEmpty();
    return false;
  }

  private String url(String path) {
    return example.resolve(path).toString();
  }

  private HttpResponse<byte[]> get(String path, String... fields) throws Exception {
    return ask("GET", path, fields);
  }

  private HttpResponse<byte[]> ask(String method, String path, String... fields) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(example.resolve(path)).method(method, BodyPublishers.noBody());
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
