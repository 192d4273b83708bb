package dev.handoff.files.archive;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The records of an archive, as octets (APPNOTE 4.3). */
final class ZipRecords {
  /** A field of 32 bits that says: look into the Zip64 field. */
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;

  private static final int COUNT_IN_ZIP64 = 0xFFFF;
  private static final int VERSION_FOLDER = 20;
  private static final int VERSION_ZIP64 = 45;

  /** Names are UTF-8. */
  private static final int FLAG_UTF8 = 1 << 11;

  /** CRC-32 and sizes stand behind the bytes. */
  private static final int FLAG_DESCRIBED = 1 << 3;

  /** Unix, so that permissions count; and version 6.3, which knows UTF-8. */
  private static final int MADE_BY = (3 << 8) | 63;

  private static final int FILE_MODE = 0100644;
  private static final int FOLDER_MODE = 0040755;
  private static final int DOS_FOLDER = 0x10;

  private static final LocalDateTime FIRST_DOS_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final LocalDateTime LAST_DOS_TIME = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

  private ZipRecords() {}

  /** Stands before the bytes of a member (4.3.7). */
  static byte[] local(ZipMember member) {
    boolean described = member.packing().described();
    boolean zip64 = isLargeBefore(member);
    long size = zip64 ? IN_ZIP64 : described ? 0 : member.size().orElseThrow();
    int extra = (zip64 ? 20 : 0) + timestampLength(member);
    LittleEndian out = new LittleEndian(30 + member.name().length() + extra);
    out.u32(0x04034b50);
    putCommon(member, zip64, out);
    out.u32(described ? 0 : member.crc32().orElseThrow());
    out.u32(size).u32(size);
    out.u16(member.name().length()).u16(extra).all(member.name());
    if (zip64) {
      out.u16(1).u16(16);
      out.u64(member.size().orElseThrow()).u64(member.packedSize().orElseThrow());
    }
    putTimestamp(member, out);
    return out.done();
  }

  /**
   * Whether the local header says that the sizes have 64 bits. Of a member of unknown size it does
   * not, as with the JDK's and Go's writers: readers that go by the directory never see it, and
   * those that stream tell by the size itself. Most of them would read every small member wrongly
   * if all were announced as large.
   */
  private static boolean isLargeBefore(ZipMember member) {
    long packed = member.packedSize().orElse(0);
    return member.packing().described() ? packed > IN_ZIP64 : packed >= IN_ZIP64;
  }

  /** Stands behind the bytes of a member (4.3.9). */
  static byte[] descriptor(Written written) {
    // No field is a mark here, so the largest number of 32 bits is itself.
    boolean zip64 = written.size() > IN_ZIP64 || written.packedSize() > IN_ZIP64;
    LittleEndian out = new LittleEndian(zip64 ? 24 : 16);
    out.u32(0x08074b50).u32(written.crc32());
    if (zip64) {
      out.u64(written.packedSize()).u64(written.size());
    } else {
      out.u32(written.packedSize()).u32(written.size());
    }
    return out.done();
  }

  /** What the directory says of a member (4.3.12). */
  static byte[] central(Written written) {
    ZipMember member = written.member();
    // Both or neither: some readers expect the sizes in pairs.
    boolean largeSize = written.size() >= IN_ZIP64 || written.packedSize() >= IN_ZIP64;
    boolean largeOffset = written.offset() >= IN_ZIP64;
    int zip64 = (largeSize ? 16 : 0) + (largeOffset ? 8 : 0);
    int extra = (zip64 > 0 ? 4 + zip64 : 0) + timestampLength(member);
    LittleEndian out = new LittleEndian(46 + member.name().length() + extra);
    out.u32(0x02014b50).u16(MADE_BY);
    putCommon(member, zip64 > 0, out);
    out.u32(written.crc32());
    out.u32(largeSize ? IN_ZIP64 : written.packedSize());
    out.u32(largeSize ? IN_ZIP64 : written.size());
    out.u16(member.name().length()).u16(extra);
    // No comment, on the first disk, bytes of any kind.
    out.u16(0).u16(0).u16(0);
    out.u32(member.isFolder() ? (FOLDER_MODE << 16) | DOS_FOLDER : FILE_MODE << 16);
    out.u32(largeOffset ? IN_ZIP64 : written.offset());
    out.all(member.name());
    if (zip64 > 0) {
      out.u16(1).u16(zip64);
      if (largeSize) {
        out.u64(written.size()).u64(written.packedSize());
      }
      if (largeOffset) {
        out.u64(written.offset());
      }
    }
    putTimestamp(member, out);
    return out.done();
  }

  /**
   * Stands at the end (4.3.14 to 4.3.16).
   *
   * @param offset of the directory from the beginning of the archive
   * @param length of the directory in bytes
   */
  static byte[] end(long count, long offset, long length) {
    boolean zip64 = count >= COUNT_IN_ZIP64 || offset >= IN_ZIP64 || length >= IN_ZIP64;
    LittleEndian out = new LittleEndian(zip64 ? 56 + 20 + 22 : 22);
    if (zip64) {
      out.u32(0x06064b50).u64(44).u16(MADE_BY).u16(VERSION_ZIP64);
      out.u32(0).u32(0).u64(count).u64(count).u64(length).u64(offset);
      out.u32(0x07064b50).u32(0).u64(offset + length).u32(1);
    }
    int shortCount = (int) Math.min(count, COUNT_IN_ZIP64);
    out.u32(0x06054b50).u16(0).u16(0).u16(shortCount).u16(shortCount);
    out.u32(Math.min(length, IN_ZIP64)).u32(Math.min(offset, IN_ZIP64)).u16(0);
    return out.done();
  }

  /** From the version needed to the date: alike in both headers. */
  private static void putCommon(ZipMember member, boolean zip64, LittleEndian out) {
    int version = member.isFolder() ? VERSION_FOLDER : member.packing().version();
    out.u16(zip64 ? VERSION_ZIP64 : version);
    out.u16(FLAG_UTF8 | (member.packing().described() ? FLAG_DESCRIBED : 0));
    out.u16(member.packing().method());
    LocalDateTime time = dosTime(member.modified());
    out.u16((time.getHour() << 11) | (time.getMinute() << 5) | (time.getSecond() / 2));
    out.u16(((time.getYear() - 1980) << 9) | (time.getMonthValue() << 5) | time.getDayOfMonth());
  }

  /** The old field has no zone. UTC: the same archive wherever it is made. */
  private static LocalDateTime dosTime(Optional<Instant> modified) {
    if (modified.isEmpty()) {
      return FIRST_DOS_TIME;
    }
    Instant moment = modified.get();
    if (moment.isBefore(FIRST_DOS_TIME.toInstant(ZoneOffset.UTC))) {
      return FIRST_DOS_TIME;
    }
    return moment.isAfter(LAST_DOS_TIME.toInstant(ZoneOffset.UTC))
        ? LAST_DOS_TIME
        : LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
  }

  private static int timestampLength(ZipMember member) {
    return hasTimestamp(member) ? 9 : 0;
  }

  /** Info-ZIP's extended timestamp: seconds of UTC. */
  private static void putTimestamp(ZipMember member, LittleEndian out) {
    if (hasTimestamp(member)) {
      out.u16(0x5455).u16(5).u8(1).u32(member.modified().orElseThrow().getEpochSecond());
    }
  }

  /** The field holds as much as 32 bits with a sign do: until 2038. */
  private static boolean hasTimestamp(ZipMember member) {
    long seconds = member.modified().map(Instant::getEpochSecond).orElse(Long.MAX_VALUE);
    return seconds == (int) seconds;
  }
}
