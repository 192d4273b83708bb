package dev.handoff.testkit.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/testing.md shows of Spring and of messages is what is there. */
final class GuidePageTest {
  private static final Path TESTS = Path.of("src/test");

  private static String between(String text, String begin, String end) {
    Matcher found =
        Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as(begin).isTrue();
    return found.group(1);
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/testing.md"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot", "mockmvc"})
  void theGuideSaysTheSame(String name) throws Exception {
    String source =
        Files.readString(TESTS.resolve("java/dev/handoff/testkit/guide/DownloadsTest.java"));
    String compiled = between(source, "// begin " + name + "\n", "// end " + name + "\n");
    String shown = between(page(), "<!-- snippet: " + name + " -->\n```java\n", "```");
    // The class ends behind the last of its tests.
    String whole = name.equals("boot") ? compiled + "}" : compiled;
    assertThat(shown.replaceAll("\\s+", "")).isEqualTo(whole.replaceAll("\\s+", ""));
  }

  @Test
  void theMessageIsOneThatIsSaid() throws Exception {
    String messages =
        Files.readString(TESTS.resolve("resources/dev/handoff/testkit/delivery/messages.txt"));
    String said = between(messages + "\n===", "=== resumes: the guide's\n", "\n===");
    String shown = between(page(), "<!-- message -->\n```\n", "```\n");
    assertThat(shown.strip())
        .isEqualTo(
            said.strip()
                .replace("http://app", "http://127.0.0.1:8080")
                .replace("/file", "/download/1"));
  }
}
