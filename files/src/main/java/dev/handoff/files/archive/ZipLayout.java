package dev.handoff.files.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where everything stands in an archive: its members, then the directory with a record for each,
 * then the end.
 */
final class ZipLayout {
  private final List<Written> members;

  /** Where each member begins, then each record of the directory, then the end record. */
  private final long[] begins;

  private final byte[] end;
  private final long length;

  private ZipLayout(List<Written> members, long[] begins, byte[] end) {
    this.members = members;
    this.begins = begins;
    this.end = end;
    this.length = Math.addExact(begins[begins.length - 1], end.length);
  }

  /**
   * Members whose packed sizes are all known; a CRC-32 that is not counts as 0, which changes no
   * place. Empty if a size is unknown.
   *
   * @throws ArithmeticException if the archive were longer than 2^63 - 1 bytes
   */
  static Optional<ZipLayout> of(List<ZipMember> members) {
    if (members.stream().anyMatch(member -> member.packedSize().isEmpty())) {
      return Optional.empty();
    }
    long[] begins = new long[2 * members.size() + 1];
    List<Written> all = new ArrayList<>(members.size());
    long at = 0;
    for (ZipMember member : members) {
      Written written =
          new Written(
              member,
              at,
              member.packedSize().orElseThrow(),
              member.size().orElseThrow(),
              member.crc32().orElse(0));
      begins[all.size()] = at;
      all.add(written);
      at = Math.addExact(at, ZipRecords.local(member).length);
      at = Math.addExact(at, written.packedSize());
      if (member.packing().described()) {
        at = Math.addExact(at, ZipRecords.descriptor(written).length);
      }
    }
    long directory = at;
    for (int i = 0; i < all.size(); i++) {
      begins[all.size() + i] = at;
      at = Math.addExact(at, ZipRecords.central(all.get(i)).length);
    }
    begins[2 * all.size()] = at;
    return Optional.of(
        new ZipLayout(all, begins, ZipRecords.end(all.size(), directory, at - directory)));
  }

  /** Of the whole archive, in bytes. */
  long length() {
    return length;
  }

  List<Written> members() {
    return members;
  }

  /** The end record. */
  byte[] end() {
    return end;
  }

  /** The piece that holds a position: a member, a record of the directory, or the end. */
  int pieceAt(long position) {
    int found = Arrays.binarySearch(begins, position);
    return found >= 0 ? found : -found - 2;
  }

  long beginOf(int piece) {
    return begins[piece];
  }

  /** Of the directory and what it stands for: names, sizes, sums, times and places. */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("handoff-zip-1".getBytes(StandardCharsets.US_ASCII));
      members.forEach(member -> digest.update(ZipRecords.central(member)));
      digest.update(end);
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
