package dev.handoff.examples;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.testkit.delivery.DeliveryAssert;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What people who use the Spring Boot example may rely on, whoever delivers. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SpringBootContract {
  private static final int REPORT = 1;
  private static final int FILM = 2;
  private static final int MAP = 3;
  private static final int OF_BEN = 4;
  private static final int TIDES = 5;
  private static final int UNKNOWN = 99;

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("id=\"link\"[^>]* value=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningExample example;
  private Path data;
  private AccessLog log;
  private String ana;
  private String ben;

  @TempDir Path saved;

  abstract Front front();

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    this.data = data;
    example = RunningExample.start("spring-boot", front(), data);
    log = new AccessLog(data.resolve("access.log"));
    ana = signIn("ana");
    ben = signIn("ben");
  }

  @AfterAll
  void stop() {
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest(name = "document {0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | Bericht März 2026.pdf    | application/pdf | files/2026/9b1d42.pdf     | on disk
          2 | Morning at the coast.webm | video/webm      | files/2026/5e77ab.webm    | on disk, large
          3 | Where we stayed.svg       | image/svg+xml   | files/2026/d0a911.svg     | on disk, could run scripts
          5 | Tide tables 2026.csv      | text/csv        | store/documents/2026/tides.csv | in the bucket
          """)
  void aDocumentIsDeliveredAsItShould(int id, String name, String type, String stored, String where)
      throws Exception {
    DeliveryAssert delivery =
        assertThatDelivery(url(id))
            .as(where)
            .with("Cookie", ana)
            .whereMissingIs("/documents/" + UNKNOWN + "/content");
    delivery
        .hasStatus(200)
        .hasName(name)
        .isAttachment()
        .hasType(type)
        .hasBytesOf(data.resolve(stored))
        .revalidates()
        .answersHead()
        .isPrivate()
        .hasHeader("X-Content-Type-Options", "nosniff");
    delivery.hasHeader("Cache-Control", "private, no-cache").hasNoHeader("Pragma");
    // Of this store nginx takes what it says, wrong as it is.
    if (id != TIDES || front() != Front.NGINX) {
      delivery
          .resumes()
          .refusesStaleIfRange()
          .survivesParallelSegments(4)
          .neverLeaks(data, stored.replaceFirst(".*/", ""), "Amz", "EXAMPLEKEY");
    }
  }

  @ParameterizedTest(name = "the app''s part of document {0} is none behind a front")
  @ValueSource(ints = {REPORT, FILM, TIDES})
  void whoeverStandsInFrontSendsTheBytes(int id) throws Exception {
    int before = log.position();
    HttpResponse<byte[]> response = get(content(id), ana);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(log.since(before, content(id)))
        .isEqualTo(new AccessLog.Line(200, front() == Front.NONE ? response.body().length : 0));
  }

  @Test
  void somebodyElsesDocumentIsAsUnknownAsNone() throws Exception {
    assertThatDelivery(url(OF_BEN)).with("Cookie", ben).hasName("To the landlord.txt");
    for (String path : List.of("/documents/%d/content", "/documents/%d")) {
      HttpResponse<byte[]> of = get(path.formatted(OF_BEN), ana);
      HttpResponse<byte[]> none = get(path.formatted(UNKNOWN), ana);
      assertThat(of.statusCode()).isEqualTo(none.statusCode()).isEqualTo(404);
      assertThat(unlikely(of, OF_BEN)).isEqualTo(unlikely(none, UNKNOWN));
      assertThat(fields(of)).isEqualTo(fields(none));
    }
  }

  @Test
  void whoIsNotSignedInIsAskedToSignIn() throws Exception {
    HttpResponse<byte[]> response =
        get(content(REPORT), "JSESSIONID=forged", "Accept", "text/html");
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith("/login");
  }

  @ParameterizedTest(name = "document {0} can be shared by a link")
  @ValueSource(ints = {REPORT, TIDES})
  void aLinkIsGoodForOneDocumentWithoutSigningIn(int id) throws Exception {
    String link = share(id, ana);
    assertThatDelivery(link)
        .hasStatus(200)
        .hasSha256(sha256(get(content(id), ana).body()))
        .isPrivate()
        .revalidates();
    for (String other :
        List.of(link.replace("/shared/" + id, "/shared/" + MAP), link.replace("?h=", "?h=x"))) {
      assertThatDelivery(other).hasStatus(403);
    }
    assertThatDelivery(link.substring(0, link.indexOf('?'))).hasStatus(403);
  }

  @Test
  void nobodySharesWhatBelongsToOthers() throws Exception {
    String token = token(get("/documents/" + REPORT, ana));
    assertThat(post("/documents/" + OF_BEN + "/links", ana, Map.of("_csrf", token)).statusCode())
        .isEqualTo(404);
    assertThat(post("/documents/" + REPORT + "/links", ana, Map.of()).statusCode())
        .as("without the form's token")
        .isEqualTo(403);
  }

  @Test
  void theLogTellsWhoWasGivenWhat() throws Exception {
    get(content(OF_BEN), ben);
    get(content(OF_BEN), ben, "Range", "bytes=0-3");
    assertThatDelivery(share(OF_BEN, ben)).hasStatus(200);
    String page = text(get("/documents/" + OF_BEN, ben));
    assertThat(page).contains("<td>ben</td>", "<td>somebody with a link</td>");
    assertThat(page.split("<td>ben</td>")).as("one line for what belongs together").hasSize(2);
  }

  @ParameterizedTest(name = "{0} does not exist for clients")
  @ValueSource(
      strings = {
        "/_files/2026/9b1d42.pdf",
        "/_remote/http/127.0.0.1:9000/documents/2026/tides.csv",
        "/link.key",
        "/h2-console"
      })
  void whatIsInsideStaysInside(String path) throws Exception {
    assertThat(get(path, ana).statusCode()).isEqualTo(404);
  }

  @Test
  void inABrowserFilesAreSavedAndTheFilmSeeks() throws Exception {
    try (Browser browser = Browser.start(Tool.require("chromium").path())) {
      browser.open(example.resolve("/"));
      screenshot(browser, "login");
      browser.signIn(example.resolve("/"), "ana");
      screenshot(browser, "list");
      Path report = browser.press("#download-" + REPORT, saved);
      assertThat(report.getFileName()).hasToString("Bericht März 2026.pdf");
      assertThat(report).hasSameBinaryContentAs(data.resolve("files/2026/9b1d42.pdf"));
      Path tides = browser.press("#download-" + TIDES, saved);
      assertThat(tides).hasSameBinaryContentAs(data.resolve("store/documents/2026/tides.csv"));

      browser.goTo(example.resolve("/documents/" + FILM));
      assertThat(browser.evaluate(SEEK)).isEqualTo(List.of(60, 55, "day"));
      screenshot(browser, "film");
      browser.goTo(example.resolve("/documents/" + MAP));
      assertThat(browser.evaluate("document.querySelector('img').naturalWidth > 0"))
          .isEqualTo(true);
      browser.click("#share");
      screenshot(browser, "shared");
      browser.goTo(example.resolve("/documents/" + OF_BEN));
      screenshot(browser, "unknown");
    }
  }

  /** Where a film was not loaded yet; its sky is dark in the beginning. */
  private static final String SEEK =
      """
      async () => {
        const film = document.querySelector("video");
        const once = (event) => new Promise((done, failed) => {
          film.addEventListener(event, done, { once: true });
          film.addEventListener("error", () => failed(film.error.message), { once: true });
        });
        if (film.readyState < 1) await once("loadedmetadata");
        const there = once("seeked");
        film.currentTime = 55;
        await there;
        const canvas = document.createElement("canvas"), picture = canvas.getContext("2d");
        picture.drawImage(film, 0, 0);
        const [red, green, blue] = picture.getImageData(4, 4, 1, 1).data;
        return [film.duration, film.currentTime, blue > 150 ? "day" : `night: ${[red, green, blue]}`];
      }
      """;

  private void screenshot(Browser browser, String page) {
    if (front() == Front.NONE) {
      browser.screenshot("spring-boot-" + page + ".png");
    }
  }

  private static String content(int id) {
    return "/documents/" + id + "/content";
  }

  private String url(int id) {
    return example.resolve(content(id)).toString();
  }

  /** An answer without what differs for a reason: the path that was asked for, and when. */
  private static String unlikely(HttpResponse<byte[]> response, int id) {
    return text(response)
        .replace("/" + id, "/N")
        .replaceFirst("\"timestamp\":\"[^\"]*\"", "")
        .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
  }

  private static Map<String, List<String>> fields(HttpResponse<?> response) {
    Map<String, List<String>> fields = new java.util.TreeMap<>(response.headers().map());
    fields.keySet().removeIf(name -> name.equalsIgnoreCase("Date"));
    return fields;
  }

  private String share(int id, String who) throws Exception {
    String token = token(get("/documents/" + id, who));
    HttpResponse<byte[]> made = post("/documents/" + id + "/links", who, Map.of("_csrf", token));
    assertThat(made.statusCode()).isEqualTo(302);
    Matcher link = LINK.matcher(text(get("/documents/" + id, who)));
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  /** A session's cookie, as a browser gets it from the form. */
  private String signIn(String name) throws Exception {
    HttpResponse<byte[]> form = get("/login", "none=");
    HttpResponse<byte[]> response =
        post(
            "/login",
            cookie(form),
            Map.of("username", name, "password", name, "_csrf", token(form)));
    assertThat(response.statusCode()).as(text(response)).isEqualTo(302);
    return cookie(response);
  }

  private static String token(HttpResponse<byte[]> form) {
    Matcher token = TOKEN.matcher(text(form));
    assertThat(token.find()).as(text(form)).isTrue();
    return token.group(1);
  }

  private static String cookie(HttpResponse<?> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  private HttpResponse<byte[]> get(String path, String cookie, String... fields)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(example.resolve(path)).header("Cookie", cookie);
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(String path, String cookie, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(java.util.stream.Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(example.resolve(path))
            .header("Cookie", cookie)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
