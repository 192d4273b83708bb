package dev.handoff.gateway.deliver.file;

import dev.handoff.files.FileRoot;
import dev.handoff.files.SymlinkPolicy;
import dev.handoff.gateway.config.FileAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine offers for opening files below a root. */
sealed interface Platform {

  RootFolder folder(FileRoot root, FileAccess access);

  /** How many of the wanted files may be kept open. */
  int openFiles(int wanted);

  /** Linux's own calls, tried once. */
  record Linux(LinuxWalk walk) implements Platform {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    /** A kept file takes two descriptors; at least half of all are left for connections. */
    private static final int SHARE = 4;

    @Override
    public RootFolder folder(FileRoot root, FileAccess access) {
      return new LinuxFolder(root.path(), access, walk);
    }

    @Override
    public int openFiles(int wanted) {
      OptionalLong descriptors = descriptorLimit();
      if (descriptors.isEmpty() || wanted <= descriptors.getAsLong() / SHARE) {
        return wanted;
      }
      int possible = (int) (descriptors.getAsLong() / SHARE);
      LOG.info(
          "keeping at most {} files open instead of {}: this process may have {} descriptors (raise LimitNOFILE or ulimit -n)",
          possible,
          wanted,
          descriptors.getAsLong());
      return possible;
    }

    private static OptionalLong descriptorLimit() {
      try {
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
          if (line.startsWith("Max open files")) {
            String soft = line.substring("Max open files".length()).strip().split("\\s+", 2)[0];
            return soft.equals("unlimited")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(soft));
          }
        }
      } catch (IOException | NumberFormatException unknown) {
        LOG.debug("no limit of open files in /proc/self/limits", unknown);
      }
      return OptionalLong.empty();
    }
  }

  /** What the JDK alone can do. */
  record Portable() implements Platform {
    @Override
    public RootFolder folder(FileRoot root, FileAccess access) {
      SymlinkPolicy symlinks =
          switch (access.symlinks()) {
            case INSIDE -> SymlinkPolicy.INSIDE;
            case NEVER -> SymlinkPolicy.NEVER;
            case ANY -> SymlinkPolicy.ANY;
          };
      return new PortableFolder(root.symlinks(symlinks).hiddenFiles(access.hiddenFiles()));
    }

    @Override
    public int openFiles(int wanted) {
      return 0;
    }
  }

  /** Tries Linux's calls on the root folder of the machine. */
  static Platform probe() {
    Logger log = LoggerFactory.getLogger(FileStore.class);
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    if (!system.equals("linux") || !(machine.equals("amd64") || machine.equals("aarch64"))) {
      log.info("files are opened for each request: no open-file cache on {} {}", system, machine);
      return new Portable();
    }
    try {
      return tryLinux();
    } catch (LinkageError | RuntimeException e) {
      log.warn(
          "files are opened for each request, which is slow: Linux's calls do not work here (--enable-native-access=ALL-UNNAMED missing, or no /proc?)",
          e);
      return new Portable();
    }
  }

  private static Platform tryLinux() {
    byte[] slash = "/".getBytes(StandardCharsets.US_ASCII);
    int root = LinuxWalk.folder(slash);
    if (root < 0) {
      throw new IllegalStateException("openat: errno " + -root);
    }
    try {
      if (!LinuxCalls.status(root).isDirectory() || LinuxCalls.path(root).length != 1) {
        throw new IllegalStateException("/proc/self/fd does not tell paths");
      }
      byte[] here = ".".getBytes(StandardCharsets.US_ASCII);
      int rooted =
          LinuxCalls.openat2(
              root, here, LinuxCalls.O_PATH | LinuxCalls.O_CLOEXEC, LinuxCalls.RESOLVE_BENEATH);
      if (rooted >= 0) {
        LinuxCalls.close(rooted);
      }
      return new Linux(new LinuxWalk(rooted >= 0));
    } finally {
      LinuxCalls.close(root);
    }
  }
}
