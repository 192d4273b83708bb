package dev.handoff.cli.admin;

import dev.handoff.gateway.config.yaml.ConfigFile;
import dev.handoff.gateway.config.yaml.Reading;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the admin socket is: named, or found in a configuration. */
public final class AdminTarget {
  private AdminTarget() {}

  /**
   * @param named as on the command line, with or without {@code unix:}
   * @throws IllegalArgumentException when it cannot be; the message is for the user
   */
  public static Path named(String named) {
    String path = named.startsWith("unix:") ? named.substring("unix:".length()) : named;
    try {
      return Path.of(path).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(named + " is not a path.", e);
    }
  }

  /**
   * The socket of a configuration; empty when it has none.
   *
   * @throws IllegalArgumentException when the file is refused; the message is for the user
   */
  public static Optional<Path> of(Path configuration) {
    return switch (ConfigFile.at(configuration).read()) {
      case Reading.Accepted accepted -> accepted.config().admin();
      case Reading.Refused refused ->
          throw new IllegalArgumentException(
              refused.problems().getFirst().text()
                  + System.lineSeparator()
                  + configuration
                  + " is refused; --socket works without it.");
    };
  }
}
