package dev.handoff.files;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.RelativeName;
import dev.handoff.core.send.DiskFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A name below a root. It may come from anybody: only the root's rules open it. */
record RootedFile(FileRoot root, String name) implements DiskFile {

  @Override
  public Optional<Path> path() {
    return relative()
        .filter(relative -> root.showsHiddenFiles() || !relative.hidden())
        .flatMap(relative -> resolved(relative.octets().toUtf8Text()));
  }

  Optional<RelativeName> relative() {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      return Optional.empty();
    }
    return RelativeName.parse(Octets.utf8(name)) instanceof RelativeName.File file
        ? Optional.of(file.name())
        : Optional.empty();
  }

  private Optional<Path> resolved(String relative) {
    try {
      Path file = root.path().normalize().resolve(relative);
      return Optional.of(file);
    } catch (InvalidPathException notOnThisSystem) {
      return Optional.empty();
    }
  }
}
