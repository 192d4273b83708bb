package dev.handoff.gateway.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket that only its owner can open, from its first moment on.
 *
 * <p>{@code bind} makes a socket with the rights that the umask leaves, and until they are changed
 * everybody may connect. So it is made in a folder that nobody else can enter, gets its rights
 * there, and is then moved to its name, which also takes the place of one that a killed process
 * left behind.
 */
final class SocketFile implements AutoCloseable {
  /** What {@code sun_path} holds on Linux without its NUL. */
  private static final int LONGEST_PATH = 107;

  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path path;
  private final ServerSocketChannel channel;
  private final @Nullable Object inode;

  private SocketFile(Path path, ServerSocketChannel channel, @Nullable Object inode) {
    this.path = path;
    this.channel = channel;
    this.inode = inode;
  }

  /**
   * @throws IOException when there is something else of that name, somebody listens there, or the
   *     folder does not take it; the message is for the operator
   */
  static SocketFile create(Path path) throws IOException {
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "admin: there is no folder %s for the socket %s. Create it; under systemd RuntimeDirectory= does."
              .formatted(folder, path.getFileName()));
    }
    refuseWhatIsNotStale(path);
    try {
      return in(folder, path);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "admin: %s may not make a socket in %s. Let it write there, or name another folder."
              .formatted(System.getProperty("user.name"), folder),
          e);
    }
  }

  private static SocketFile in(Path folder, Path path) throws IOException {
    Path nursery = nursery(folder);
    Path born = nursery.resolve("s");
    ServerSocketChannel channel = null;
    try {
      if (born.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
        throw new IOException(
            "admin: the path of the socket is too long. Choose a shorter folder, such as /run.");
      }
      channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(born), 64);
      Files.setPosixFilePermissions(born, PosixFilePermissions.fromString("rw-------"));
      Files.move(born, path, StandardCopyOption.ATOMIC_MOVE);
      Object inode =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      return new SocketFile(path, channel, inode);
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(born);
      if (channel != null) {
        channel.close();
      }
      throw failure;
    } finally {
      Files.deleteIfExists(nursery);
    }
  }

  /** A folder of our own, with a short name because the path of a socket is short. */
  private static Path nursery(Path folder) throws IOException {
    while (true) {
      Path nursery = folder.resolve(".h" + Integer.toString(RANDOM.nextInt(1 << 30), 36));
      try {
        return Files.createDirectory(
            nursery,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException taken) {
        // Another name, then.
      }
    }
  }

  private static void refuseWhatIsNotStale(Path path) throws IOException {
    int mode;
    try {
      mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException free) {
      return;
    }
    if ((mode & TYPE) != SOCKET) {
      throw new IOException(
          "admin: %s is there already and is no socket, so it stays. Name another path."
              .formatted(path));
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException stale) {
      return;
    }
    throw new IOException(
        "admin: another process listens on %s. Stop it, or name another path.".formatted(path));
  }

  ServerSocketChannel channel() {
    return channel;
  }

  Path path() {
    return path;
  }

  /** Stops accepting and removes the name, unless it is somebody else's by now. */
  @Override
  public void close() throws IOException {
    channel.close();
    try {
      Object now =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      if (now != null && now.equals(inode)) {
        Files.delete(path);
      }
    } catch (NoSuchFileException gone) {
      // Nothing to remove.
    }
  }
}
