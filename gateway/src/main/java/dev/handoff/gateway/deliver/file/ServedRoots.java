package dev.handoff.gateway.deliver.file;

import dev.handoff.files.FileRoot;
import dev.handoff.gateway.config.FileAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Roots in use, and by how many configurations: a reload keeps the open files of those that stay.
 */
final class ServedRoots {
  private final Platform platform;
  private final FileStore store;
  private final Map<Key, Use> uses = new HashMap<>();

  private record Key(Path path, FileAccess access) {}

  private static final class Use {
    final ServedRoot root;
    int users;

    Use(ServedRoot root) {
      this.root = root;
    }
  }

  ServedRoots(Platform platform, FileStore store) {
    this.platform = platform;
    this.store = store;
  }

  synchronized ServedRoot enter(Path path, FileAccess access) throws IOException {
    FileRoot root = checked(path);
    Use use =
        uses.computeIfAbsent(
            new Key(path, access),
            key -> new Use(new ServedRoot(path, platform.folder(root, access), store)));
    use.users++;
    return use.root;
  }

  private static FileRoot checked(Path path) throws IOException {
    try {
      return FileRoot.at(path);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** True when nobody uses it any more. */
  synchronized boolean leave(ServedRoot root) {
    for (Map.Entry<Key, Use> entry : uses.entrySet()) {
      Use use = entry.getValue();
      if (use.root == root) {
        use.users--;
        return use.users == 0 && uses.remove(entry.getKey(), use);
      }
    }
    return false;
  }

  synchronized List<ServedRoot> all() {
    return uses.values().stream().map(use -> use.root).toList();
  }
}
