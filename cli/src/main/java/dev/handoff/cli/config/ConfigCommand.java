package dev.handoff.cli.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code handoff config}. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Looks at a configuration without running it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CheckCommand.class, ShowCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  handoff config check handoff.yaml")
public final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command: check or show?");
  }
}
