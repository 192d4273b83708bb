package dev.handoff.cli;

import dev.handoff.cli.admin.AdminCommand;
import dev.handoff.cli.config.ConfigCommand;
import dev.handoff.cli.conformance.ConformanceCommand;
import dev.handoff.cli.explain.ExplainCommand;
import dev.handoff.cli.gateway.GatewayCommand;
import dev.handoff.cli.links.KeygenCommand;
import dev.handoff.cli.links.SignCommand;
import dev.handoff.cli.links.VerifyCommand;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every command that people type, with its help. */
final class Commands {
  private static final int WIDTH = 100;

  private Commands() {}

  static int run(String... args) {
    return program().execute(args);
  }

  static CommandLine program() {
    CommandLine program =
        new CommandLine(new HandoffCommand())
            .addSubcommand(new GatewayCommand())
            .addSubcommand(new ConfigCommand())
            .addSubcommand(new AdminCommand())
            .addSubcommand(new ExplainCommand())
            .addSubcommand(new ConformanceCommand())
            .addSubcommand(new SignCommand())
            .addSubcommand(new VerifyCommand())
            .addSubcommand(new KeygenCommand())
            .setUsageHelpWidth(WIDTH);
    everywhere(
        program.getCommandSpec(), spec -> spec.versionProvider(new HandoffCommand.Version()));
    return program;
  }

  private static void everywhere(CommandSpec spec, Consumer<CommandSpec> change) {
    change.accept(spec);
    spec.subcommands().values().forEach(sub -> everywhere(sub.getCommandSpec(), change));
  }
}
