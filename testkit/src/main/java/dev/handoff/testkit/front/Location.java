package dev.handoff.testkit.front;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.RelativeName;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A prefix of URIs and the folder behind it. */
record Location(String prefix, Path folder) {

  /** The regular file below the folder; empty for everything else, and for names that climb. */
  Optional<Path> file(Octets below) {
    if (!(RelativeName.parse(below) instanceof RelativeName.File file) || !below.isUtf8()) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder.resolve(file.name().octets().toUtf8Text()))
          .filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return prefix + " → " + folder;
  }
}
