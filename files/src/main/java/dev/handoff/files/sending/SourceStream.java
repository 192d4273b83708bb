package dev.handoff.files.sending;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** An open source as a stream from some byte on; closing it closes the source. */
final class SourceStream extends InputStream {
  private final OpenSource source;
  private long position;

  SourceStream(OpenSource source, long position) {
    this.source = source;
    this.position = position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    int read = source.read(position, into, offset, length);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
