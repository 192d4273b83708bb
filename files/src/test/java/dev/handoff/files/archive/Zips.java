package dev.handoff.files.archive;

import dev.handoff.core.paths.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.CRC32;

/** Members and archives of them, for tests. */
final class Zips {
  static final Optional<Instant> TIME = Optional.of(Instant.parse("2026-03-01T10:20:31Z"));

  static final ZipContent.Instead NOTHING =
      (index, why) -> {
        throw why;
      };

  private Zips() {}

  /** Half of it compresses, half does not. */
  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    for (int i = 0; i < size / 2; i++) {
      bytes[i] = (byte) ('a' + i % 7);
    }
    return bytes;
  }

  static long crc(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }

  static ZipContent stored(String name, byte[] bytes) {
    return of(member(name, Packing.STORED, bytes.length, crc(bytes)), bytes);
  }

  /** Blocks; with a size or without. */
  static ZipContent blocks(String name, byte[] bytes, boolean sized) {
    OptionalLong size = sized ? OptionalLong.of(bytes.length) : OptionalLong.empty();
    return of(
        new ZipMember(Octets.utf8(name), Packing.BLOCKS, size, OptionalLong.empty(), TIME), bytes);
  }

  static ZipContent deflated(String name, byte[] bytes) {
    return of(
        new ZipMember(
            Octets.utf8(name), Packing.DEFLATED, OptionalLong.empty(), OptionalLong.empty(), TIME),
        bytes);
  }

  static ZipMember member(String name, Packing packing, long size, long crc) {
    return new ZipMember(
        Octets.utf8(name), packing, OptionalLong.of(size), OptionalLong.of(crc), TIME);
  }

  static ZipContent of(ZipMember member, byte[] bytes) {
    return new ZipContent(member, offset -> from(bytes, offset));
  }

  static InputStream from(byte[] bytes, long offset) {
    return new ByteArrayInputStream(bytes, (int) offset, bytes.length);
  }

  static ZipBytes sequential(ZipContent... contents) {
    return new ZipBytes(List.of(contents), false, NOTHING);
  }

  static ZipBytes anywhere(ZipContent... contents) {
    return new ZipBytes(List.of(contents), true, NOTHING);
  }

  /** All of it, read in buffers of that size. */
  static byte[] read(ZipBytes zip, int chunk) throws IOException {
    return read(zip, 0, Long.MAX_VALUE, chunk);
  }

  static byte[] read(ZipBytes zip, long from, long most, int chunk) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[chunk + 2];
    long left = most;
    while (left > 0) {
      int read = zip.read(from + out.size(), buffer, 1, (int) Math.min(chunk, left));
      if (read < 0) {
        return out.toByteArray();
      }
      out.write(buffer, 1, read);
      left -= read;
    }
    return out.toByteArray();
  }
}
