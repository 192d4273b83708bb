package dev.handoff.gateway.deliver.store.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a file shows: also one that was replaced by a rename, as mounted secrets are.
 *
 * @param key what the file system calls the file; null where it has no such thing
 */
record FileStamp(FileTime modified, long size, @Nullable Object key) {
  private static final FileStamp ABSENT = new FileStamp(FileTime.fromMillis(0), 0, null);

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (IOException absent) {
      return ABSENT;
    }
  }
}
