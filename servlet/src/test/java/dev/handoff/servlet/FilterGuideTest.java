package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.HandoffFilter.DefaultServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What docs/filter.md shows is compiled here, word for word, or read by what reads it. */
final class FilterGuideTest {
  private static final Path GUIDE = Path.of("../docs/filter.md");

  static void register(ServletContext context) {
    // begin filter
    Handoff handoff =
        Handoff.builder()
            .front(Front.nginx())
            .map(RedirectMap.parse("/srv/files/=/_files/"))
            .roots(List.of(FileRoot.at(Path.of("/srv/files"))))
            .build();
    HandoffFilter filter =
        HandoffFilter.builder(handoff)
            .defaultServlet(DefaultServlet.FRONT)
            .sendfileHeader(true)
            .build();
    FilterRegistration.Dynamic registered = context.addFilter("handoff", filter);
    registered.setAsyncSupported(true);
    registered.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC),
        true,
        "/*");
    // end filter
  }

  @Test
  void theCodeIsTheSame() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/dev/handoff/servlet/FilterGuideTest.java"));
    assertThat(words(snippet("filter", "java")))
        .isEqualTo(words(between(source, "// begin filter\n", "// end filter\n")));
  }

  @Test
  void theDescriptorNamesWhatIsThere() throws Exception {
    String xml = "<web-app>" + snippet("webxml", "xml") + "</web-app>";
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("filter-class").item(0).getTextContent())
        .isEqualTo(HandoffFilter.class.getName());
    for (int i = 0; i < document.getElementsByTagName("param-name").getLength(); i++) {
      assertThat(FilterParameters.NAMES)
          .contains(document.getElementsByTagName("param-name").item(i).getTextContent());
    }
  }

  @Test
  void everyParameterIsInTheTable() throws Exception {
    String guide = Files.readString(GUIDE);
    String source =
        Files.readString(Path.of("src/main/java/dev/handoff/servlet/HandoffFilter.java"));
    assertThat(FilterParameters.NAMES)
        .allSatisfy(name -> {
          assertThat(guide).contains("`" + name + "`");
          assertThat(source).contains("{@code " + name + "}");
        });
  }

  private static String snippet(String name, String language) throws Exception {
    return between(
        Files.readString(GUIDE), "<!-- snippet: " + name + " -->\n```" + language + "\n", "```");
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
