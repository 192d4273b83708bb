package dev.handoff.spring.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.caching.CachePolicy;
import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/from-other-frameworks.md: what stands there as ours is ours. */
final class OtherFrameworksPageTest {
  @TempDir Path folder;

  @Test
  void theCallsAreThere() {
    FileRoot root = FileRoot.at(folder);
    Path p = folder.resolve("report.pdf");
    Path path = p;
    String n = "Bericht März.pdf";
    String name = n;
    String type = "image/png";
    Instant instant = Instant.EPOCH;
    byte[] b = new byte[1];
    byte[] data = b;
    InputStream in = new ByteArrayInputStream(b);
    List<SendFile> calls =
        List.of(
            SendFile.path(p),
            SendFile.path(p).attachment(n),
            SendFile.path(path),
            SendFile.path(path).attachment(n),
            SendFile.path(path).attachment(name),
            SendFile.path(path).attachment(),
            SendFile.path(path).inline(),
            SendFile.path(path).inline(name),
            SendFile.path(path).deleteAfter(),
            SendFile.path(path).contentType("image/png"),
            SendFile.path(path).contentType(type),
            SendFile.path(path).etag("v7"),
            SendFile.path(path).lastModified(instant),
            SendFile.path(path).header("Content-Encoding", "gzip"),
            SendFile.path(path).cache(CachePolicy.privateFor(Duration.ofMinutes(5))),
            SendFile.path(path).cache(CachePolicy.privateFor(Duration.ofSeconds(300))),
            SendFile.bytes(b).contentType("image/png"),
            SendFile.bytes(b).contentType(type),
            SendFile.bytes(data).attachment(n),
            SendFile.stream(() -> in),
            root.file(name));
    assertThat(calls).doesNotContainNull();
  }

  @Test
  void thePageShowsNoOthers() throws IOException {
    String page = Files.readString(Path.of("../docs/from-other-frameworks.md"));
    String source =
        Files.readString(
            Path.of("src/test/java/dev/handoff/spring/guide/OtherFrameworksPageTest.java"));
    List<String> shown =
        page.lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| you know"))
            .map(line -> line.substring(line.lastIndexOf(" | ")))
            .flatMap(ours -> Pattern.compile("`([^`]+\\))`").matcher(ours).results())
            .map(found -> found.group(1))
            .toList();
    assertThat(shown).hasSizeGreaterThan(20);
    assertThat(shown).allSatisfy(call -> assertThat(source).contains(call));
  }
}
