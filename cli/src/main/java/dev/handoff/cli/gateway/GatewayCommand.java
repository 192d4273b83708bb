package dev.handoff.cli.gateway;

import dev.handoff.gateway.config.yaml.ConfigFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code handoff gateway -c FILE}, its help and its mistakes. */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "Runs the gateway until it is told to stop.",
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff gateway -c handoff.yaml",
      "",
      "Prints one line that starts with Ready on standard output once every address accepts.",
      "SIGTERM and Ctrl-C let running deliveries end; SIGHUP reads the file again."
    })
public final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration, handoff.yaml.")
  private Path file = Path.of("handoff.yaml");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Listen here instead of where the file says; may be repeated.")
  private List<String> listen = List.of();

  @Override
  public Integer call() {
    try {
      return GatewayProcess.ofProgram(ConfigFile.at(file).listeningOn(listen)).run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--listen: " + e.getMessage());
    }
  }
}
