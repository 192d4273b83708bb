package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.deliver.store.cache.SliceFolder.DamagedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Looks whether a file is the slice it should be. Blocks. */
final class StoredSlice {
  private static final int PIECE = 128 * 1024;

  private StoredSlice() {}

  /**
   * Length of the slice's header, once the file was found to be that slice.
   *
   * @param octetsToo whether the octets are read and summed up: nobody saw them being written
   */
  static int check(FileChannel channel, int number, ObjectFacts facts, boolean octetsToo)
      throws IOException {
    int header = SliceHeader.lengthFor(facts);
    int length = facts.lengthOf(number);
    if (channel.size() != header + (long) length) {
      throw new DamagedException("a slice of " + channel.size() + " octets is not whole");
    }
    if (octetsToo) {
      SliceHeader said = header(channel);
      if (said.slice() != number || !said.facts().equals(facts)) {
        throw new DamagedException("a slice does not belong to its object");
      }
      if (sum(channel, header, length) != said.bodyCrc()) {
        throw new DamagedException("the octets of a slice have changed");
      }
    }
    return header;
  }

  static SliceHeader header(FileChannel channel) throws IOException {
    byte[] fixed = new byte[SliceHeader.FIXED];
    read(channel, ByteBuffer.wrap(fixed), 0);
    int length =
        SliceHeader.lengthIn(fixed).orElseThrow(() -> new DamagedException("a file is no slice"));
    byte[] whole = new byte[length];
    read(channel, ByteBuffer.wrap(whole), 0);
    return SliceHeader.decode(whole)
        .orElseThrow(() -> new DamagedException("the header of a slice is damaged"));
  }

  private static int sum(FileChannel channel, long from, int length) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer piece = ByteBuffer.allocate(Math.min(PIECE, length));
    for (int at = 0; at < length; at += piece.limit()) {
      piece.clear().limit(Math.min(piece.capacity(), length - at));
      read(channel, piece, from + at);
      crc.update(piece.flip());
    }
    return (int) crc.getValue();
  }

  private static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new DamagedException("a slice ends too early");
      }
      at += count;
    }
  }
}
