package dev.handoff.files.archive;

import dev.handoff.core.paths.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a member before its bytes are read.
 *
 * @param name UTF-8, 1 to 65,535 octets; of a folder, with a {@code /} at its end
 * @param packing how the bytes stand in the archive
 * @param size in bytes before packing; empty: it shows at their end
 * @param crc32 of the bytes before packing; empty: it shows at their end
 * @param modified time of the last change; empty: unknown, and the archive says 1980
 */
public record ZipMember(
    Octets name,
    Packing packing,
    OptionalLong size,
    OptionalLong crc32,
    Optional<Instant> modified) {
  private static final int LONGEST_NAME = 0xFFFF;

  public ZipMember {
    if (name.isEmpty() || name.length() > LONGEST_NAME || !name.isUtf8()) {
      throw new IllegalArgumentException("a name has 1 to 65535 octets of UTF-8");
    }
    if (packing == Packing.STORED && (size.isEmpty() || crc32.isEmpty())) {
      throw new IllegalArgumentException(
          "of a stored member size and CRC-32 are known beforehand; use BLOCKS for others");
    }
  }

  boolean isFolder() {
    return name.at(name.length() - 1) == '/';
  }

  /** What it takes in the archive, without its records; empty if that shows only at the end. */
  OptionalLong packedSize() {
    if (size.isEmpty() || packing == Packing.DEFLATED) {
      return OptionalLong.empty();
    }
    return packing == Packing.STORED ? size : OptionalLong.of(BlockStream.packed(size.getAsLong()));
  }
}
