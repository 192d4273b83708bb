package dev.handoff.examples.sendfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Step by step: the answer to each path is the file in its line. */
final class Steps extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Handoff handoff;
  private final transient FileRoot root;
  private final transient Letters letters = new Letters(3_000_000);

  Steps(Handoff handoff, FileRoot root) {
    this.handoff = handoff;
    this.root = root;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    handoff.send(file(request.getPathInfo()), request, response);
  }

  private SendFile file(String step) {
    return switch (step) {
      // 1. A file
      case "/file" -> root.file("handbook.txt");

      // 2. Saved or shown, and under which name
      case "/saved" -> root.file("handbook.txt").attachment();
      case "/named" -> root.file("9b1d42.csv").attachment("Bericht März 2026.csv");
      case "/shown" -> root.file("drawing.svg").inline();

      // 3. From memory, and from streams
      case "/text" -> SendFile.text("Grüße, Änne\n", UTF_8).attachment("greeting.txt");
      case "/bytes" -> SendFile.bytes(Samples.icon()).etag("icon-1").inline("icon.png");
      case "/export" -> SendFile.stream(() -> new Export(20_000)).attachment("export.csv");
      case "/letters" -> SendFile.stream(letters).etag("a-to-z").attachment("letters.txt");

      // 4. Media types
      case "/type/by-name" -> root.file("recording.wav").inline();
      case "/type/said" -> root.file("measured.data").contentType("application/json").inline();

      // 5. Large files
      case "/large" -> root.file("recording.wav").attachment();
      case "/large/slow" -> root.file("recording.wav").attachment().limitRate(1_000_000);
      case "/large/once" -> root.file("voucher.txt").attachment().deleteAfter();

      // 7. What a cache may keep
      case "/cache/asked" -> root.file("handbook.txt");
      case "/cache/minutes" -> root.file("handbook.txt").cache(minutes(5));
      case "/cache/versioned" -> root.file("handbook.txt").cache(CachePolicy.VERSIONED);
      case "/cache/never" -> root.file("handbook.txt").cache(CachePolicy.NO_STORE);

      // What goes wrong elsewhere
      case "/pitfall/relative" -> SendFile.path(Path.of("files/handbook.txt"));
      case "/pitfall/missing" -> root.file("nobody-wrote-this.txt").attachment();
      case "/pitfall/hidden" -> root.file(".draft.txt").attachment();
      case "/pitfall/page" -> root.file("page.html");
      case "/pitfall/unclosed" -> SendFile.text(Export.unclosed() + "\n", UTF_8).cache("no-store");

      // Nothing has an empty name: 404.
      default -> root.file("");
    };
  }

  private static String minutes(int count) {
    return CachePolicy.privateFor(Duration.ofMinutes(count));
  }
}
