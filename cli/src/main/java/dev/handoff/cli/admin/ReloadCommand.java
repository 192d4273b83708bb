package dev.handoff.cli.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code handoff admin reload}. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    description =
        "Has the gateway read its configuration again and says what changed, or why it was refused.",
    footerHeading = "%nExample:%n",
    footer = "  handoff admin reload -c handoff.yaml")
final class ReloadCommand implements Callable<Integer> {
  @Mixin private AdminOptions options = new AdminOptions();

  @Override
  public Integer call() {
    return options.ask(
        "POST", "/reload", "", answer -> String.join(System.lineSeparator(), answer.list("lines")));
  }
}
