package dev.handoff.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open regular file and what was seen on it when it was opened. Length, validators and bytes
 * belong to one version: decide from this, and send from {@link #channel()}.
 *
 * <p>The file may still change while it is open; a {@link FileSlice} notices when it shrinks. May
 * be shared between threads as far as {@link FileChannel} may: positioned reads and transfers.
 */
public final class OpenFile implements AutoCloseable {
  private final FileChannel channel;
  private final Seen seen;

  /** What tells one version of a file from another. */
  record Seen(@Nullable Object key, long size, FileTime modified) {}

  OpenFile(FileChannel channel, Seen seen) {
    this.channel = channel;
    this.seen = seen;
  }

  /** Positioned at 0. Use positioned reads: the position is shared by everybody. */
  public FileChannel channel() {
    return channel;
  }

  /** Size in bytes. */
  public long size() {
    return seen.size();
  }

  /** When the content was last modified, as precisely as the file system says. */
  public Instant modified() {
    return seen.modified().toInstant();
  }

  /** The whole file as it was when opened. */
  public FileSlice whole() {
    return new FileSlice(this, 0, size());
  }

  /**
   * A part of the file.
   *
   * @throws IndexOutOfBoundsException when it does not lie within {@link #size()}
   */
  public FileSlice slice(long first, long length) {
    Objects.checkFromIndexSize(first, length, size());
    return new FileSlice(this, first, length);
  }

  Seen seen() {
    return seen;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
