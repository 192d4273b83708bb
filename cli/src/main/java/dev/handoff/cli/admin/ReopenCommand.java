package dev.handoff.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code handoff admin reopen}. */
@Command(
    name = "reopen",
    mixinStandardHelpOptions = true,
    description = "Has the gateway open its log files anew, after they were rotated away.",
    footerHeading = "%nExample:%n",
    footer = "  handoff admin reopen -c handoff.yaml")
final class ReopenCommand implements Callable<Integer> {
  @Mixin private AdminOptions options = new AdminOptions();

  @Override
  public Integer call() {
    return options.ask("POST", "/reopen", "", _ -> "The logs are open anew.");
  }
}
