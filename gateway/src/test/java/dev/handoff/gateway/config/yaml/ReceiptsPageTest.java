package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.ReceiptsConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration in {@code docs/receipts.md} is one that runs. */
class ReceiptsPageTest {
  @TempDir Path folder;

  @Test
  void theConfigurationRuns() throws Exception {
    String page = Files.readString(Path.of("../docs/receipts.md"));
    String fence = "<!-- snippet: gateway -->\n```yaml\n";
    int begin = page.indexOf(fence) + fence.length();
    String yaml =
        "apps: { shop: http://127.0.0.1:8000 }\n"
            + page.substring(begin, page.indexOf("```", begin));
    Path key = Files.writeString(folder.resolve("receipts.r1"), "A".repeat(43) + "=");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml")).read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(reading.problems()).isEmpty();
    ReceiptsConfig receipts = ((Reading.Accepted) reading).config().receipts().orElseThrow();
    assertThat(receipts.key().id()).isEqualTo("r1");
    assertThat(receipts.spool()).contains(folder.resolve("receipts"));
    assertThat(receipts.batch()).isEqualTo(500);
  }
}
