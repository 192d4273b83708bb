package dev.handoff.cli.explain;

import dev.handoff.cli.admin.AdminClient;
import dev.handoff.cli.admin.AdminJson;
import dev.handoff.cli.admin.AdminTarget;
import dev.handoff.gateway.config.Secret;
import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * By what the gateway knows that it may explain itself: the secret of its configuration, or a token
 * for one request that it gives out on its admin socket.
 */
final class Proof {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Take the secret or the admin socket from this configuration.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--secret",
      paramLabel = "env:NAME|file:PATH",
      description = "Take the secret from here.")
  private Optional<String> reference = Optional.empty();

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Need no secret: ask the gateway's admin socket for leave.")
  private Optional<String> socket = Optional.empty();

  /**
   * @throws IllegalArgumentException when nothing was named that could be it; for the user
   * @throws IOException when the admin socket does not answer; for the user
   */
  String find() throws IOException {
    if (reference.isPresent()) {
      try {
        return ConfigFile.secret(reference.get()).reveal();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--secret: " + e.getMessage(), e);
      }
    }
    if (socket.isPresent()) {
      return token(AdminTarget.named(socket.get()));
    }
    if (file.isEmpty()) {
      throw new IllegalArgumentException(
          "Where is the secret? Name the configuration with -c, or use --secret or --socket.");
    }
    return switch (ConfigFile.at(file.get()).read()) {
      case Reading.Accepted accepted -> {
        Optional<Secret> secret = accepted.config().explain();
        Optional<Path> admin = accepted.config().admin();
        if (secret.isPresent()) {
          yield secret.get().reveal();
        } else if (admin.isPresent()) {
          yield token(admin.get());
        }
        throw new IllegalArgumentException(
            file.get() + " has neither explain.secret nor admin, so the gateway explains nothing.");
      }
      case Reading.Refused refused ->
          throw new IllegalArgumentException(
              refused.problems().getFirst().text()
                  + System.lineSeparator()
                  + file.get()
                  + " is refused; --secret and --socket work without it.");
    };
  }

  private static String token(Path admin) throws IOException {
    AdminClient.Answer answer = new AdminClient(admin).ask("POST", "/explain-token", "");
    return AdminJson.parse(answer.json())
        .text("token")
        .orElseThrow(() -> new IOException(admin + " gave no token: " + answer.json()));
  }
}
