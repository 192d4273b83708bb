package dev.handoff.spring.guide;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.testkit.delivery.DeliveryAssert;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** docs/from-resource.md: both sides of it compile, run, and send the same files. */
final class FromResourceGuideTest {
  private static final Instant WRITTEN = Instant.parse("2026-03-01T10:20:30Z");

  @TempDir static Path folder;
  private static ConfigurableApplicationContext app;

  @RestController
  @RequestMapping("/before")
  static class Before {
    private final Path reports = folder;

    // begin before-file
    @GetMapping("/reports/{id}")
    ResponseEntity<Resource> report(@PathVariable("id") long id) throws IOException {
      Resource file = new FileSystemResource(reports.resolve(id + ".pdf"));
      if (!file.exists()) {
        return ResponseEntity.notFound().build();
      }
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_PDF)
          .contentLength(file.contentLength())
          .header(
              HttpHeaders.CONTENT_DISPOSITION,
              ContentDisposition.attachment()
                  .filename("Bericht März.pdf", UTF_8)
                  .build()
                  .toString())
          .body(file);
    }

    // end before-file

    // begin before-shown
    @GetMapping("/pictures/{id}")
    ResponseEntity<Resource> picture(@PathVariable("id") long id) {
      return ResponseEntity.ok()
          .contentType(MediaType.IMAGE_PNG)
          .cacheControl(CacheControl.maxAge(5, TimeUnit.MINUTES).cachePrivate())
          .body(new FileSystemResource(reports.resolve(id + ".png")));
    }

    // end before-shown

    // begin before-bytes
    @GetMapping("/badges/{id}")
    ResponseEntity<byte[]> badge(@PathVariable("id") long id) {
      return ResponseEntity.ok()
          .contentType(MediaType.IMAGE_PNG)
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=badge.png")
          .body(drawn(id));
    }

    // end before-bytes

    // begin before-stream
    @GetMapping("/export")
    ResponseEntity<StreamingResponseBody> export() {
      return ResponseEntity.ok()
          .contentType(MediaType.parseMediaType("text/csv"))
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=export.csv")
          .body(out -> rows().transferTo(out));
    }
    // end before-stream
  }

  @RestController
  static class After {
    private final FileRoot reports;

    After(FileRoot reports) {
      this.reports = reports;
    }

    // begin after-file
    @GetMapping("/reports/{id}")
    SendFile report(@PathVariable("id") long id) {
      return reports.file(id + ".pdf").attachment("Bericht März.pdf");
    }

    // end after-file

    // begin after-shown
    @GetMapping("/pictures/{id}")
    SendFile picture(@PathVariable("id") long id) {
      return reports
          .file(id + ".png")
          .inline()
          .cache(CachePolicy.privateFor(Duration.ofMinutes(5)));
    }

    // end after-shown

    // begin after-bytes
    @GetMapping("/badges/{id}")
    SendFile badge(@PathVariable("id") long id) {
      return SendFile.bytes(drawn(id)).contentType("image/png").attachment("badge.png");
    }

    // end after-bytes

    // begin after-stream
    @GetMapping("/export")
    SendFile export() {
      return SendFile.stream(() -> rows()).contentType("text/csv").attachment("export.csv");
    }

    // end after-stream

    // begin entity
    @GetMapping("/numbered/{id}")
    ResponseEntity<SendFile> numbered(@PathVariable("id") long id) {
      return ResponseEntity.ok()
          .header("X-Report", String.valueOf(id))
          .body(reports.file(id + ".pdf").attachment("Bericht März.pdf"));
    }
    // end entity
  }

  @Configuration
  @EnableAutoConfiguration
  @Import({Before.class, After.class})
  static class App {
    // begin root
    @Bean
    FileRoot reports(@Value("${reports.folder}") Path folder) {
      return FileRoot.at(folder);
    }

    // end root

    @Bean
    SecurityFilterChain everybody(HttpSecurity http) {
      return http.authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
    }
  }

  @BeforeAll
  static void start() throws IOException {
    write("7.pdf", "%PDF-1.7 ".repeat(2_000));
    write("7.png", "PNG ".repeat(1_000));
    SpringApplication application = new SpringApplication(App.class);
    app =
        application.run(
            "--server.port=0", "--server.address=127.0.0.1", "--reports.folder=" + folder);
  }

  private static void write(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static DeliveryAssert deliver(String path) {
    int port = ((WebServerApplicationContext) app).getWebServer().getPort();
    return assertThatDelivery("http://127.0.0.1:" + port + path);
  }

  @ParameterizedTest(name = "both send {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /reports/7  | application/pdf | Bericht März.pdf
          /pictures/7 | image/png       |
          /badges/7   | image/png       | badge.png
          /export     | text/csv        | export.csv
          """)
  void bothSidesSendTheSame(String path, String type, String name) throws Exception {
    byte[] bytes =
        switch (path) {
          case "/badges/7" -> drawn(7);
          case "/export" -> rows().readAllBytes();
          case "/pictures/7" -> Files.readAllBytes(folder.resolve("7.png"));
          default -> Files.readAllBytes(folder.resolve("7.pdf"));
        };
    for (String side : List.of("/before", "")) {
      DeliveryAssert delivery = deliver(side + path).as(side).hasStatus(200).hasType(type);
      delivery.hasBytes(bytes);
      if (name != null) {
        delivery.isAttachment().hasName(name);
      }
    }
  }

  @Test
  void whatIsNewIsTrue() {
    deliver("/reports/7")
        .resumes()
        .refusesStaleIfRange()
        .revalidates()
        .answersHead()
        .isPrivate()
        .neverLeaks(folder)
        .hasHeader("X-Content-Type-Options", "nosniff");
    deliver("/pictures/7").hasHeader("Cache-Control", "private, max-age=300").revalidates();
    deliver("/reports/8").hasStatus(404);
    deliver("/numbered/7").hasHeader("X-Report", "7").hasName("Bericht März.pdf").resumes();
  }

  @Test
  void theTestOfTheGuidePasses() {
    int port = ((WebServerApplicationContext) app).getWebServer().getPort();
    // begin test
    assertThatDelivery("http://127.0.0.1:" + port + "/reports/7")
        .hasName("Bericht März.pdf")
        .resumes()
        .isPrivate();
    // end test
  }

  @Test
  void whatIsMissedIsTrue() {
    DeliveryAssert before = deliver("/before/reports/7");
    before.hasNoHeader("ETag").hasNoHeader("Last-Modified");
    assertThatThrownBy(before::refusesStaleIfRange).isInstanceOf(AssertionError.class);
    assertThatThrownBy(before::revalidates).isInstanceOf(AssertionError.class);
    before
        .as("a part of another file")
        .with("Range", "bytes=5-9")
        .with("If-Range", "\"of-another-version\"")
        .hasStatus(206);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root",
        "before-file",
        "after-file",
        "before-shown",
        "after-shown",
        "before-bytes",
        "after-bytes",
        "before-stream",
        "after-stream",
        "entity",
        "test"
      })
  void theGuideSaysTheSame(String name) throws IOException {
    String page = Files.readString(Path.of("../docs/from-resource.md"));
    String source =
        Files.readString(
            Path.of("src/test/java/dev/handoff/spring/guide/FromResourceGuideTest.java"));
    assertThat(words(between(page, "<!-- snippet: " + name + " -->\n```java\n", "```")))
        .isEqualTo(words(between(source, "// begin " + name + "\n", "// end " + name + "\n")));
  }

  private static String between(String text, String begin, String end) {
    Matcher found =
        Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as(begin).isTrue();
    return found.group(1);
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static byte[] drawn(long id) {
    return ("PNG " + id).repeat(100).getBytes(UTF_8);
  }

  private static InputStream rows() {
    return new ByteArrayInputStream("a;b\n".repeat(1_000).getBytes(UTF_8));
  }
}
