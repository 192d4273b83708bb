package dev.handoff.gateway.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Map;

/** Any octets give a configuration, or problems that name their line; nothing else comes out. */
class ConfigFileFuzzTest {
  private static final ConfigFile FILE =
      ConfigFile.at(Path.of("target/fuzz/handoff.yaml"))
          .in(Map.of("SECRET", "0123456789abcdef0123456789abcdef")::get);

  @FuzzTest
  void readsOrRefuses(byte[] octets) {
    // A configuration names whatever folder it likes: that is no traversal.
    BugDetectors.setFilePathTraversalAllowPath(_ -> true);
    switch (FILE.read(octets)) {
      case Reading.Accepted accepted ->
          assertThat(accepted.problems())
              .allMatch(problem -> problem.severity() == Problem.Severity.WARNING);
      case Reading.Refused refused -> {
        assertThat(refused.problems())
            .anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)
            .allMatch(problem -> problem.line().orElse(0) > 0);
        refused
            .problems()
            .forEach(
                problem -> assertThat(problem.text()).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]"));
      }
    }
  }
}
