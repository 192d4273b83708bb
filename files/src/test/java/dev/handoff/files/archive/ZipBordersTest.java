package dev.handoff.files.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where 32 or 16 bits end: Zip64 for what needs it, and for nothing else. */
final class ZipBordersTest {
  private static final long LARGEST = 0xFFFF_FFFFL;
  private static final byte[] NOTHING = new byte[0];

  @TempDir Path folder;

  private static int u16(byte[] record, int at) {
    return (record[at] & 0xff) | (record[at + 1] & 0xff) << 8;
  }

  private static ZipContent endless(String name, long size) {
    return new ZipContent(
        Zips.member(name, Packing.STORED, size, 0), offset -> InputStream.nullInputStream());
  }

  @ParameterizedTest(name = "{0} bytes stored: Zip64 {1} ({2})")
  @CsvSource({
    "4294967294, false, the largest that 32 bits say",
    "4294967295, true, the number that means look into Zip64",
    "4294967296, true, more than 32 bits",
    "9007199254740992, true, 8 PiB"
  })
  void aStoredMember(long size, boolean zip64, String why) {
    ZipMember member = Zips.member("a", Packing.STORED, size, 0);
    byte[] local = ZipRecords.local(member);
    byte[] central = ZipRecords.central(new Written(member, 0, size, size, 0));

    assertThat(u16(local, 4)).as("version needed").isEqualTo(zip64 ? 45 : 10);
    assertThat(u16(local, 28)).as("extra").isEqualTo(zip64 ? 29 : 9);
    assertThat(u16(central, 6)).isEqualTo(zip64 ? 45 : 10);
    assertThat(u16(central, 30)).isEqualTo(zip64 ? 29 : 9);
  }

  @ParameterizedTest(name = "described, packed to {0} bytes: a descriptor of {1}")
  @CsvSource({"4294967295, 16", "4294967296, 24"})
  void aDescriptor(long packed, int length) {
    ZipMember member = Zips.blocks("a", NOTHING, false).member();
    Written written = new Written(member, 0, packed, 1, 2);
    assertThat(ZipRecords.descriptor(written)).hasSize(length);
    // A reader that streams learns it from the header, where the size is known.
    assertThat(u16(ZipRecords.local(member), 28)).as("unknown: by the size itself").isEqualTo(9);
  }

  @ParameterizedTest(name = "{0} bytes in blocks, announced as Zip64: {1}")
  @CsvSource({"4294639630, false", "4294639631, true", "4294967296, true"})
  void aMemberInBlocksOfKnownSize(long size, boolean zip64) {
    ZipMember member = Zips.member("a", Packing.BLOCKS, size, 0);
    long packed = BlockStream.packed(size);
    assertThat(packed > LARGEST).isEqualTo(zip64);
    assertThat(u16(ZipRecords.local(member), 28)).isEqualTo(zip64 ? 29 : 9);
    assertThat(ZipRecords.descriptor(new Written(member, 0, packed, size, 0)))
        .hasSize(zip64 ? 24 : 16);
  }

  @ParameterizedTest(name = "an offset of {0}: Zip64 {1}")
  @CsvSource({"4294967294, false", "4294967295, true"})
  void anOffset(long offset, boolean zip64) {
    byte[] central =
        ZipRecords.central(new Written(Zips.member("a", Packing.STORED, 1, 0), offset, 1, 1, 0));
    assertThat(u16(central, 30)).isEqualTo(zip64 ? 21 : 9);
  }

  @ParameterizedTest(name = "{0} members, directory of {2} bytes at {1}: an end of {3} bytes")
  @CsvSource({
    "65534, 0, 0, 22",
    "65535, 0, 0, 98",
    "65536, 0, 0, 98",
    "1, 4294967294, 0, 22",
    "1, 4294967295, 0, 98",
    "1, 0, 4294967294, 22",
    "1, 0, 4294967295, 98"
  })
  void theEnd(long count, long offset, long length, int size) {
    assertThat(ZipRecords.end(count, offset, length)).hasSize(size);
  }

  @ParameterizedTest(name = "{0} members")
  @ValueSource(ints = {65534, 65535, 65536})
  void soManyMembersAreFoundAgain(int count) throws Exception {
    List<ZipContent> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(Zips.stored(HexFormat.of().toHexDigits(i), NOTHING));
    }
    byte[] zip = Zips.read(new ZipBytes(members, true, Zips.NOTHING), 1 << 15);
    Path file = Files.write(folder.resolve("many.zip"), zip);
    try (ZipFile open = new ZipFile(file.toFile())) {
      assertThat(open.size()).isEqualTo(count);
    }
    Readers.ofLists()
        .forEach(reader -> assertThat(reader.names(file)).as("%s", reader).hasSize(count));
  }

  /** Records around holes: members of 4 GiB take no room on the disk, and nobody reads them. */
  @ParameterizedTest(name = "members of {0} bytes")
  @ValueSource(longs = {LARGEST - 1, LARGEST, LARGEST + 1, 3 * LARGEST})
  void largeMembersAreListedByEveryReader(long size) throws Exception {
    ZipContent[] members = {
      endless("first", size), Zips.stored("small", Zips.bytes(9)), endless("last", size)
    };
    ZipBytes archive = Zips.anywhere(members);
    Path file = folder.resolve("large.zip");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(archive.length().orElseThrow());
      long first = ZipRecords.local(members[0].member()).length;
      copy(archive, 0, first, out);
      long small = first + size;
      long last =
          small
              + ZipRecords.local(members[1].member()).length
              + 9
              + ZipRecords.local(members[2].member()).length;
      copy(archive, small, last - small, out);
      copy(archive, last + size, Long.MAX_VALUE, out);
      assertThat(out.length()).isEqualTo(archive.length().orElseThrow());
    }
    try (ZipFile open = new ZipFile(file.toFile())) {
      assertThat(open.stream().map(ZipEntry::getSize)).containsExactly(size, 9L, size);
      try (InputStream in = open.getInputStream(open.getEntry("small"))) {
        assertThat(in.readAllBytes()).isEqualTo(Zips.bytes(9));
      }
    }
    Readers.ofLists()
        .forEach(reader ->
            assertThat(reader.names(file))
                .as("%s", reader)
                .containsExactly("first", "small", "last"));
  }

  private static void copy(ZipBytes archive, long from, long most, RandomAccessFile out)
      throws IOException {
    out.seek(from);
    out.write(Zips.read(archive, from, most, 4096));
  }

  @Test
  void aMemberBeyondFourGigabytesOfUnknownSizeIsWrittenAsItComes() {
    ZipMember member = Zips.deflated("a", NOTHING).member();
    Written written = new Written(member, 0, LARGEST + 1, 3 * LARGEST, 7);
    assertThat(u16(ZipRecords.central(written), 6)).isEqualTo(45);
    assertThat(ZipRecords.descriptor(written)).hasSize(24);
  }
}
