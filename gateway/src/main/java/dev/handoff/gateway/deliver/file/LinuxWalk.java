package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.LinuxCalls.AT_FDCWD;
import static dev.handoff.gateway.deliver.file.LinuxCalls.EAGAIN;
import static dev.handoff.gateway.deliver.file.LinuxCalls.ELOOP;
import static dev.handoff.gateway.deliver.file.LinuxCalls.ENAMETOOLONG;
import static dev.handoff.gateway.deliver.file.LinuxCalls.ENOSYS;
import static dev.handoff.gateway.deliver.file.LinuxCalls.EPERM;
import static dev.handoff.gateway.deliver.file.LinuxCalls.EXDEV;
import static dev.handoff.gateway.deliver.file.LinuxCalls.O_CLOEXEC;
import static dev.handoff.gateway.deliver.file.LinuxCalls.O_DIRECTORY;
import static dev.handoff.gateway.deliver.file.LinuxCalls.O_NOFOLLOW;
import static dev.handoff.gateway.deliver.file.LinuxCalls.O_PATH;
import static dev.handoff.gateway.deliver.file.LinuxCalls.PATH_MAX;
import static dev.handoff.gateway.deliver.file.LinuxCalls.RESOLVE_BENEATH;
import static dev.handoff.gateway.deliver.file.LinuxCalls.RESOLVE_NO_MAGICLINKS;
import static dev.handoff.gateway.deliver.file.LinuxCalls.RESOLVE_NO_SYMLINKS;

import dev.handoff.gateway.config.FileAccess.Symlinks;
import java.util.Arrays;

/**
 * From a folder and a relative name to an O_PATH descriptor, by the rule for symbolic links. Such a
 * descriptor neither blocks on a FIFO nor touches a device.
 *
 * @param rooted whether the kernel has openat2(2) (Linux 5.6) and lets us call it: some containers
 *     forbid what they do not know
 */
record LinuxWalk(boolean rooted) {
  private static final int PATH_ONLY = O_PATH | O_CLOEXEC;

  /** A rename anywhere on the machine may disturb a rooted walk through {@code ..} in a link. */
  private static final int DISTURBED_WALKS = 64;

  /** The folder at an absolute path; links in it are the operator's own and are followed. */
  static int folder(byte[] path) {
    return path.length >= PATH_MAX
        ? -ENAMETOOLONG
        : LinuxCalls.openat(AT_FDCWD, path, PATH_ONLY | O_DIRECTORY);
  }

  /** A descriptor, or the negative errno. */
  int open(int root, byte[] name, Symlinks rule) {
    if (name.length >= PATH_MAX) {
      return -ENAMETOOLONG;
    }
    if (rooted) {
      int opened = rooted(root, name, rule);
      if (!needsAnotherWay(opened, rule)) {
        return opened;
      }
    }
    return switch (rule) {
      case INSIDE -> openAndCompare(root, name);
      case NEVER -> segmentBySegment(root, name);
      case ANY -> LinuxCalls.openat(root, name, PATH_ONLY);
    };
  }

  private static int rooted(int root, byte[] name, Symlinks rule) {
    long resolve =
        switch (rule) {
          case INSIDE -> RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
          case NEVER -> RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS;
          case ANY -> RESOLVE_NO_MAGICLINKS;
        };
    int opened = LinuxCalls.openat2(root, name, PATH_ONLY, resolve);
    for (int i = 0; opened == -EAGAIN && i < DISTURBED_WALKS; i++) {
      opened = LinuxCalls.openat2(root, name, PATH_ONLY, resolve);
    }
    return opened;
  }

  private static boolean needsAnotherWay(int opened, Symlinks rule) {
    // EXDEV: an absolute link, even one that stays inside; or one that leads out.
    return opened == -ENOSYS
        || opened == -EPERM
        || (rule == Symlinks.INSIDE && (opened == -EXDEV || opened == -EAGAIN));
  }

  /** Follows links wherever they lead, and keeps the file only if it lies below the root. */
  private static int openAndCompare(int root, byte[] name) {
    int opened = LinuxCalls.openat(root, name, PATH_ONLY);
    if (opened >= 0 && !isBelow(LinuxCalls.path(root), LinuxCalls.path(opened))) {
      LinuxCalls.close(opened);
      return -EXDEV;
    }
    return opened;
  }

  /** By segments: /data is no parent of /database. An unknown path is below nothing. */
  static boolean isBelow(byte[] folder, byte[] file) {
    int length = folder.length == 1 ? 0 : folder.length;
    return folder.length > 0
        && folder[0] == '/'
        && file.length > length
        && file[length] == '/'
        && Arrays.equals(folder, 0, length, file, 0, length);
  }

  /** Without openat2 the only way not to follow a link in the middle. */
  private static int segmentBySegment(int root, byte[] name) {
    int folder = root;
    int start = 0;
    while (true) {
      int end = start;
      while (end < name.length && name[end] != '/') {
        end++;
      }
      boolean last = end == name.length;
      int flags = PATH_ONLY | O_NOFOLLOW | (last ? 0 : O_DIRECTORY);
      int opened = LinuxCalls.openat(folder, Arrays.copyOfRange(name, start, end), flags);
      if (folder != root) {
        LinuxCalls.close(folder);
      }
      if (opened < 0) {
        return opened;
      }
      if (last) {
        return refuseLink(opened);
      }
      folder = opened;
      start = end + 1;
    }
  }

  /** O_PATH with O_NOFOLLOW opens a link itself. */
  private static int refuseLink(int opened) {
    if (LinuxCalls.status(opened).isSymbolicLink()) {
      LinuxCalls.close(opened);
      return -ELOOP;
    }
    return opened;
  }
}
