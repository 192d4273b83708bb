package dev.handoff.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The code in docs/spring-boot.md stands here too, word for word, and runs. */
@TestInstance(Lifecycle.PER_CLASS)
final class GuideTest {
  private static final Path BOOT35 =
      Path.of("../examples/consumers/boot35/src/consumers/boot35/Main.java");

  private Server server;

  /** Compiled; the folder it names is on no machine of ours. */
  static class First {
    // begin first
    @RestController
    class Reports {
      private final FileRoot files = FileRoot.at(Path.of("/srv/files"));

      @GetMapping("/reports/{name}")
      SendFile report(@PathVariable String name) {
        // Decide here whether this user may have the file.
        return files.file(name).attachment();
      }
    }
    // end first
  }

  @EnableAutoConfiguration
  @Import(Forms.class)
  static class App {}

  @RestController
  static class Forms {
    private final Path report = ReturnForms.FILE;

    // begin forms
    @GetMapping("/entity")
    ResponseEntity<SendFile> entity() {
      return ResponseEntity.ok()
          .header("Set-Cookie", "seen=1")
          .body(SendFile.path(report).attachment("Bericht März.pdf"));
    }

    @GetMapping("/later")
    CompletableFuture<SendFile> later() {
      return CompletableFuture.supplyAsync(() -> SendFile.path(report).inline());
    }

    // end forms

    // begin functional
    @Bean
    RouterFunction<ServerResponse> routes() {
      return RouterFunctions.route()
          .GET("/functional", request -> FileServerResponse.of(SendFile.path(report).attachment()))
          .build();
    }
    // end functional
  }

  @BeforeAll
  void start() {
    server = Server.start(App.class, List.of());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"/entity, attachment", "/later, inline", "/functional, attachment"})
  void theFormsWork(String target, String disposition) throws Exception {
    HttpResponse<byte[]> answer = server.ask("GET", target);
    assertThat(answer.body()).isEqualTo(ReturnForms.CONTENT);
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith(disposition);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "forms", "functional"})
  void theGuideSaysTheSame(String name) throws IOException {
    assertShown(name, Path.of("src/test/java/dev/handoff/spring/GuideTest.java"));
  }

  /** The consumer is built and run by {@code ./check consumers}. */
  @Test
  void theGuideSaysWhatTheConsumerOfBoot35Does() throws IOException {
    assertShown("boot35", BOOT35);
  }

  @Test
  void theTableHasEveryProperty() throws IOException {
    String guide = Files.readString(Path.of("../docs/spring-boot.md"));
    String metadata =
        Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
    Matcher properties =
        Pattern.compile("\"name\": \"handoff\\.([a-z.-]+)\",\\s+\"type\": \"(?!dev\\.)")
            .matcher(metadata);
    Stream<String> names = properties.results().map(found -> found.group(1));
    assertThat(names)
        .isNotEmpty()
        .allSatisfy(
            name -> assertThat(guide).contains("." + name.substring(name.lastIndexOf('.') + 1)));
  }

  private static void assertShown(String name, Path source) throws IOException {
    String guide = Files.readString(Path.of("../docs/spring-boot.md"));
    String shown = between(guide, "<!-- snippet: " + name + " -->\n```java\n", "```");
    String compiled =
        between(Files.readString(source), "// begin " + name + "\n", "// end " + name + "\n");
    assertThat(shown.replaceAll("\\s+", "")).isEqualTo(compiled.replaceAll("\\s+", ""));
  }

  private static String between(String text, String begin, String end) {
    Matcher found =
        Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as(begin).isTrue();
    return found.group(1);
  }
}
