package dev.handoff.core.send;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file on a disk: how it is called. What it takes to open it is known to who made this, so a name
 * below a root stays bound to the rules of its root.
 */
public interface DiskFile {
  /**
   * The absolute path under which a front knows the file too, without {@code .} and {@code ..}.
   * Empty for a name that nothing deliverable can have.
   */
  Optional<Path> path();

  /** The last part of its name; empty if it has none. */
  default Optional<String> fileName() {
    return path().map(Path::getFileName).map(Path::toString).filter(name -> !name.isEmpty());
  }
}
