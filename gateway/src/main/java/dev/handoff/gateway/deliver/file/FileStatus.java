package dev.handoff.gateway.deliver.file;

/**
 * What statx(2) says about an inode; two equal ones are the same version of the same file.
 *
 * @param device major and minor number of the file system
 * @param mode type and permission bits
 * @param links number of names; 0 once deleted or replaced
 * @param size in bytes
 */
record FileStatus(
    long device,
    long inode,
    int mode,
    int links,
    long size,
    long mtimeSeconds,
    int mtimeNanos,
    long ctimeSeconds,
    int ctimeNanos) {

  private static final int TYPE = 0xF000;
  private static final int REGULAR = 0x8000;
  private static final int LINK = 0xA000;
  private static final int DIRECTORY = 0x4000;

  boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  boolean isSymbolicLink() {
    return (mode & TYPE) == LINK;
  }

  boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  /** The same file, of whatever version. */
  boolean sameInode(FileStatus other) {
    return device == other.device && inode == other.inode;
  }

  /** Same inode, and neither content nor attributes were touched in between. */
  boolean sameVersion(FileStatus other) {
    return sameInode(other)
        && size == other.size
        && mtimeSeconds == other.mtimeSeconds
        && mtimeNanos == other.mtimeNanos
        && ctimeSeconds == other.ctimeSeconds
        && ctimeNanos == other.ctimeNanos;
  }
}
