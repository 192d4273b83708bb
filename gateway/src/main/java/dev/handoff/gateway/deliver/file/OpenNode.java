package dev.handoff.gateway.deliver.file;

import java.nio.channels.FileChannel;
import java.time.Instant;

/** An open regular file as an operating system holds it, with what was seen on it. */
interface OpenNode {
  FileChannel channel();

  /** Size in bytes. */
  long size();

  long mtimeSeconds();

  /** Within the second. */
  int mtimeNanos();

  default Instant modified() {
    return Instant.ofEpochSecond(mtimeSeconds(), mtimeNanos());
  }

  /** When content or attributes last changed: what nobody can set back. */
  Instant touched();

  /** Whether the open file is still the version that was seen. Does not block. */
  boolean isUnchanged();

  /** Once, after the last use. */
  void close();
}
