package dev.handoff.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packages install, asked by systemd and by ourselves. */
class UnitFileTest {
  private static final Path PACKAGING = Path.of("../packaging");

  @TempDir Path folder;
  private Path unit = Path.of("handoff.service");

  @BeforeEach
  void aUnitWhoseProgramIsHere() throws IOException {
    String text = Files.readString(PACKAGING.resolve("systemd/handoff.service"));
    // systemd looks whether the program is there, and the user.
    text = text.replace("/usr/bin/handoff", "/bin/true").replace("=handoff\n", "=daemon\n");
    unit = Files.writeString(folder.resolve("handoff.service"), text);
  }

  @Test
  void systemdUnderstandsEveryLine() throws Exception {
    assertThat(analyze("verify", "--man=no", unit.toString())).doesNotContain("handoff.service");
  }

  @Test
  void systemdFindsItWellConfined() throws Exception {
    String said = analyze("security", "--offline=true", "--no-pager", unit.toString());
    assertThat(said).containsPattern("Overall exposure level for handoff.service: [012]\\.[0-9]");
  }

  @Test
  void theConfigurationToBeginWithIsFine() throws IOException {
    String text = Files.readString(PACKAGING.resolve("debian/handoff.yaml"));
    Path file =
        Files.writeString(
            folder.resolve("handoff.yaml"),
            text.replace("/usr/share/doc/handoff\n", folder + "\n")
                .replace("/var/log/handoff", folder.toString()));
    assertThat(ConfigFile.at(file).read()).isInstanceOf(Reading.Accepted.class);
  }

  private static String analyze(String... arguments) throws Exception {
    Path program = Path.of("/usr/bin/systemd-analyze");
    if (!Files.isExecutable(program)) {
      System.err.println("SKIPPED: " + program + " is not installed; the unit was not verified");
      Assumptions.abort(program + " is not installed: the systemd unit was not verified");
    }
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }
}
