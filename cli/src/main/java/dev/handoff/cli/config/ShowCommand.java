package dev.handoff.cli.config;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import dev.handoff.gateway.config.yaml.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code handoff config show -c FILE}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Prints every value in effect and where it comes from; secrets stay hidden.",
    footerHeading = "%nExample:%n",
    footer = "  handoff config show -c handoff.yaml")
final class ShowCommand implements Callable<Integer> {
  /** A longer value pushes its origin to the right instead of widening every line. */
  private static final int WIDEST_VALUE = 44;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration, handoff.yaml.")
  private Path file = Path.of("handoff.yaml");

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Reading reading = ConfigFile.at(file).read();
    if (json) {
      JsonReport report = new JsonReport();
      report.add(file, reading);
      out.println(report.text());
    } else {
      reading.problems().forEach(problem -> err.println(problem.text()));
    }
    return switch (reading) {
      case Reading.Refused _ -> {
        if (!json) {
          err.println(file + " is refused, so nothing is in effect.");
        }
        yield ExitCode.USAGE;
      }
      case Reading.Accepted accepted -> {
        if (!json) {
          table(accepted.settings(), out);
        }
        yield ExitCode.FINE;
      }
    };
  }

  private static void table(List<Setting> settings, PrintWriter out) {
    int key = settings.stream().mapToInt(one -> one.key().length()).max().orElse(1);
    int value =
        settings.stream()
            .mapToInt(one -> one.value().shown().length())
            .filter(width -> width <= WIDEST_VALUE)
            .max()
            .orElse(1);
    String row = "%-" + key + "s  %-" + value + "s  %s";
    for (Setting setting : settings) {
      out.println(
          String.format(
              Locale.ROOT, row, setting.key(), setting.value().shown(), setting.origin().shown()));
    }
  }
}
