package dev.handoff.gateway.deliver.store.cache;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Writes one slice: its octets first, then the header that says they are whole. Blocks; used by one
 * worker at a time.
 */
final class GrowingSlice {
  private final Slice slice;
  private final Path path;
  private final SliceFile file;
  private final ObjectFacts facts;
  private final int length;
  private final CRC32C crc = new CRC32C();
  private int written;

  GrowingSlice(Slice slice, Path path, SliceFile file, ObjectFacts facts) {
    this.slice = slice;
    this.path = path;
    this.file = file;
    this.facts = facts;
    this.length = facts.lengthOf(slice.number());
  }

  Slice slice() {
    return slice;
  }

  Path path() {
    return path;
  }

  SliceFile file() {
    return file;
  }

  int written() {
    return written;
  }

  boolean isFull() {
    return written == length;
  }

  /** Takes from {@code data} what belongs to this slice. */
  void write(ByteBuf data) throws IOException {
    int count = Math.min(length - written, data.readableBytes());
    for (ByteBuffer part : data.nioBuffers(data.readerIndex(), count)) {
      crc.update(part.duplicate());
      written += write(part, file.bodyOffset() + (long) written);
    }
    data.skipBytes(count);
  }

  /** Writes the header. */
  void finish() throws IOException {
    byte[] header = new SliceHeader(slice.number(), (int) crc.getValue(), facts).encode();
    write(ByteBuffer.wrap(header), 0);
  }

  private int write(ByteBuffer octets, long position) throws IOException {
    FileChannel channel = file.channel();
    int count = octets.remaining();
    long at = position;
    while (octets.hasRemaining()) {
      at += channel.write(octets, at);
    }
    return count;
  }
}
