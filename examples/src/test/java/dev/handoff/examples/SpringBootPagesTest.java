package dev.handoff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What pages show of the Spring Boot example is what runs. */
final class SpringBootPagesTest {
  private static final Path EXAMPLE = RunningExample.projectRoot().resolve("examples/spring-boot");

  @Test
  void thePageOfTheGatewayShowsTheConfigurationOfTheExample() throws IOException {
    String page = Files.readString(RunningExample.projectRoot().resolve("docs/fronts/gateway.md"));
    String configuration = Files.readString(EXAMPLE.resolve("handoff.yaml"));
    assertThat(page).contains("```yaml\n" + withoutFirstLine(configuration) + "```");
  }

  @Test
  void theReadmeShowsTheController() throws IOException {
    String code =
        Files.readString(
            EXAMPLE.resolve("src/main/java/com/example/documents/DocumentController.java"));
    String page = Files.readString(EXAMPLE.resolve("README.md"));
    int begin = page.indexOf("```java\n") + "```java\n".length();
    assertThat(dense(code)).contains(dense(page.substring(begin, page.indexOf("```", begin))));
  }

  private static String withoutFirstLine(String text) {
    return text.substring(text.indexOf('\n') + 1);
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }
}
