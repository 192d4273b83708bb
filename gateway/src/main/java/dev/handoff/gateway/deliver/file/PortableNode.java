package dev.handoff.gateway.deliver.file;

import dev.handoff.files.OpenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.temporal.ChronoField;

/** A regular file opened with what the JDK alone can do. */
record PortableNode(OpenFile file) implements OpenNode {

  @Override
  public FileChannel channel() {
    return file.channel();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public long mtimeSeconds() {
    return file.modified().getEpochSecond();
  }

  @Override
  public int mtimeNanos() {
    return file.modified().get(ChronoField.NANO_OF_SECOND);
  }

  @Override
  public Instant touched() {
    return file.modified();
  }

  /** Cannot be known without asking the name, which would block. */
  @Override
  public boolean isUnchanged() {
    return false;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
