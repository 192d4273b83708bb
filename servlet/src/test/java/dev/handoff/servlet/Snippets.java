package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code that a page shows is code that a test compiles and runs, but for its white space. */
final class Snippets {
  private Snippets() {}

  /**
   * Compares what stands below {@code <!-- snippet: name -->} with what stands between the test's
   * comments {@code // begin name} and {@code // end name}.
   *
   * @param page file name in {@code docs}
   */
  static void assertShown(String page, Class<?> test, String name) throws IOException {
    String guide = Files.readString(Path.of("../docs", page));
    String source =
        Files.readString(
            Path.of("src/test/java/dev/handoff/servlet", test.getSimpleName() + ".java"));
    String shown = between(guide, "<!-- snippet: " + name + " -->\n```java\n", "```");
    String compiled = between(source, "// begin " + name + "\n", "// end " + name + "\n");
    assertThat(words(shown)).isEqualTo(words(compiled));
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
}
