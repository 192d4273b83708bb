package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.Throttle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration in {@code docs/limits.md} is one that runs, and means what the page says. */
class LimitsPageTest {
  @TempDir Path folder;

  @Test
  void theConfigurationRuns() throws Exception {
    String page = Files.readString(Path.of("../docs/limits.md"));
    String fence = "<!-- snippet: limits -->\n```yaml\n";
    int begin = page.indexOf(fence) + fence.length();
    Throttle throttle = read(page.substring(begin, page.indexOf("```", begin)));
    assertThat(throttle.client().transfers()).isEqualTo(OptionalInt.of(16));
    assertThat(throttle.client().rate().orElseThrow())
        .isEqualTo(new Throttle.ByteRate(20 << 20, 50 << 20));
    assertThat(throttle.subject().rate().orElseThrow().burst()).isEqualTo(20 << 20);
    assertThat(throttle.file().rate()).isEmpty();
    assertThat(throttle.requests().orElseThrow())
        .isEqualTo(new Throttle.RequestRate(50, Duration.ofSeconds(1), 100));
    assertThat(throttle.queue()).isEqualTo(Throttle.Queue.DEFAULT);
    assertThat(throttle.shared()).isEmpty();
  }

  @Test
  void requestsHaveAShortForm() throws Exception {
    String app = "apps: { shop: http://127.0.0.1:8000 }\n";
    assertThat(read(app + "limits: { requests: 600/m }\n").requests().orElseThrow())
        .isEqualTo(new Throttle.RequestRate(600, Duration.ofMinutes(1), 10));
  }

  private Throttle read(String yaml) throws Exception {
    Reading reading =
        ConfigFile.at(folder.resolve("handoff.yaml")).read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(reading.problems()).isEmpty();
    return ((Reading.Accepted) reading).config().throttle();
  }
}
