package dev.handoff.files;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.RelativeName;
import dev.handoff.core.send.SendFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder whose files may be delivered, and the rules for names below it.
 *
 * <pre>{@code
 * FileRoot root = FileRoot.at(Path.of("/srv/files"));
 * Opening opening = root.open("reports/2026.pdf");
 * }</pre>
 *
 * <p>By default symbolic links are followed as long as they stay inside, and names with a segment
 * that begins with a dot are refused. Only regular files are opened. Immutable; may be shared
 * between threads. Opening blocks.
 *
 * <p>Does <em>not</em> protect against somebody who can rename folders below the root at the very
 * moment of an open: the JDK cannot open relative to a descriptor. What is opened is looked up
 * again afterwards and refused when it differs, which leaves a swap forth and back within
 * microseconds.
 */
public final class FileRoot {
  private final Path path;
  private final SymlinkPolicy symlinks;
  private final boolean hiddenFiles;

  private FileRoot(Path path, SymlinkPolicy symlinks, boolean hiddenFiles) {
    this.path = path;
    this.symlinks = symlinks;
    this.hiddenFiles = hiddenFiles;
  }

  /**
   * The root at an absolute path.
   *
   * @throws IllegalArgumentException when the path is relative, or not a folder that may be
   *     entered; the message says what to do
   */
  public static FileRoot at(Path path) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "root %s is relative and would mean %s here (the working directory is %s): write it as an absolute path"
              .formatted(path, path.toAbsolutePath().normalize(), Path.of("").toAbsolutePath()));
    }
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "root %s is not there: create the folder, or correct the path".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "root %s is not a folder: name the folder that holds the files".formatted(path));
    }
    if (!Files.isExecutable(path)) {
      throw new IllegalArgumentException(
          "root %s may not be entered by user %s: give that user the right to search it (chmod o+x, or a group)"
              .formatted(path, System.getProperty("user.name")));
    }
    return new FileRoot(path, SymlinkPolicy.INSIDE, false);
  }

  /** This root with another rule for symbolic links. */
  public FileRoot symlinks(SymlinkPolicy policy) {
    return new FileRoot(path, policy, hiddenFiles);
  }

  /** This root with names allowed or refused that begin with a dot, also as a folder on the way. */
  public FileRoot hiddenFiles(boolean allowed) {
    return new FileRoot(path, symlinks, allowed);
  }

  boolean showsHiddenFiles() {
    return hiddenFiles;
  }

  /** The folder, as it was given. */
  public Path path() {
    return path;
  }

  /**
   * Opens a file below this root.
   *
   * @param name relative, decoded, segments divided by {@code /}
   */
  public Opening open(String name) {
    // An unpaired surrogate has no UTF-8 form: the octets would be those of another name.
    return StandardCharsets.UTF_8.newEncoder().canEncode(name)
        ? open(Octets.utf8(name))
        : new Opening.Missing("not a text that can be a name", false);
  }

  /**
   * Opens a file below this root.
   *
   * @param name relative, decoded, segments divided by {@code /}
   */
  public Opening open(Octets name) {
    RelativeName.Parsed parsed = RelativeName.parse(name);
    if (parsed instanceof RelativeName.File file) {
      return open(file.name());
    }
    return new Opening.Missing(
        parsed instanceof RelativeName.Refused refused ? refused.reason() : "names a folder",
        false);
  }

  /** Opens a file below this root. */
  public Opening open(RelativeName name) {
    return open(() -> resolve(name), path);
  }

  /**
   * A file below this root, to be sent: what nothing deliverable is called is as missing as what is
   * not there, and shows when it is sent.
   *
   * @param name relative, decoded, segments divided by {@code /}; may come from anybody
   */
  public SendFile file(String name) {
    return SendFile.on(new RootedFile(this, name));
  }

  /** Opens a file that somebody trusted named, wherever it lies; links on the way are followed. */
  static Opening openNamed(Path file) {
    return open(file::toRealPath, file.toAbsolutePath().getRoot());
  }

  private static Opening open(Resolving way, Path root) {
    try {
      Optional<OpenFile> file = attempt(way);
      if (file.isEmpty()) {
        file = attempt(way);
      }
      return file.<Opening>map(Opening.Opened::new)
          .orElseGet(() -> new Opening.Missing("changed twice while it was opened", false));
    } catch (RefusedException | IOException | InvalidPathException e) {
      boolean absent = e instanceof NoSuchFileException && Files.isDirectory(root);
      return new Opening.Missing(reason(e), absent);
    }
  }

  /**
   * Deletes a file if its name still leads to exactly the one that was opened.
   *
   * @return why it was left alone, or empty when it is gone
   */
  public Optional<String> delete(Octets name, OpenFile opened) {
    if (!(RelativeName.parse(name) instanceof RelativeName.File parsed)) {
      return Optional.of("not the name of a file");
    }
    return delete(
        path.resolve(parsed.name().octets().toUtf8Text()), () -> resolve(parsed.name()), opened);
  }

  /** Deletes what {@link #openNamed} opened, by the rules of {@link #delete(Octets, OpenFile)}. */
  static Optional<String> deleteNamed(Path file, OpenFile opened) {
    return delete(file, file::toRealPath, opened);
  }

  private static Optional<String> delete(Path name, Resolving way, OpenFile opened) {
    try {
      Path file = way.resolve();
      if (Files.isSymbolicLink(name)) {
        return Optional.of("the name is a symbolic link");
      }
      if (!look(file).equals(opened.seen())) {
        return Optional.of("the name leads to another file or version now");
      }
      Files.delete(file);
      return Optional.empty();
    } catch (RefusedException | IOException | InvalidPathException e) {
      return Optional.of(reason(e));
    }
  }

  /** Without the name, which somebody else chose and which may hold anything. */
  private static String reason(Exception e) {
    if (e instanceof RefusedException refused) {
      return refused.reason;
    }
    if (e instanceof InvalidPathException invalid) {
      return "not a name on this system: " + invalid.getReason();
    }
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : e.getClass().getSimpleName();
  }

  /** Look, open, look again: empty when the two looks differ. */
  private static Optional<OpenFile> attempt(Resolving way) throws IOException, RefusedException {
    Path file = way.resolve();
    OpenFile.Seen before = look(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    boolean kept = false;
    try {
      Path again = way.resolve();
      kept = again.equals(file) && look(again).equals(before) && channel.size() == before.size();
      return kept ? Optional.of(new OpenFile(channel, before)) : Optional.empty();
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static OpenFile.Seen look(Path file) throws IOException, RefusedException {
    BasicFileAttributes seen =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    // Also what keeps the open from blocking: a FIFO without a writer would wait for ever.
    if (!seen.isRegularFile()) {
      throw new RefusedException(seen.isDirectory() ? "a folder" : "not a regular file");
    }
    return new OpenFile.Seen(seen.fileKey(), seen.size(), seen.lastModifiedTime());
  }

  /** The path without links that a name means now, below the root as the policy demands. */
  private Path resolve(RelativeName name) throws IOException, RefusedException {
    if (name.hidden() && !hiddenFiles) {
      throw new RefusedException("hidden: a segment begins with a dot");
    }
    if (!name.octets().isUtf8()) {
      throw new RefusedException("not UTF-8, and the JDK knows names as text only");
    }
    Path real = path.toRealPath();
    Path walked = real;
    boolean links = false;
    for (Octets segment : name.segments()) {
      Path next = walked.resolve(segment.toUtf8Text());
      // A separator of this platform inside the segment (a backslash on Windows) adds elements.
      if (next.getNameCount() != walked.getNameCount() + 1 || !next.startsWith(walked)) {
        throw new RefusedException("a segment holds a separator of this system");
      }
      BasicFileAttributes seen =
          Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (seen.isSymbolicLink()) {
        if (symlinks == SymlinkPolicy.NEVER) {
          throw new RefusedException("symbolic link on the way");
        }
        links = true;
        next = next.toRealPath();
      }
      walked = next;
    }
    // By elements, never by characters: /data is no parent of /database.
    if (links && symlinks == SymlinkPolicy.INSIDE && !walked.startsWith(real)) {
      throw new RefusedException("symbolic link leads out of the root");
    }
    return walked;
  }

  /** Where a name leads now, without links. */
  private interface Resolving {
    Path resolve() throws IOException, RefusedException;
  }

  /** Stays in this class: the name is looked up, but not delivered. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    final String reason;

    RefusedException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
