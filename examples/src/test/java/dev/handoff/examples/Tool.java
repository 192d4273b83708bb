package dev.handoff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of the system that downloads, run in a folder of its own. */
final class Tool {
  private final Path program;

  private Tool(Path program) {
    this.program = program;
  }

  /** The program, or a skipped test that says so where nobody can overlook it. */
  static Tool require(String name) {
    for (String folder : System.getenv("PATH").split(":")) {
      Path candidate = Path.of(folder, name);
      if (Files.isExecutable(candidate)) {
        return new Tool(candidate);
      }
    }
    return skip(name + " is not installed here; `./check tools` installs it");
  }

  /** Ends the test as skipped, and says so where nobody can overlook it. */
  static <T> T skip(String why) {
    System.err.println("SKIPPED: " + why);
    return Assumptions.abort(why);
  }

  Path path() {
    return program;
  }

  /**
   * Runs to the end.
   *
   * @return standard output and error, in the order they came
   * @throws AssertionError when the exit code is not the expected one, with that output
   */
  String run(Path folder, int expectedExit, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("tool", ".out");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(output);
      Files.delete(output);
      assertThat(ended).as("%s ends within a minute\n%s", command, said).isTrue();
      assertThat(process.exitValue()).as("%s\n%s", command, said).isEqualTo(expectedExit);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
