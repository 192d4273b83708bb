package dev.handoff.cli.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code handoff admin}, which is nothing without one of its commands. */
@Command(
    name = "admin",
    mixinStandardHelpOptions = true,
    description = "Asks a running gateway on this machine over its admin socket.",
    subcommands = {
      StatusCommand.class,
      RevokeCommand.class,
      ReopenCommand.class,
      ReloadCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  handoff admin status -c handoff.yaml",
      "  handoff admin revoke u42:f9 --socket /run/handoff.sock",
      "",
      "The gateway needs  admin: unix:/run/handoff.sock  in its configuration.",
      "Exit: 0 done, 1 refused, 2 wrong call or configuration, 3 nobody answers."
    })
public final class AdminCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: status, revoke, reopen or reload.");
  }
}
