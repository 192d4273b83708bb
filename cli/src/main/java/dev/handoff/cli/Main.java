package dev.handoff.cli;

import dev.handoff.cli.exit.ExitCode;
import dev.handoff.cli.gateway.GatewayProcess;
import dev.handoff.cli.gateway.PlainArguments;
import dev.handoff.cli.train.Training;
import dev.handoff.gateway.config.yaml.ConfigFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Entry point. What has to start fast does not touch picocli: its class files are of a version that
 * the JVM does not take into an AOT cache, which costs a quarter of a second.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code;
    try {
      code = run(args);
    } catch (IOException | RuntimeException e) {
      // Threads of the data plane may be running, so the JVM would not end by itself.
      e.printStackTrace();
      code = ExitCode.FINDINGS;
    }
    System.exit(code);
  }

  static int run(String... args) throws IOException {
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    String command = args.length == 0 ? "" : args[0];
    if (command.equals("gateway")) {
      Optional<ConfigFile> file = PlainArguments.read(rest);
      if (file.isPresent()) {
        return GatewayProcess.ofProgram(file.get()).run();
      }
    }
    if (command.equals("train")) {
      return Training.run();
    }
    return Commands.run(args);
  }
}
