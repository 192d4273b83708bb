package dev.handoff.files.archive;

/** How the bytes of a member stand in the archive. */
public enum Packing {
  /** As they are. Size and CRC-32 have to be known beforehand. */
  STORED(0, 10),
  /**
   * As they are, in the blocks that deflate has for what it cannot compress (RFC 1951 §3.2.4): five
   * bytes more for each 64 KB. Such a member says itself where it ends, so it can be read without
   * the directory though its size and CRC-32 come behind it; of a stored one nobody could tell.
   */
  BLOCKS(8, 20),
  /** Compressed. */
  DEFLATED(8, 20);

  private final int method;
  private final int version;

  Packing(int method, int version) {
    this.method = method;
    this.version = version;
  }

  /** Number of the compression method. */
  int method() {
    return method;
  }

  /** Version of the format that a reader needs, times ten. */
  int version() {
    return version;
  }

  /** Whether CRC-32 and sizes stand behind the bytes, instead of before them. */
  boolean described() {
    return this != STORED;
  }
}
