package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What somebody who downloads from the Django example may rely on, whoever stands in front; the
 * bytes lie in buckets of a store that nobody outside ever hears of.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DjangoS3Contract {
  static final int REPORT = 2;
  static final int BOARD_ONLY = 3;
  static final int RECORDING = 4;
  static final int MOVED = 6;
  static final int DELETED = 7;

  private static final Pattern TOKEN =
      Pattern.compile("name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningExample example;
  private Path data;
  private String ana;
  private String ben;

  @TempDir Path saved;

  abstract Front front();

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    this.data = data;
    example = RunningExample.start("django-s3", front(), data);
    ana = signIn("ana");
    ben = signIn("ben");
  }

  @AfterAll
  void stop() {
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest(name = "curl -OJ saves file {0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | Handbook.txt          | media/2026/1f0c7a.txt
          2 | Bericht Marz 2026.csv | media/2026/9b1d42.csv
          6 | Archiv 2019.bin       | archive/2019/aa01.bin
          """)
  void curlSavesUnderTheOfferedName(int id, String savedAs, String stored) {
    Tool.require("curl").run(saved, 0, "-sSfOJ", "-b", ben, download(id));
    assertThat(saved.resolve(savedAs)).hasSameBinaryContentAs(object(stored));
  }

  @Test
  void curlResumesWhereItStopped() throws IOException {
    Path part = saved.resolve("recording.bin");
    Files.write(part, Arrays.copyOf(recording(), 10_000_001));
    Tool.require("curl")
        .run(saved, 0, "-sSf", "-b", ben, "-C", "-", "-o", "recording.bin", download(RECORDING));
    assertThat(part).hasBinaryContent(recording());
  }

  @Test
  void wgetResumesAndSavesUnderTheTrueName() throws IOException {
    String name = "写真 ☕.bin";
    byte[] whole = Files.readAllBytes(object("media/2026/77d1e0.bin"));
    Files.write(saved.resolve(name), Arrays.copyOf(whole, 100_000));
    Tool.require("wget")
        .run(saved, 0, "--content-disposition", "-c", "--header=Cookie: " + ben, download(5));
    assertThat(saved.resolve(name)).hasBinaryContent(whole);
  }

  @ParameterizedTest(name = "Range: {0} gives {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bytes=0-99      | bytes 0-99/24000000
          bytes=23999990- | bytes 23999990-23999999/24000000
          bytes=-5        | bytes 23999995-23999999/24000000
          """)
  void rangesAreOfTheObject(String range, String contentRange) throws Exception {
    HttpResponse<byte[]> response = get(RECORDING, ben, "Range", range);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.headers().firstValue("Content-Range")).hasValue(contentRange);
    String[] bounds = contentRange.substring("bytes ".length()).split("[-/]");
    int from = Integer.parseInt(bounds[0]);
    int to = Integer.parseInt(bounds[1]) + 1;
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(recording(), from, to));
  }

  @Test
  void headSaysWhatGetWouldAlthoughTheUrlIsSignedForGet() throws Exception {
    HttpResponse<byte[]> response = ask("HEAD", "/download/" + RECORDING, ben);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(24_000_000);
    assertThat(response.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"Recording.bin\"");
  }

  @Test
  void theAppsFieldsWinAndNothingTellsOfTheStore() throws Exception {
    HttpResponse<byte[]> response = get(REPORT, ben);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("Content-Disposition"))
        .containsExactly(
            "attachment; filename=\"Bericht Marz 2026.csv\";"
                + " filename*=UTF-8''Bericht%20M%C3%A4rz%202026.csv");
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(response.headers().map().keySet())
        .allSatisfy(name -> assertThat(name.toLowerCase()).doesNotStartWith("x-a"));
    assertThat(response.headers().map().toString()).doesNotContain("Amz", "9b1d42", "media");
  }

  @Test
  void aRedirectOfTheStoreIsFollowedInsideWithoutCookiesOrCredentials() throws Exception {
    HttpResponse<byte[]> response =
        get(MOVED, ben, "Authorization", "Bearer of-the-user", "X-Forwarded-For", "192.0.2.7");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Location")).isEmpty();
    assertThat(response.body()).isEqualTo(Files.readAllBytes(object("archive/2019/aa01.bin")));
    assertThat(Files.readString(data.resolve("old-region.txt")))
        .startsWith("GET /archive/2019/aa01.bin?X-Amz-Algorithm=")
        .doesNotContainIgnoringCase("\nCookie:")
        .doesNotContainIgnoringCase("\nAuthorization:")
        .doesNotContainIgnoringCase("\nX-Forwarded");
  }

  @Test
  void whatIsKnownIsNotSentAgain() throws Exception {
    String tag = get(REPORT, ben).headers().firstValue("ETag").orElseThrow();
    assertThat(get(REPORT, ben, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(REPORT, ben, "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
  }

  @Test
  void theAppDecidesWhoMayAndKeepsALog() throws Exception {
    HttpResponse<byte[]> refused = get(BOARD_ONLY, ben);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(text(refused)).contains("No access");
    assertThat(refused.headers().firstValue("Content-Disposition")).isEmpty();

    HttpResponse<byte[]> stranger = get(BOARD_ONLY, "sessionid=forged");
    assertThat(stranger.statusCode()).isEqualTo(302);
    assertThat(stranger.headers().firstValue("Location").orElseThrow()).startsWith("/login/");

    int before = downloads(ana);
    assertThat(get(BOARD_ONLY, ana).body())
        .isEqualTo(Files.readAllBytes(object("media/2026/c0ffee.csv")));
    assertThat(downloads(ana)).isEqualTo(before + 1);
  }

  @Test
  void anObjectThatIsGoneIsNotFoundAndTheStoresWordsStayInside() throws Exception {
    HttpResponse<byte[]> response = get(DELETED, ben);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).doesNotContain("<Error>", "NoSuchKey", "2026/gone", "?xml");
  }

  @Test
  void theInternalLocationDoesNotExistForClients() throws Exception {
    HttpResponse<byte[]> response =
        ask("GET", "/_remote/http/127.0.0.1:9000/media/2026/1f0c7a.txt", ana);
    assertThat(response.statusCode()).isEqualTo(404);
  }

  @ParameterizedTest(name = "Chromium saves file {0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | Bericht März 2026.csv | media/2026/9b1d42.csv
          5 | 写真 ☕.bin            | media/2026/77d1e0.bin
          """)
  void theButtonSavesTheFileUnderItsName(int id, String name, String stored) {
    try (Browser browser = Browser.start(Tool.require("chromium").path())) {
      browser.signIn(example.resolve("/"), "ben");
      Path file = browser.press("#download-" + id, saved);
      assertThat(file.getFileName()).hasToString(name);
      assertThat(file).hasSameBinaryContentAs(object(stored));
      browser.reload();
      browser.screenshot("django-s3-" + front().name().toLowerCase() + ".png");
    }
  }

  /** A session's cookie, as a browser gets it from the form. */
  private String signIn(String name) throws Exception {
    HttpResponse<byte[]> form = ask("GET", "/login/", "none=");
    Matcher token = TOKEN.matcher(text(form));
    assertThat(token.find()).isTrue();
    HttpRequest request =
        HttpRequest.newBuilder(example.resolve("/login/"))
            .header("Cookie", cookie(form, "csrftoken"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "username=%s&password=%s&csrfmiddlewaretoken=%s"
                        .formatted(name, name, URLEncoder.encode(token.group(1), UTF_8))))
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(text(response)).isEqualTo(302);
    return cookie(response, "sessionid");
  }

  private static String cookie(HttpResponse<?> response, String name) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(0, line.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  /** How many downloads the page counts. */
  private int downloads(String session) throws Exception {
    Matcher count =
        Pattern.compile("class=\"count\">(\\d+)<").matcher(text(ask("GET", "/", session)));
    assertThat(count.find()).isTrue();
    return Integer.parseInt(count.group(1));
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  Path object(String bucketAndKey) {
    return data.resolve("store").resolve(bucketAndKey);
  }

  byte[] recording() throws IOException {
    return Files.readAllBytes(object("media/2026/5e77ab.bin"));
  }

  String ben() {
    return ben;
  }

  private String download(int id) {
    return example.resolve("/download/" + id).toString();
  }

  HttpResponse<byte[]> get(int id, String cookie, String... fields) throws Exception {
    return ask("GET", "/download/" + id, cookie, fields);
  }

  HttpResponse<byte[]> ask(String method, String path, String cookie, String... fields)
      throws Exception {
    URI uri = example.resolve(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.noBody())
            .header("Cookie", cookie);
    for (List<String> field : pairs(fields)) {
      request.header(field.get(0), field.get(1));
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static List<List<String>> pairs(String... fields) {
    return java.util.stream.IntStream.range(0, fields.length / 2)
        .mapToObj(i -> List.of(fields[2 * i], fields[2 * i + 1]))
        .toList();
  }
}
