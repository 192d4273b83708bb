package dev.handoff.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who downloads from the servlet example may rely on, whoever delivers. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SendFileContract {
  private static final String CONTRACT = "/shared/contract.txt";

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningExample example;
  private Path data;
  private Path files;
  private AccessLog log;
  private Links links;

  @TempDir Path saved;

  abstract Front front();

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    this.data = data;
    example = RunningExample.start("send-file", front(), data);
    files = data.resolve("files");
    log = new AccessLog(data.resolve("access.log"));
    byte[] secret = Base64.getDecoder().decode(Files.readString(data.resolve("link.key")));
    links = Links.of(List.of(LinkKey.of("k1", secret)));
  }

  @AfterAll
  void stop() {
    if (example != null) {
      example.close();
    }
  }

  @ParameterizedTest(name = "curl -OJ saves {0} as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /step/saved | handbook.txt          | handbook.txt
          /step/named | Bericht Marz 2026.csv | 9b1d42.csv
          /step/large | recording.wav         | recording.wav
          """)
  void curlSavesUnderTheOfferedName(String path, String savedAs, String stored) {
    Tool.require("curl").run(saved, 0, "-sSfOJ", url(path));
    assertThat(saved.resolve(savedAs)).hasSameBinaryContentAs(files.resolve(stored));
  }

  @ParameterizedTest(name = "{0} keeps its name: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100%25%20Baumwolle%20%26%20mehr.txt | 100% Baumwolle & mehr.txt
          what%3F.txt                         | what?.txt
          x%2541y.txt                         | x%41y.txt
          %E5%86%99%E7%9C%9F%20%E2%98%95.bin  | 写真 ☕.bin
          empty.txt                           | empty.txt
          """)
  void everyNameIsFoundAndKept(String spelled, String name) throws Exception {
    HttpResponse<byte[]> response = get(link("/shared/" + spelled));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(stored(name));
    String disposition = response.headers().firstValue("Content-Disposition").orElseThrow();
    assertThat(disposition).startsWith("attachment; filename=\"");
    if (name.equals("what?.txt")) {
      assertThat(disposition).as("no Windows can write a ?").endsWith("=\"what_.txt\"");
    } else {
      assertThat(disposition).containsAnyOf("filename*=UTF-8''" + spelled, "filename=\"" + name);
    }
  }

  @Test
  void wgetSavesUnderTheTrueNameAndResumes() throws IOException {
    Files.write(saved.resolve("recording.wav"), Arrays.copyOf(stored("recording.wav"), 2_000_000));
    Tool wget = Tool.require("wget");
    wget.run(saved, 0, "--content-disposition", url("/step/named"));
    assertThat(saved.resolve("Bericht März 2026.csv")).hasBinaryContent(stored("9b1d42.csv"));
    wget.run(saved, 0, "-c", "--content-disposition", url("/step/large"));
    assertThat(saved.resolve("recording.wav")).hasBinaryContent(stored("recording.wav"));
  }

  @ParameterizedTest(name = "curl resumes {0}")
  @ValueSource(strings = {"/step/large", "/step/letters"})
  void curlResumesWhereItStopped(String path) throws Exception {
    byte[] whole = get(path).body();
    assertThat(whole.length).isGreaterThan(1_000_001);
    Files.write(saved.resolve("part"), Arrays.copyOf(whole, 1_000_001));
    Tool.require("curl").run(saved, 0, "-sSf", "-C", "-", "-o", "part", url(path));
    assertThat(saved.resolve("part")).hasBinaryContent(whole);
  }

  @ParameterizedTest(name = "{0} with {1} gives {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /step/large   | bytes=0-99      | 206 | bytes 0-99/6000000            | a file
          /step/large   | bytes=5999990- | 206 | bytes 5999990-5999999/6000000 | to its end
          /step/large   | bytes=-5        | 206 | bytes 5999995-5999999/6000000 | its last bytes
          /step/large   | bytes=6000000- | 416 | bytes */6000000               | past its end
          /step/letters | bytes=26-51     | 206 | bytes 26-51/3000000            | a stream that reopens
          /step/text    | bytes=0-1       | 206 | bytes 0-1/15                   | memory
          """)
  void rangesAreOfTheFile(String path, String range, int status, String contentRange, String why)
      throws Exception {
    HttpResponse<byte[]> part = get(path, "Range", range);
    assertThat(part.statusCode()).as(why).isEqualTo(status);
    assertThat(part.headers().firstValue("Content-Range")).hasValue(contentRange);
    if (status == 206) {
      String[] bounds = contentRange.substring("bytes ".length()).split("[-/]");
      int from = Integer.parseInt(bounds[0]);
      int to = Integer.parseInt(bounds[1]) + 1;
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(get(path).body(), from, to));
    }
  }

  @ParameterizedTest(name = "{0} is not sent again while it is the same")
  @ValueSource(strings = {"/step/file", "/step/bytes", "/step/letters", "/step/large"})
  void aKnownFileIsNotSentAgain(String path) throws Exception {
    String tag = get(path).headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = get(path, "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(get(path, "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest(name = "HEAD {0} says what GET would")
  @ValueSource(strings = {"/step/file", "/step/named", "/step/large", "/step/letters"})
  void headSaysWhatGetWould(String path) throws Exception {
    HttpResponse<byte[]> head = ask("HEAD", path);
    HttpResponse<byte[]> get = get(path);
    assertThat(head.body()).isEmpty();
    assertThat(head.statusCode()).isEqualTo(200);
    for (String field : List.of("Content-Length", "Content-Type", "Content-Disposition", "ETag")) {
      assertThat(head.headers().allValues(field))
          .as(field)
          .isEqualTo(get.headers().allValues(field));
    }
  }

  @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /step/file            | text/plain       |            | private, no-cache
          /step/saved           | text/plain       | attachment | private, no-cache
          /step/shown           | image/svg+xml    | inline     | private, no-cache
          /step/text            | text/plain       | attachment | private, no-cache
          /step/bytes           | image/png        | inline     | private, no-cache
          /step/export          | text/csv         | attachment | private, no-cache
          /step/type/by-name    | audio/wav        | inline     | private, no-cache
          /step/type/said       | application/json | inline     | private, no-cache
          /step/cache/asked     | text/plain       |            | private, no-cache
          /step/cache/minutes   | text/plain       |            | private, max-age=300
          /step/cache/versioned | text/plain       |            | private, max-age=31536000, immutable
          /step/cache/never     | text/plain       |            | no-store
          /step/pitfall/page    | text/html        | attachment | private, no-cache
          """)
  void eachStepSaysWhatItIs(String path, String type, String disposition, String cache)
      throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(response.headers().firstValue("Content-Disposition").orElse("").split(";")[0])
        .isEqualTo(disposition == null ? "" : disposition);
    assertThat(response.headers().allValues("Cache-Control")).containsExactly(cache);
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(response.headers().map().keySet())
        .allSatisfy(name -> assertThat(name.toLowerCase()).doesNotStartWith("x-accel"))
        .doesNotContain("handoff", "x-sendfile");
  }

  @Test
  void whatIsShownCannotRunScripts() throws Exception {
    assertThat(get("/step/shown").headers().firstValue("Content-Security-Policy"))
        .hasValue("sandbox");
  }

  @Test
  void aStreamIsClosedAlsoWhenTheClientLeaves() throws Exception {
    HttpResponse<java.io.InputStream> begun =
        client.send(
            HttpRequest.newBuilder(example.resolve("/step/export")).build(),
            BodyHandlers.ofInputStream());
    assertThat(begun.headers().firstValue("Content-Length")).isEmpty();
    begun.body().readNBytes(100);
    begun.body().close();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String unclosed;
    do {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      unclosed = new String(get("/step/pitfall/unclosed").body(), UTF_8).strip();
    } while (!unclosed.equals("0") && System.nanoTime() < end);
    assertThat(unclosed).isEqualTo("0");
  }

  @Test
  void aVoucherIsGoodForOneDownload() throws Exception {
    assertThat(ask("HEAD", "/step/large/once").statusCode()).isEqualTo(200);
    assertThat(get("/step/large/once", "Range", "bytes=0-3").body())
        .isEqualTo("Good".getBytes(UTF_8));
    assertThat(new String(get("/step/large/once").body(), UTF_8))
        .isEqualTo("Good for one coffee.\n");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (Files.exists(files.resolve("voucher.txt")) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    assertThat(files.resolve("voucher.txt")).doesNotExist();
    assertThat(get("/step/large/once").statusCode()).isEqualTo(404);
  }

  @Test
  void aLinkIsGoodForItsPathAndItsTime() throws Exception {
    HttpResponse<byte[]> response = get(link(CONTRACT));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(stored("contract.txt"));
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "none, 403",
    "altered, 403",
    "of another file, 403",
    "of another key, 403",
    "expired, 410",
    "expired and altered, 403"
  })
  void anyOtherLinkIsRefused(String which, int status) throws Exception {
    String good = link(CONTRACT);
    String late = links.signed(CONTRACT, Instant.now().minus(Duration.ofHours(1)));
    Links others = Links.of(List.of(LinkKey.of("k1", new byte[32])));
    String url =
        switch (which) {
          case "none" -> CONTRACT;
          case "altered" -> altered(good);
          case "of another file" -> good.replace("contract.txt", "handbook.txt");
          case "of another key" -> others.signed(CONTRACT, Instant.now().plusSeconds(3600));
          case "expired" -> late;
          default -> altered(late);
        };
    HttpResponse<byte[]> response = get(url);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(new String(response.body(), UTF_8)).doesNotContain("one line of a file");
  }

  @Test
  void onlyMembersGetWhatIsForMembers() throws Exception {
    assertThat(get("/members/contract.txt").statusCode()).isEqualTo(403);
    HttpResponse<byte[]> signedIn =
        client.send(
            HttpRequest.newBuilder(example.resolve("/members/"))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofByteArray());
    String cookie =
        signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    HttpResponse<byte[]> response = get("/members/contract.txt", "Cookie", cookie);
    assertThat(response.body()).isEqualTo(stored("contract.txt"));
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    for (String name : List.of("nothing.txt", ".draft.txt", "")) {
      assertThat(get("/members/" + name, "Cookie", cookie).statusCode()).as(name).isEqualTo(404);
    }
    // Tomcat refuses such paths by itself.
    for (String name : List.of("%2e%2e%2flink.key", "sub%5c..%5c..%5clink.key")) {
      assertThat(get("/members/" + name, "Cookie", cookie).statusCode()).as(name).isIn(400, 404);
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/step/pitfall/relative, 500",
    "/step/pitfall/missing, 404",
    "/step/pitfall/hidden, 404",
    "/step/nothing-of-that-name, 404",
    "/_files/handbook.txt, 404"
  })
  void mistakesAreHarmlessAndTellNothing(String path, int status) throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(new String(response.body(), UTF_8))
        .doesNotContain(data.toString(), "handbook", "Exception", "working directory");
  }

  @Test
  void theLogSaysWhatARelativePathWouldMean() throws Exception {
    get("/step/pitfall/relative");
    assertThat(Files.readString(data.resolve("app.log")))
        .contains("file files/handbook.txt is relative and would mean /");
  }

  @ParameterizedTest(name = "the app''s part of {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /step/large           | file   | named, so whoever stands in front sends it
          /step/cache/minutes   | file   | with what the app says of it
          /step/named           | file   | under another name
          /step/text            | memory | nobody else has it
          /step/letters         | memory | nor this
          """)
  void filesAreDeliveredByTheFrontAndMemoryByTheApp(String path, String source, String why)
      throws Exception {
    int before = log.position();
    HttpResponse<byte[]> response = get(path);
    boolean handedOver = source.equals("file") && front() != Front.NONE;
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(log.since(before, path))
        .as(why)
        .isEqualTo(new AccessLog.Line(200, handedOver ? 0 : response.body().length));
  }

  @Test
  void theBrowserSavesFilesUnderTheirNames() throws Exception {
    try (Browser browser = Browser.start(Tool.require("chromium").path())) {
      browser.open(example.resolve("/"));
      browser.screenshot("send-file-" + front().name() + ".png");
      Path report = browser.press("a[href='/step/named']", saved);
      assertThat(report.getFileName()).hasToString("Bericht März 2026.csv");
      assertThat(report).hasBinaryContent(stored("9b1d42.csv"));
      Path shared = browser.press("#good-link", saved);
      assertThat(shared.getFileName()).hasToString("contract.txt");
      assertThat(shared).hasBinaryContent(stored("contract.txt"));
    }
  }

  @Test
  void whatThePageShowsIsTheCode() throws Exception {
    Path module = RunningExample.projectRoot().resolve("examples/send-file/src/main");
    StringBuilder code = new StringBuilder();
    for (String name : List.of("Steps", "Shared", "Members", "Page", "SendFileApp")) {
      code.append(
          Files.readString(module.resolve("java/dev/handoff/examples/sendfile/" + name + ".java")));
    }
    String page = new String(get("/").body(), UTF_8).replace("<wbr>", "");
    List<String> shown =
        java.util.regex.Pattern.compile("<code>([^<]*\\(.*?)</code>")
            .matcher(page)
            .results()
            .map(found -> found.group(1).replace("&gt;", ">"))
            .toList();
    assertThat(shown).hasSizeGreaterThan(20);
    assertThat(shown).allSatisfy(line -> assertThat(dense(code.toString())).contains(dense(line)));
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String altered(String link) {
    char last = link.charAt(link.length() - 2);
    return link.substring(0, link.length() - 2)
        + (last == 'A' ? 'B' : 'A')
        + link.charAt(link.length() - 1);
  }

  private String link(String path) {
    return links.signed(path, Instant.now().plus(Duration.ofHours(1)));
  }

  private String url(String path) {
    return example.resolve(path).toString();
  }

  private byte[] stored(String name) throws IOException {
    return Files.readAllBytes(files.resolve(name));
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
