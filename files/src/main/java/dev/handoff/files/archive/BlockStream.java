package dev.handoff.files.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.OptionalLong;

/** Bytes as a deflate stream that compresses nothing (RFC 1951 §3.2.4). */
final class BlockStream extends InputStream {
  private static final int LARGEST = 0xFFFF;
  private static final int HEAD = 5;

  /** For bytes of unknown number: how many there are has to be known before each block. */
  private static final int BUFFERED = 16 << 10;

  private final InputStream in;
  private final OptionalLong size;
  private long left;
  private byte[] ready = new byte[0];
  private int readyFrom;
  private int readyTo;
  private int blockLeft;
  private boolean last;

  /**
   * @param size how many bytes there are; empty: unknown
   */
  BlockStream(InputStream in, OptionalLong size) {
    this.in = in;
    this.size = size;
    this.left = size.orElse(0);
  }

  /** How long that many bytes become. */
  static long packed(long size) {
    long blocks = Math.max(1, size / LARGEST + (size % LARGEST == 0 ? 0 : 1));
    return Math.addExact(size, Math.multiplyExact(blocks, HEAD));
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
    if (readyFrom == readyTo && blockLeft == 0) {
      if (last) {
        // Where no byte was stated, this is the first look at whether there is one.
        if (in.read() >= 0) {
          throw new IOException("it went on behind its end");
        }
        return -1;
      }
      nextBlock();
    }
    if (readyFrom < readyTo) {
      int count = Math.min(length, readyTo - readyFrom);
      System.arraycopy(ready, readyFrom, into, offset, count);
      readyFrom += count;
      return count;
    }
    int count = in.read(into, offset, Math.min(length, blockLeft));
    blockLeft -= Math.max(0, count);
    return count;
  }

  private void nextBlock() throws IOException {
    if (ready.length == 0) {
      ready = new byte[size.isPresent() ? HEAD : HEAD + BUFFERED];
    }
    int length;
    if (size.isPresent()) {
      length = (int) Math.min(LARGEST, left);
      left -= length;
      last = left == 0;
      blockLeft = length;
      readyTo = HEAD;
    } else {
      length = Math.max(0, in.read(ready, HEAD, BUFFERED));
      last = length == 0;
      readyTo = HEAD + length;
    }
    ready[0] = (byte) (last ? 1 : 0);
    putShort(1, length);
    putShort(3, ~length);
    readyFrom = 0;
  }

  private void putShort(int at, int value) {
    ready[at] = (byte) value;
    ready[at + 1] = (byte) (value >> 8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
