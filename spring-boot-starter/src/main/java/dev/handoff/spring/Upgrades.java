package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import dev.handoff.files.FileRoot;
import dev.handoff.spring.HandoffProperties.Upgraded;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.io.Resource;

/**
 * Values that controllers return already and that are files. What is no regular file that may be
 * sent is left to Spring.
 */
final class Upgrades {
  private final Set<Upgraded> kinds;
  private final List<FileRoot> roots;

  Upgrades(Set<Upgraded> kinds, List<FileRoot> roots) {
    this.kinds = kinds;
    this.roots = roots;
  }

  /** The types that are looked at. */
  List<Class<?>> types() {
    List<Class<?>> types = new ArrayList<>();
    if (kinds.contains(Upgraded.RESOURCE)) {
      types.add(Resource.class);
    }
    if (kinds.contains(Upgraded.PATH)) {
      types.add(Path.class);
      types.add(File.class);
    }
    return types;
  }

  /** A value as a file to be shown; empty if it stays what it is. */
  Optional<SendFile> of(Object value) {
    return path(value).filter(this::isSendable).map(path -> SendFile.path(path).inline());
  }

  private Optional<Path> path(Object value) {
    if (kinds.contains(Upgraded.RESOURCE) && value instanceof Resource resource) {
      try {
        return resource.isFile() ? Optional.of(resource.getFile().toPath()) : Optional.empty();
      } catch (IOException | RuntimeException noFile) {
        return Optional.empty();
      }
    }
    if (kinds.contains(Upgraded.PATH)) {
      return value instanceof Path path
          ? Optional.of(path)
          : value instanceof File file ? Optional.of(file.toPath()) : Optional.empty();
    }
    return Optional.empty();
  }

  private boolean isSendable(Path path) {
    Path normal = path.normalize();
    return path.isAbsolute()
        && normal.equals(path)
        && Files.isRegularFile(path)
        && (roots.isEmpty() || roots.stream().anyMatch(root -> normal.startsWith(root.path())));
  }
}
