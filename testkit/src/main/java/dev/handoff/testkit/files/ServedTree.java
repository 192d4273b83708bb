package dev.handoff.testkit.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * A folder with one of everything, and what lies outside of it. Every regular file holds its own
 * purpose as text; those that must never be delivered hold {@code secret}.
 */
final class ServedTree {
  private static final String SECRET = "secret";

  private final Path root;

  private ServedTree(Path root) {
    this.root = root;
  }

  /** Lays everything out below an empty folder; the root is one of the folders in it. */
  static Path layOut(Path folder) throws IOException {
    Path root = Files.createDirectory(folder.resolve("root"));
    // "root" is a prefix of its name, but no parent of what it holds.
    Path sibling = Files.createDirectory(folder.resolve("root-of-others"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(sibling.resolve("file.txt"), SECRET);
    Files.writeString(outside.resolve("file.txt"), SECRET);
    Files.createSymbolicLink(outside.resolve("back.txt"), root.resolve("plain.txt"));

    ServedTree tree = new ServedTree(root);
    tree.files();
    tree.linksInside();
    tree.linksElsewhere(outside, sibling);
    tree.specialFiles();
    tree.closedFiles();
    return root;
  }

  /** So that the folder can be deleted by people without special rights, and without warnings. */
  static void dismantle(Path root) throws IOException {
    new ServedTree(root).permissions("closed", "rwx------");
    try (Stream<Path> entries = Files.list(root)) {
      for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private void files() throws IOException {
    file("plain.txt", "plain");
    file("empty.txt", "");
    file("100%.txt", "percent");
    file("naïve name.txt", "not ASCII");
    file("folder/deep.txt", "deep");
    file(".hidden.txt", "hidden");
    file(".folder/file.txt", "in a hidden folder");
    file("folder/..two-dots.txt", "hidden, does not climb");
  }

  private void linksInside() throws IOException {
    link("in-relative", "folder/deep.txt");
    link("in-absolute", root.resolve("folder/deep.txt").toString());
    link("folder/in-climbing", "../plain.txt");
    link("in-folder", "folder");
    link("in-folder-absolute", root.resolve("folder").toString());
    link("in-twice", "in-relative");
    link("in-hidden", ".folder/file.txt");
  }

  private void linksElsewhere(Path outside, Path sibling) throws IOException {
    link("out-relative", "../outside/file.txt");
    link("out-absolute", outside.resolve("file.txt").toString());
    link("out-folder", "../outside");
    link("out-twice", "out-relative");
    link("out-sibling", sibling.resolve("file.txt").toString());
    link("out-and-back", "../outside/back.txt");
    link("loop", "loop");
    link("loop-a", "loop-b");
    link("loop-b", "loop-a");
    link("dangling", "nowhere.txt");
    link("to-device", "/dev/zero");
    link("magic", "/proc/self/exe");
  }

  private void closedFiles() throws IOException {
    file("unreadable.txt", SECRET);
    file("closed/file.txt", SECRET);
    permissions("unreadable.txt", "---------");
    permissions("closed", "---------");
  }

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  private void permissions(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString(permissions));
  }

  private void specialFiles() throws IOException {
    run("mkfifo", root.resolve("fifo").toString());
    // Only root may make a device; without one its row finds nothing, which is the same answer.
    run("mknod", root.resolve("device").toString(), "c", "1", "5");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      // A socket's path is short; the file is moved where it is wanted.
      Path made = Files.createTempDirectory("s").resolve("s");
      socket.bind(UnixDomainSocketAddress.of(made));
      Files.move(made, root.resolve("socket"));
      Files.delete(made.getParent());
    }
  }

  private static void run(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
