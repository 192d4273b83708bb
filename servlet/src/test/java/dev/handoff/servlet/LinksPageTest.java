package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.front.Front;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.files.keys.KeyFolder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The code in docs/links.md and docs/front-proof.md is code that compiles: it stands here too. */
final class LinksPageTest {
  static void register(ServletContext context, String secret) {
    // begin filter
    FilterRegistration.Dynamic filter =
        context.addFilter(
            "links", new LinkFilter(Links.of(List.of(LinkKey.ofBase64("k1", secret)))));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/d/*");
    // end filter
  }

  static Front rotated() {
    // begin folder
    Front front = Front.auto(KeyFolder.at(Path.of("/etc/handoff/front")).frontKeys());
    // end folder
    return front;
  }

  @ParameterizedTest
  @CsvSource({"filter, links.md", "folder, front-proof.md"})
  void thePageSaysTheSame(String name, String page) throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/dev/handoff/servlet/LinksPageTest.java"));
    int begin = source.indexOf("// begin " + name + "\n") + "// begin ".length() + name.length();
    String compiled = source.substring(begin, source.indexOf("// end " + name));
    assertThat(words(Files.readString(Path.of("../docs/" + page)))).contains(words(compiled));
  }

  @Test
  void theFilterOfWebXmlExists() throws Exception {
    String page = Files.readString(Path.of("../docs/links.md"));
    String name = page.split("<filter-class>")[1].split("</filter-class>")[0];
    assertThat(Class.forName(name).getConstructor().newInstance()).isInstanceOf(LinkFilter.class);
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", "");
  }
}
