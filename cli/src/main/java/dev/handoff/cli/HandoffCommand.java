package dev.handoff.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code handoff} without a command. */
@Command(
    name = "handoff",
    mixinStandardHelpOptions = true,
    description = "Your app decides who may have the file; Handoff delivers it.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff config check handoff.yaml",
      "  handoff gateway -c handoff.yaml",
      "",
      "Exit: 0 fine, 1 findings or refused, 2 usage or bad configuration, 3 unreachable."
    })
final class HandoffCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** From the jar's manifest, so that it is written in one place. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = HandoffCommand.class.getPackage().getImplementationVersion();
      return new String[] {"handoff " + Optional.ofNullable(version).orElse("(not from a jar)")};
    }
  }
}
