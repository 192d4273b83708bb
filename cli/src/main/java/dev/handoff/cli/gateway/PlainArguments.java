package dev.handoff.cli.gateway;

import dev.handoff.gateway.config.yaml.ConfigFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code handoff gateway} as scripts and units write them. Whatever else is given
 * (a short form, {@code --help}, a mistake) is left to {@link GatewayCommand}, which explains.
 */
public final class PlainArguments {
  private PlainArguments() {}

  /** The configuration to run with; empty when the arguments are not plain. */
  public static Optional<ConfigFile> read(List<String> arguments) {
    List<String> files = new ArrayList<>();
    List<String> listen = new ArrayList<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!rest.hasNext()) {
        return Optional.empty();
      }
      switch (option) {
        case "-c", "--config" -> files.add(rest.next());
        case "--listen" -> listen.add(rest.next());
        default -> {
          return Optional.empty();
        }
      }
    }
    if (files.size() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(ConfigFile.at(Path.of(files.getFirst())).listeningOn(listen));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
