package dev.handoff.gateway.deliver.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.time.Instant;

/**
 * A regular file on Linux: an O_PATH descriptor that can be asked about its inode, and a channel on
 * the same inode for the bytes (a channel does not tell its descriptor, so it takes two).
 */
record LinuxNode(int descriptor, FileChannel channel, FileStatus status) implements OpenNode {

  @Override
  public long size() {
    return status.size();
  }

  @Override
  public long mtimeSeconds() {
    return status.mtimeSeconds();
  }

  @Override
  public int mtimeNanos() {
    return status.mtimeNanos();
  }

  @Override
  public Instant touched() {
    return Instant.ofEpochSecond(status.ctimeSeconds(), status.ctimeNanos());
  }

  @Override
  public boolean isUnchanged() {
    return LinuxCalls.isUnchanged(descriptor, status);
  }

  @Override
  public void close() {
    LinuxCalls.close(descriptor);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
