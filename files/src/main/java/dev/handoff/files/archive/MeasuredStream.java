package dev.handoff.files.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * The bytes of a member on their way: counted, summed up, and compared with what was stated. Fails
 * before it gives the last of them when they are not the stated ones.
 */
final class MeasuredStream extends InputStream {
  private final InputStream in;
  private final OptionalLong size;
  private final OptionalLong crc32;
  private final boolean fromTheBeginning;
  private final CRC32 sum = new CRC32();
  private long position;

  /**
   * @param in begins at that position
   * @param size of all the bytes, from position 0 on
   */
  MeasuredStream(InputStream in, long position, OptionalLong size, OptionalLong crc32) {
    this.in = in;
    this.position = position;
    this.size = size;
    this.crc32 = crc32;
    this.fromTheBeginning = position == 0;
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
    long left = size.isPresent() ? size.getAsLong() - position : Long.MAX_VALUE;
    int count = left == 0 ? -1 : in.read(into, offset, (int) Math.min(length, left));
    if (count > 0) {
      sum.update(into, offset, count);
      position += count;
    } else if (left > 0 && size.isPresent()) {
      throw new EOFException("it ended %d bytes early".formatted(left));
    }
    if (count < 0 || count == left) {
      checkAtEnd();
    }
    return count;
  }

  private void checkAtEnd() throws IOException {
    if (size.isPresent() && in.read() >= 0) {
      throw new IOException("it is longer than the %d bytes it had".formatted(size.getAsLong()));
    }
    if (fromTheBeginning && crc32.isPresent() && crc32.getAsLong() != sum.getValue()) {
      throw new IOException(
          "its CRC-32 is %08x, and %08x was stated".formatted(sum.getValue(), crc32.getAsLong()));
    }
  }

  /** How many bytes went by, and those before them. */
  long size() {
    return position;
  }

  long crc32() {
    return sum.getValue();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
