package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.front.Front;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in docs/servlet.md is code that compiles: it stands here too, word for word. */
final class GuideTest {

  // begin first
  @WebServlet(urlPatterns = "/download/*", asyncSupported = true)
  public class Downloads extends HttpServlet {
    private final transient Handoff handoff = Handoff.create();
    private final transient FileRoot root = FileRoot.at(Path.of("/srv/files"));

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      // Decide here whether this user may have the file.
      handoff.send(root.file(request.getPathInfo().substring(1)).attachment(), request, response);
    }
  }

  // end first

  private static InputStream export() {
    return new ByteArrayInputStream(new byte[1]);
  }

  @Test
  void theOptionsAreThere() {
    Path report = Path.of("/srv/files/report.pdf");
    Path temporary = Path.of("/srv/files/once.zip");
    byte[] png = new byte[1];
    // begin options
    SendFile.path(report).attachment("Bericht März.pdf"); // saved, under that name
    SendFile.path(report).inline(); // shown
    SendFile.bytes(png).contentType("image/png").etag("v7"); // from memory
    SendFile.text("a;b\n", StandardCharsets.UTF_8).attachment("table.csv");
    SendFile.stream(() -> export()).attachment("export.csv"); // made while it is sent
    SendFile.path(report).cache(CachePolicy.privateFor(Duration.ofMinutes(5)));
    SendFile.path(report).limitRate(200_000); // bytes in a second
    SendFile.path(temporary).attachment("once.zip").deleteAfter(); // once it was sent whole
    // end options
    assertThat(SendFile.path(temporary).deleteAfter().options().deleteAfter()).isTrue();
  }

  private static Handoff behindNginx() {
    // begin front
    Handoff handoff =
        Handoff.builder()
            .front(Front.nginx())
            .map(RedirectMap.parse("/srv/files/=/_files/"))
            .roots(
                List.of(
                    FileRoot.at(
                        Path.of("/srv/files")))) // nothing else is sent, whatever the code says
            .build();
    // end front
    return handoff;
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "options", "front"})
  void theGuideSaysTheSame(String name) throws Exception {
    Snippets.assertShown("servlet.md", GuideTest.class, name);
  }
}
