package dev.handoff.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The file that the server is expected to send. */
record LocalCopy(Path file, long size) {
  static LocalCopy of(Path file) throws IOException {
    return new LocalCopy(file, Files.size(file));
  }

  /** At most {@code count} octets. */
  byte[] octets(long first, int count) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate((int) Math.min(count, Math.max(0, size - first)));
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(first);
      while (octets.hasRemaining() && channel.read(octets) >= 0) {
        // Until all is there.
      }
    }
    return Arrays.copyOf(octets.array(), octets.position());
  }
}
