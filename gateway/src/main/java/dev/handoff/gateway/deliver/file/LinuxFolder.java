package dev.handoff.gateway.deliver.file;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.RelativeName;
import dev.handoff.gateway.config.FileAccess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rooted opening on Linux: the name is walked by the kernel, what it led to is looked at on the
 * descriptor, and only a regular file is then opened for reading, through that same descriptor.
 */
final class LinuxFolder implements RootFolder {
  private final Path path;
  private final byte[] pathOctets;
  private final FileAccess access;
  private final LinuxWalk walk;

  LinuxFolder(Path path, FileAccess access, LinuxWalk walk) {
    this.path = path;
    // The JVM's own encoding of file names: the octets the operator wrote.
    this.pathOctets =
        path.toString().getBytes(Charset.forName(System.getProperty("sun.jnu.encoding")));
    this.access = access;
    this.walk = walk;
  }

  @Override
  public boolean keepsFiles() {
    return true;
  }

  @Override
  public Lookup open(byte[] name, @Nullable OpenNode known) {
    return switch (RelativeName.parse(Octets.wrap(name))) {
      case RelativeName.Refused(var reason) -> Lookup.Missing.notDelivered(reason);
      case RelativeName.Folder _ -> Lookup.Missing.notDelivered("names a folder");
      case RelativeName.File(var file) when file.hidden() && !access.hiddenFiles() ->
          Lookup.Missing.notDelivered("hidden: a segment begins with a dot");
      case RelativeName.File(var file) -> openFile(file.octets().toByteArray(), known);
    };
  }

  private Lookup openFile(byte[] name, @Nullable OpenNode known) {
    int root = LinuxWalk.folder(pathOctets);
    if (root < 0) {
      return LinuxErrors.explain(-root, "root " + path + ": ");
    }
    try {
      Lookup lookup = openBelow(root, name, known);
      if (lookup instanceof Lookup.Opened(LinuxNode node) && node.status().links() == 0) {
        // Replaced between walk and look: the name leads to the new file by now.
        node.close();
        return openBelow(root, name, null);
      }
      return lookup;
    } finally {
      LinuxCalls.close(root);
    }
  }

  private Lookup openBelow(int root, byte[] name, @Nullable OpenNode known) {
    int descriptor = walk.open(root, name, access.symlinks());
    if (descriptor < 0) {
      return LinuxErrors.explain(-descriptor, "");
    }
    Lookup lookup = new Lookup.Trouble("not opened");
    try {
      lookup = read(descriptor, known);
      return lookup;
    } finally {
      if (!(lookup instanceof Lookup.Opened)) {
        LinuxCalls.close(descriptor);
      }
    }
  }

  private static Lookup read(int descriptor, @Nullable OpenNode known) {
    FileStatus status = LinuxCalls.status(descriptor);
    if (!status.isRegular()) {
      return Lookup.Missing.notDelivered(status.isDirectory() ? "a folder" : "not a regular file");
    }
    if (known instanceof LinuxNode(_, _, var seen) && seen.sameVersion(status)) {
      return new Lookup.Unchanged();
    }
    try {
      FileChannel channel =
          FileChannel.open(Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ);
      return new Lookup.Opened(new LinuxNode(descriptor, channel, status));
    } catch (AccessDeniedException e) {
      return Lookup.Missing.notDelivered("permission denied");
    } catch (IOException e) {
      return new Lookup.Trouble("not readable: " + e.getMessage());
    }
  }

  /**
   * Deletes in a way that never takes a file that was put there meanwhile: the name is first moved
   * aside, which is atomic, then looked at, and put back if it was not the one.
   */
  @Override
  public Optional<String> delete(byte[] name, OpenNode expected) {
    if (!(RelativeName.parse(Octets.wrap(name)) instanceof RelativeName.File(var parsed))
        || !(expected instanceof LinuxNode(_, _, var status))) {
      return Optional.of("not a file of this root");
    }
    byte[] octets = parsed.octets().toByteArray();
    byte[] file = parsed.last().toByteArray();
    byte[] parent = Arrays.copyOf(octets, Math.max(0, octets.length - file.length - 1));
    return inFolder(parent, folder -> deleteIn(folder, file, status));
  }

  private Optional<String> inFolder(byte[] name, IntFunction<Optional<String>> work) {
    int root = LinuxWalk.folder(pathOctets);
    if (root < 0) {
      return Optional.of("root " + path + " cannot be opened: errno " + -root);
    }
    try {
      if (name.length == 0) {
        return work.apply(root);
      }
      int folder = walk.open(root, name, access.symlinks());
      if (folder < 0) {
        return Optional.of("its folder cannot be opened: errno " + -folder);
      }
      try {
        return work.apply(folder);
      } finally {
        LinuxCalls.close(folder);
      }
    } finally {
      LinuxCalls.close(root);
    }
  }

  private static Optional<String> deleteIn(int folder, byte[] file, FileStatus expected) {
    Optional<FileStatus> now = LinuxCalls.status(folder, file);
    if (now.isEmpty()) {
      return Optional.of("the name leads to nothing any more");
    }
    if (!now.get().sameInode(expected)) {
      return Optional.of(
          now.get().isSymbolicLink()
              ? "the name is a symbolic link"
              : "the name leads to another file now");
    }
    byte[] aside = asideName();
    int moved = LinuxCalls.rename(folder, file, aside);
    if (moved == -LinuxCalls.EINVAL || moved == -LinuxCalls.ENOSYS) {
      // A file system without RENAME_NOREPLACE: look and delete is all there is.
      return outcome(LinuxCalls.unlink(folder, file));
    }
    if (moved < 0) {
      return outcome(moved);
    }
    boolean same = LinuxCalls.status(folder, aside).filter(expected::sameInode).isPresent();
    if (!same && LinuxCalls.rename(folder, aside, file) == 0) {
      return Optional.of("the name leads to another file now");
    }
    // Not the one, but its name is taken again: it would have been replaced anyway.
    return outcome(LinuxCalls.unlink(folder, aside));
  }

  private static Optional<String> outcome(int result) {
    return result == 0 ? Optional.empty() : Optional.of("cannot be deleted: errno " + -result);
  }

  /** Begins with a dot, so that it is not delivered should the machine stop in between. */
  private static byte[] asideName() {
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return (".handoff-delete-" + random).getBytes(StandardCharsets.US_ASCII);
  }
}
