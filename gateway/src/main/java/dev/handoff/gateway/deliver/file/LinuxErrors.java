package dev.handoff.gateway.deliver.file;

/** What an errno of opening means for a delivery. */
final class LinuxErrors {
  private LinuxErrors() {}

  static Lookup explain(int errno, String where) {
    return switch (errno) {
      case LinuxCalls.ENOENT -> absent(where, "no such file");
      case LinuxCalls.ENOTDIR -> absent(where, "a segment on the way is not a folder");
      case LinuxCalls.EACCES, LinuxCalls.EPERM -> missing(where, "permission denied");
      case LinuxCalls.ELOOP -> missing(where, "a symbolic link is refused, or links form a loop");
      case LinuxCalls.EXDEV -> missing(where, "a symbolic link leads out of the root");
      case LinuxCalls.ENAMETOOLONG -> missing(where, "the name is too long");
      case LinuxCalls.EINVAL, LinuxCalls.EILSEQ ->
          missing(where, "a name this file system does not take");
      case LinuxCalls.ENXIO, LinuxCalls.ENODEV -> missing(where, "not a regular file");
      case LinuxCalls.EMFILE, LinuxCalls.ENFILE ->
          new Lookup.Trouble(
              where + "no file descriptors left: raise LimitNOFILE or lower cache.open_files");
      default -> new Lookup.Trouble(where + "errno " + errno);
    };
  }

  private static Lookup missing(String where, String why) {
    return Lookup.Missing.notDelivered(where + why);
  }

  /** A root that is gone is trouble with a disk, and nothing is known about the names below it. */
  private static Lookup absent(String where, String why) {
    return new Lookup.Missing(where + why, where.isEmpty());
  }
}
