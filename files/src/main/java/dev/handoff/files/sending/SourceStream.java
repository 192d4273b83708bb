package dev.handoff.files.sending;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * An open source as a stream from some byte on; closing it closes the source. The first byte is
 * read at once: only then it is certain that the source opens.
 */
final class SourceStream extends InputStream {
  private final OpenSource source;
  private final byte[] first = new byte[1];
  private int ahead;
  private long position;

  private SourceStream(OpenSource source, long position) {
    this.source = source;
    this.position = position;
  }

  /**
   * Takes over the source, also where it fails.
   *
   * @throws IOException if it gives no first byte, unless that is because it has none
   */
  static SourceStream open(OpenSource source, long position) throws IOException {
    SourceStream stream = new SourceStream(source, position);
    boolean kept = false;
    try {
      stream.ahead = Math.max(0, source.read(position, stream.first, 0, 1));
      stream.position += stream.ahead;
      kept = true;
      return stream;
    } finally {
      if (!kept) {
        source.close();
      }
    }
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
    int begun = ahead;
    if (begun > 0) {
      into[offset] = first[0];
      ahead = 0;
      if (length == 1) {
        return 1;
      }
    }
    int read = source.read(position, into, offset + begun, length - begun);
    position += Math.max(0, read);
    return begun > 0 ? begun + Math.max(0, read) : read;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
