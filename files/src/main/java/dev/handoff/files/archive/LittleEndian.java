package dev.handoff.files.archive;

import dev.handoff.core.paths.Octets;

/** A record while it is written; each number takes the low bits of what is given. */
final class LittleEndian {
  private final byte[] octets;
  private int at;

  LittleEndian(int length) {
    this.octets = new byte[length];
  }

  LittleEndian u8(int value) {
    return put(value, 1);
  }

  LittleEndian u16(int value) {
    return put(value, 2);
  }

  LittleEndian u32(long value) {
    return put(value, 4);
  }

  LittleEndian u64(long value) {
    return put(value, 8);
  }

  private LittleEndian put(long value, int width) {
    for (int i = 0; i < width; i++) {
      octets[at++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  LittleEndian all(Octets more) {
    more.copyTo(octets, at);
    at += more.length();
    return this;
  }

  /** The record, which has to be full. */
  byte[] done() {
    if (at != octets.length) {
      throw new IllegalStateException("a record of %d octets has %d".formatted(octets.length, at));
    }
    return octets;
  }
}
