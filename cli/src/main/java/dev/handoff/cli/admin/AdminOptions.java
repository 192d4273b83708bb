package dev.handoff.cli.admin;

import dev.handoff.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all of {@code handoff admin} have in common: which gateway, and how its answer is shown. */
final class AdminOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Find the socket in this configuration; default: handoff.yaml.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "The socket itself; unix:PATH is understood, too.")
  private Optional<String> socket = Optional.empty();

  @Option(names = "--json", description = "Print the answer as it comes.")
  private boolean json;

  /** Asks, prints and returns the exit code; {@code readable} words a good answer for people. */
  int ask(String method, String target, String content, Function<AdminJson, String> readable) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    AdminClient.Answer answer;
    AdminJson members;
    try {
      answer = new AdminClient(socket()).ask(method, target, content);
      members = AdminJson.parse(answer.json());
    } catch (IOException e) {
      err.println(e.getMessage());
      return ExitCode.UNREACHABLE;
    }
    if (json) {
      out.println(answer.json());
    } else if (answer.isFine()) {
      out.println(readable.apply(members));
    } else if (!members.list("lines").isEmpty()) {
      members.list("lines").forEach(err::println);
      err.println("The gateway keeps its configuration.");
    } else {
      err.println(members.text("detail").orElse("The gateway answered " + answer.status() + "."));
    }
    return answer.isFine() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private Path socket() {
    try {
      if (socket.isPresent()) {
        return AdminTarget.named(socket.get());
      }
      Path configuration = file.orElse(Path.of("handoff.yaml"));
      return AdminTarget.of(configuration)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  configuration + " has no admin socket. Add  admin: unix:/run/handoff.sock"));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
