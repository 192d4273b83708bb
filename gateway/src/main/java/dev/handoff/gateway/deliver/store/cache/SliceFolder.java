package dev.handoff.gateway.deliver.store.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder of the cache: whole slices under their names, growing ones in {@code tmp}, and a file
 * that is locked while a process uses the folder. Every method blocks; may be used from any thread.
 */
final class SliceFolder implements AutoCloseable {
  /** Not a slice, or one that lost or changed octets. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  /** A file that may be a whole slice: what it holds was not looked at. */
  record Found(SliceName name, long sizeOctets, FileTime used) {}

  private static final String LOCK = "handoff-cache";

  /** A folder of its own may be a file system of its own. */
  private static final Set<String> UNUSED = Set.of(LOCK, "lost+found");

  /** Written into the lock file; another one is another program's folder, or another version's. */
  private static final byte[] FORMAT = "handoff remote cache, format 1\n".getBytes(US_ASCII);

  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Less than that is as good as nothing, in octets. */
  private static final long LITTLE = 64L * 1024 * 1024;

  private final Path dir;
  private final Path growing;
  private final FileChannel lock;
  private final AtomicLong number = new AtomicLong();

  private SliceFolder(Path dir, FileChannel lock) {
    this.dir = dir;
    this.growing = dir.resolve("tmp");
    this.lock = lock;
  }

  /**
   * Makes the folder where it is missing, and takes it for this process.
   *
   * @throws IOException when it cannot be used; the message says why
   */
  static SliceFolder take(Path dir) throws IOException {
    folder(dir, "cache.remote.dir " + dir);
    FileChannel lock = FileChannel.open(dir.resolve(LOCK), Set.of(CREATE, READ, WRITE), FILE_MODE);
    try {
      if (!isLocked(lock)) {
        throw new IOException(
            "cache.remote.dir "
                + dir
                + ": another process uses this folder. Stop it, or name another folder");
      }
      checkFormat(dir, lock);
      SliceFolder folder = new SliceFolder(dir, lock);
      folder.clear();
      return folder;
    } catch (IOException | RuntimeException unusable) {
      lock.close();
      throw unusable;
    }
  }

  private static void folder(Path path, String what) throws IOException {
    try {
      if (!Files.isDirectory(path)) {
        if (path.getParent() != null) {
          Files.createDirectories(path.getParent());
        }
        Files.createDirectory(path, FOLDER_MODE);
      }
    } catch (IOException e) {
      throw new IOException(what + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      FileLock held = lock.tryLock();
      return held != null;
    } catch (OverlappingFileLockException here) {
      return false;
    }
  }

  private static void checkFormat(Path dir, FileChannel lock) throws IOException {
    ByteBuffer said = ByteBuffer.allocate(FORMAT.length + 1);
    lock.read(said, 0);
    said.flip();
    if (!said.hasRemaining()) {
      if (!isUnused(dir)) {
        throw new IOException(
            "cache.remote.dir " + dir + " holds other files. Name a folder of its own");
      }
      lock.write(ByteBuffer.wrap(FORMAT), 0);
    } else if (!said.equals(ByteBuffer.wrap(FORMAT))) {
      throw new IOException(
          "cache.remote.dir "
              + dir
              + " was written by another version of Handoff. Empty it, or name another folder");
    }
  }

  private static boolean isUnused(Path dir) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(dir)) {
      for (Path path : names) {
        if (!UNUSED.contains(path.getFileName().toString())) {
          return false;
        }
      }
      return true;
    }
  }

  /** Removes what a process left that ended in the middle. */
  private void clear() throws IOException {
    folder(growing, "the folder " + growing);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(growing)) {
      for (Path path : left) {
        Files.deleteIfExists(path);
      }
    }
  }

  Path dir() {
    return dir;
  }

  /** A slice that begins to grow: its file has no name that anybody looks for. */
  Growing grow() throws IOException {
    Path path = growing.resolve(Long.toString(number.getAndIncrement()));
    try {
      return new Growing(path, create(path));
    } catch (NoSuchFileException noFolder) {
      // Somebody tidied up.
      folder(growing, "the folder " + growing);
      return new Growing(path, create(path));
    }
  }

  private static FileChannel create(Path path) throws IOException {
    return FileChannel.open(path, Set.of(CREATE_NEW, READ, WRITE), FILE_MODE);
  }

  /** A file that nobody but its writer knows. */
  record Growing(Path path, FileChannel channel) {}

  /** Gives a whole slice its name: from now on it is found, also after a restart. */
  void keep(Path grown, SliceName name) throws IOException {
    Path path = path(name);
    try {
      Files.move(grown, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException noFolder) {
      folder(folderOf(name), "the folder " + folderOf(name));
      Files.move(grown, path, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  FileChannel open(SliceName name) throws IOException {
    return FileChannel.open(path(name), READ);
  }

  /** Notes that it was used now, for the order in which slices go after a restart. */
  void used(SliceName name, FileTime when) throws IOException {
    Files.setLastModifiedTime(path(name), when);
  }

  void delete(SliceName name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  void delete(Path grown) throws IOException {
    Files.deleteIfExists(grown);
  }

  /** Whether the disk has next to no room left, whoever took it. */
  boolean isFull() {
    try {
      return Files.getFileStore(dir).getUsableSpace() < LITTLE;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Whether there can be no slice. */
  boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(dir)) {
      for (Path path : names) {
        if (path.getFileName().toString().length() == 2) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Everything in one of the {@link SliceName#FOLDERS}; files with foreign names are left alone.
   */
  List<Found> list(int folder) throws IOException {
    List<Found> found = new ArrayList<>();
    Path path = dir.resolve(HexFormat.of().toHexDigits((byte) folder));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Optional<SliceName> name = SliceName.parse(file.getFileName().toString());
        if (name.isPresent()) {
          look(file, name.get()).ifPresent(found::add);
        }
      }
    } catch (NoSuchFileException nothingYet) {
      return found;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  private static Optional<Found> look(Path file, SliceName name) throws IOException {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Found(name, seen.size(), seen.lastModifiedTime()));
    } catch (NoSuchFileException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private Path path(SliceName name) {
    return folderOf(name).resolve(name.text());
  }

  private Path folderOf(SliceName name) {
    return dir.resolve(name.key().substring(0, 2));
  }

  /** Others may take the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
