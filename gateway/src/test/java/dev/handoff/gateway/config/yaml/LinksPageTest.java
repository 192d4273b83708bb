package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.LinksConfig.LinkPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration in {@code docs/links.md} is one that runs. */
class LinksPageTest {
  @TempDir Path folder;

  @Test
  void theConfigurationRuns() throws Exception {
    String page = Files.readString(Path.of("../docs/links.md"));
    String fence = "<!-- snippet: gateway -->\n```yaml\n";
    int begin = page.indexOf(fence) + fence.length();
    String yaml = page.substring(begin, page.indexOf("```", begin));
    Files.createDirectory(folder.resolve("files"));
    Path key = Files.writeString(folder.resolve("k1"), "A".repeat(43) + "=");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml")).read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(reading.problems()).isEmpty();
    assertThat(((Reading.Accepted) reading).config().links().paths())
        .containsExactly(new LinkPath("/d/", "/_files/"));
  }
}
