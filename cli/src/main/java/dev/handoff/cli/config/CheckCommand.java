package dev.handoff.cli.config;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Problem;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code handoff config check FILE…}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Names every problem of the files, with line, reason and fix.",
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff config check handoff.yaml",
      "",
      "Exit: 0 when all can be run (warnings or not), 2 when one is refused."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Configurations to read.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean refused = false;
    JsonReport report = new JsonReport();
    for (Path file : files) {
      Reading reading = ConfigFile.at(file).read();
      refused |= reading instanceof Reading.Refused;
      if (json) {
        report.add(file, reading);
      } else {
        print(file, reading, out);
      }
    }
    if (json) {
      out.println(report.text());
    }
    return refused ? ExitCode.USAGE : ExitCode.FINE;
  }

  private static void print(Path file, Reading reading, PrintWriter out) {
    for (Problem problem : reading.problems()) {
      out.println(problem.text());
    }
    switch (reading) {
      case Reading.Accepted accepted ->
          out.println(file + " is fine (" + Verdict.of(accepted) + ").");
      case Reading.Refused refused -> {
        long errors =
            refused.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
        out.println(file + " is refused: " + Verdict.count(errors, "error") + ".");
      }
    }
  }
}
