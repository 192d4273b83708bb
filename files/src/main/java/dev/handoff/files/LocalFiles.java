package dev.handoff.files;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.send.DiskFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens the files that an app sends, each by its own rules, and bounds what may be sent at all.
 * Immutable; may be shared between threads. Opening blocks.
 */
public final class LocalFiles {
  private static final String OUTSIDE = "outside of every folder that files are sent from";

  private final Optional<List<FileRoot>> roots;

  private LocalFiles(Optional<List<FileRoot>> roots) {
    this.roots = roots;
  }

  /** Whatever the app names. */
  public static LocalFiles anywhere() {
    return new LocalFiles(Optional.empty());
  }

  /** Only what lies below one of these, opened by its rules. */
  public static LocalFiles below(List<FileRoot> roots) {
    return new LocalFiles(Optional.of(List.copyOf(roots)));
  }

  /** Opens a file; the receiver closes it. */
  public Opening open(DiskFile file) {
    Optional<Path> path = file.path();
    if (path.isEmpty()) {
      return new Opening.Missing("no name that a deliverable file can have", false);
    }
    Optional<FileRoot> bound = boundOf(path.get());
    if (roots.isPresent() && bound.isEmpty()) {
      return new Opening.Missing(OUTSIDE, false);
    }
    if (file instanceof RootedFile rooted) {
      return rooted.root().open(rooted.name());
    }
    return bound.isPresent()
        ? bound.get().open(below(bound.get(), path.get()))
        : FileRoot.openNamed(path.get());
  }

  /**
   * Deletes a file if its name still leads to exactly the one that was opened.
   *
   * @return why it was left alone, or empty when it is gone
   */
  public Optional<String> delete(DiskFile file, OpenFile opened) {
    Optional<Path> path = file.path();
    if (path.isEmpty()) {
      return Optional.of("no name of a file");
    }
    if (file instanceof RootedFile rooted) {
      return rooted.root().delete(Octets.utf8(rooted.name()), opened);
    }
    Optional<FileRoot> bound = boundOf(path.get());
    return bound.isPresent()
        ? bound.get().delete(Octets.utf8(below(bound.get(), path.get())), opened)
        : FileRoot.deleteNamed(path.get(), opened);
  }

  private Optional<FileRoot> boundOf(Path path) {
    return roots.stream()
        .flatMap(List::stream)
        .filter(root -> path.startsWith(root.path().normalize()))
        .findFirst();
  }

  private static String below(FileRoot root, Path path) {
    Path relative = root.path().normalize().relativize(path);
    StringBuilder name = new StringBuilder();
    for (Path element : relative) {
      name.append(name.isEmpty() ? "" : "/").append(element);
    }
    return name.toString();
  }
}
