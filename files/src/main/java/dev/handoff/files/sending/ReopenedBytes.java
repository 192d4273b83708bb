package dev.handoff.files.sending;

import dev.handoff.core.send.ReopenableSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bytes that are opened anew wherever they do not simply go on. */
final class ReopenedBytes extends OpenSource {
  private final ReopenableSource source;
  private final long length;
  private @Nullable InputStream open;
  private long position;

  ReopenedBytes(ReopenableSource source) throws IOException {
    this.source = source;
    this.length = source.length();
    if (length < 0) {
      throw new IOException("a source says its length is " + length);
    }
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(length);
  }

  @Override
  int read(long wanted, byte[] into, int offset, int count) throws IOException {
    InputStream in = open;
    if (in == null || wanted != position) {
      if (wanted >= length) {
        return -1;
      }
      close();
      in = source.openAt(wanted);
      open = in;
      position = wanted;
    }
    int read = in.read(into, offset, count);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    InputStream in = open;
    open = null;
    if (in != null) {
      in.close();
    }
  }
}
