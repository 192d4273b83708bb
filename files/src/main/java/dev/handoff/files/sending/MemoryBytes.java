package dev.handoff.files.sending;

import dev.handoff.core.paths.Octets;
import java.util.OptionalLong;

/** Bytes in memory. */
final class MemoryBytes extends OpenSource {
  private final Octets bytes;

  MemoryBytes(Octets bytes) {
    this.bytes = bytes;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(bytes.length());
  }

  @Override
  int read(long position, byte[] into, int offset, int length) {
    int begin = (int) Math.min(position, bytes.length());
    int count = Math.min(length, bytes.length() - begin);
    bytes.slice(begin, begin + count).copyTo(into, offset);
    return count == 0 ? -1 : count;
  }

  @Override
  public void close() {}
}
