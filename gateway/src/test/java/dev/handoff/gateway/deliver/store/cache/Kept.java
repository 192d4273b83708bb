package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What lies in the folder of a {@link CacheRig}. */
final class Kept {
  private Kept() {}

  /** Whole slices, by name. */
  static List<Path> slices(Path dir) {
    return files(dir).stream()
        .filter(file -> SliceName.parse(file.getFileName().toString()).isPresent())
        .sorted()
        .toList();
  }

  /** Slices that are not whole. */
  static List<Path> growing(Path dir) {
    return files(dir).stream()
        .filter(file -> file.getParent().getFileName().toString().equals("tmp"))
        .toList();
  }

  /** Octets of all files. */
  static long size(Path dir) {
    return files(dir).stream().mapToLong(file -> file.toFile().length()).sum();
  }

  static List<Path> files(Path dir) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          dir.resolve("kept"),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
              found.add(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** From now on nothing can grow: where files begin, there is no folder. */
  static void breakDisk(Path dir) {
    Within.patience("nothing is growing", () -> growing(dir).isEmpty());
    try {
      Files.delete(dir.resolve("kept/tmp"));
      Files.createFile(dir.resolve("kept/tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
