package dev.handoff.cli.conformance;

import dev.handoff.conformance.Conformance;
import dev.handoff.testkit.conformance.FileConformance;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What we ask of others, asked of ourselves. */
class GatewayConformanceTest extends FileConformance {
  private static ServedFile file;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    file = ServedFile.in(folder);
  }

  @AfterAll
  static void stop() {
    file.close();
  }

  // begin junit
  @Override
  protected Conformance conformance() throws IOException {
    return Conformance.of(file.url(), file.copy());
  }
  // end junit
}
