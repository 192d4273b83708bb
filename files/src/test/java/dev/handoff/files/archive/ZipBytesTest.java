package dev.handoff.files.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out, by the directory and without it, however it is read. */
final class ZipBytesTest {
  @TempDir Path folder;

  private Map<String, byte[]> byDirectory(byte[] zip) throws IOException {
    Path file = Files.write(folder.resolve("a.zip"), zip);
    Map<String, byte[]> found = new LinkedHashMap<>();
    try (ZipFile open = new ZipFile(file.toFile())) {
      for (ZipEntry entry : open.stream().toList()) {
        try (InputStream in = open.getInputStream(entry)) {
          found.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return found;
  }

  private static Map<String, byte[]> byStreaming(byte[] zip) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        found.put(entry.getName(), in.readAllBytes());
        in.closeEntry();
      }
    }
    return found;
  }

  @ParameterizedTest(name = "members of {0} bytes read by {1}")
  @CsvSource({
    "0, 1",
    "0, 32768",
    "1, 1",
    "1, 7",
    "65534, 1000",
    "65535, 32768",
    "65536, 1",
    "65536, 32768",
    "131070, 4096",
    "300000, 32768",
    "300000, 5"
  })
  void everyPackingComesOutAsItWentIn(int size, int chunk) throws IOException {
    byte[] bytes = Zips.bytes(size);
    ZipBytes archive =
        Zips.sequential(
            Zips.stored("stored", bytes),
            Zips.blocks("sized", bytes, true),
            Zips.blocks("unsized", bytes, false),
            Zips.deflated("deflated", bytes),
            Zips.stored("folder/", new byte[0]));

    byte[] zip = Zips.read(archive, chunk);

    for (Map<String, byte[]> found : List.of(byDirectory(zip), byStreaming(zip))) {
      assertThat(found.keySet())
          .containsExactly("stored", "sized", "unsized", "deflated", "folder/");
      found.forEach((name, got) ->
          assertThat(got).as(name).isEqualTo(name.equals("folder/") ? new byte[0] : bytes));
    }
  }

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, 65534, 65535, 65536, 131070, 131071})
  void theLengthIsKnownAsSoonAsTheSizesAre(int size) throws IOException {
    byte[] bytes = Zips.bytes(size);
    ZipBytes archive = Zips.sequential(Zips.blocks("a", bytes, true), Zips.stored("b", bytes));

    assertThat(archive.length()).hasValue(Zips.read(archive, 32768).length);
    assertThat(archive.anywhere()).isFalse();
    assertThat(archive.tag()).isEmpty();
  }

  @Test
  void theLengthIsUnknownWithASizeThatIs() {
    byte[] bytes = Zips.bytes(10);
    assertThat(Zips.sequential(Zips.blocks("a", bytes, false)).length()).isEmpty();
    assertThat(Zips.sequential(Zips.deflated("a", bytes)).length()).isEmpty();
    assertThat(Zips.anywhere(Zips.blocks("a", bytes, true)).anywhere()).isFalse();
  }

  @Test
  void noMemberAtAllIsAnArchiveToo() throws IOException {
    assertThat(byDirectory(Zips.read(Zips.sequential(), 3))).isEmpty();
    assertThat(byDirectory(Zips.read(Zips.anywhere(), 3))).isEmpty();
  }

  @Test
  void everyRangeIsThatPartOfTheWhole() throws IOException {
    ZipContent[] members = {
      Zips.stored("ä b.txt", Zips.bytes(40)),
      Zips.stored("folder/", new byte[0]),
      Zips.stored("folder/empty", new byte[0]),
      Zips.stored("folder/😀", Zips.bytes(3)),
    };
    byte[] whole = Zips.read(Zips.anywhere(members), 1 << 16);
    assertThat(byDirectory(whole)).hasSize(4);
    assertThat(Zips.anywhere(members).length()).hasValue(whole.length);
    for (int first = 0; first < whole.length; first++) {
      for (int end = first + 1; end <= whole.length; end++) {
        byte[] part = Zips.read(Zips.anywhere(members), first, end - first, 11);
        assertThat(Arrays.equals(part, Arrays.copyOfRange(whole, first, end)))
            .as("%d-%d", first, end - 1)
            .isTrue();
      }
    }
  }

  @Test
  void oneArchiveIsReadBackAndForth() throws IOException {
    ZipBytes archive =
        Zips.anywhere(Zips.stored("a", Zips.bytes(1000)), Zips.stored("b", Zips.bytes(500)));
    byte[] whole = Zips.read(archive, 100);
    for (int first : new int[] {1600, 0, 1100, 700, whole.length - 1, 30, 1031}) {
      assertThat(Zips.read(archive, first, 200, 64))
          .isEqualTo(Arrays.copyOfRange(whole, first, Math.min(whole.length, first + 200)));
    }
  }

  @Test
  void onlyTheMembersOfARangeAreOpenedAndWhereItBegins() throws IOException {
    List<String> opened = new ArrayList<>();
    ZipContent[] members = new ZipContent[10];
    for (int i = 0; i < members.length; i++) {
      byte[] bytes = Zips.bytes(1000);
      String name = "m" + i;
      members[i] =
          new ZipContent(
              Zips.member(name, Packing.STORED, 1000, Zips.crc(bytes)),
              offset -> {
                opened.add(name + "@" + offset);
                return Zips.from(bytes, offset);
              });
    }
    int perMember = ZipRecords.local(members[0].member()).length + 1000;
    int head = perMember - 1000;

    Zips.read(Zips.anywhere(members), 2L * perMember + head + 300, 1000, 4096);
    assertThat(opened).containsExactly("m2@300", "m3@0");
    opened.clear();
    Zips.read(Zips.anywhere(members), 10L * perMember, Long.MAX_VALUE, 4096);
    assertThat(opened).as("the directory is no member").isEmpty();
    Zips.read(Zips.anywhere(members), 4L * perMember, head, 4096);
    assertThat(opened).as("nor is a header").isEmpty();
  }

  @Test
  void theTagTellsArchivesApartAndNothingElse() {
    byte[] bytes = Zips.bytes(10);
    Optional<String> tag = Zips.anywhere(Zips.stored("a", bytes), Zips.stored("b", bytes)).tag();

    assertThat(Zips.anywhere(Zips.stored("a", bytes), Zips.stored("b", bytes)).tag())
        .isPresent()
        .isEqualTo(tag);
    for (ZipContent other :
        List.of(
            Zips.stored("c", bytes),
            Zips.stored("b", Zips.bytes(11)),
            Zips.of(Zips.member("b", Packing.STORED, 10, 1), bytes))) {
      assertThat(Zips.anywhere(Zips.stored("a", bytes), other).tag()).isPresent().isNotEqualTo(tag);
    }
    assertThat(Zips.anywhere(Zips.stored("b", bytes), Zips.stored("a", bytes)).tag())
        .as("order")
        .isNotEqualTo(tag);
  }

  @ParameterizedTest(name = "{0} bytes where 1000 were stated, packed as {1}")
  @CsvSource({
    "999, STORED, ended 1 bytes early", "0, STORED, ended 1000 bytes early",
    "1001, STORED, is longer than the 1000 bytes", "999, BLOCKS, ended 1 bytes early",
    "1001, BLOCKS, is longer than the 1000 bytes", "999, DEFLATED, ended 1 bytes early",
    "1001, DEFLATED, is longer than the 1000 bytes"
  })
  void aMemberOfAnotherSizeBreaksOff(int real, Packing packing, String why) {
    byte[] bytes = Zips.bytes(real);
    ZipContent member = Zips.of(Zips.member("a", packing, 1000, Zips.crc(bytes)), bytes);

    breaksOff(Zips.sequential(Zips.stored("before", bytes), member), real + 1000, why);
    breaksOff(Zips.anywhere(Zips.stored("before", bytes), member), real + 1000, why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STORED", "BLOCKS", "DEFLATED"})
  void aMemberOfAnotherSumBreaksOffBeforeItsLastByte(Packing packing) {
    byte[] bytes = Zips.bytes(1000);
    ZipContent member = Zips.of(Zips.member("a", packing, 1000, 0xdeadbeefL), bytes);
    breaksOff(Zips.sequential(member), 1000, "and deadbeef was stated");
    breaksOff(Zips.anywhere(member), 1000, "and deadbeef was stated");
  }

  private static void breaksOff(ZipBytes archive, int lessThan, String why) {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    byte[] buffer = new byte[100];
    assertThatThrownBy(
            () -> {
              while (true) {
                int read = archive.read(got.size(), buffer, 0, buffer.length);
                assertThat(read).as("ended as if nothing had happened").isPositive();
                got.write(buffer, 0, read);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of an archive: ")
        .hasMessageContaining(why);
    assertThat(got.size()).isLessThan(lessThan + 200);
  }

  @Test
  void aMemberThatDoesNotOpenIsReplacedOrLeftOutWhereNoLengthWasSaid() throws IOException {
    ZipContent fine = Zips.blocks("fine", Zips.bytes(10), false);
    ZipContent broken =
        new ZipContent(
            fine.member(),
            offset -> {
              throw new IOException("not there");
            });
    ZipContent note = Zips.stored("note", Zips.bytes(5));
    List<Integer> asked = new ArrayList<>();
    ZipContent.Instead instead =
        (index, why) -> {
          asked.add(index);
          return index == 2 ? Optional.of(note) : Optional.empty();
        };
    List<ZipContent> members = List.of(broken, fine, broken, broken);

    byte[] zip = Zips.read(new ZipBytes(members, false, instead), 1000);
    assertThat(byDirectory(zip).keySet()).containsExactly("fine", "note");
    assertThat(asked).containsExactly(0, 2, 3);

    breaksOff(new ZipBytes(members, false, Zips.NOTHING), 1, "member 1 of an archive");
    ZipContent announced = new ZipContent(note.member(), broken.bytes());
    breaksOff(new ZipBytes(List.of(announced), false, instead), 1, "not there");
  }

  @Test
  void whatWasOpenedIsClosed() throws IOException {
    List<String> events = new ArrayList<>();
    ZipContent[] members = new ZipContent[3];
    for (int i = 0; i < members.length; i++) {
      byte[] bytes = Zips.bytes(1000);
      int number = i;
      Packing packing = Packing.values()[i];
      members[i] =
          new ZipContent(
              Zips.member("m" + i, packing, 1000, Zips.crc(bytes)),
              offset -> {
                events.add("open " + number);
                return new ByteArrayInputStream(bytes) {
                  @Override
                  public void close() {
                    events.add("close " + number);
                  }
                };
              });
    }
    Zips.read(Zips.sequential(members), 100);
    assertThat(events)
        .containsExactly("open 0", "close 0", "open 1", "close 1", "open 2", "close 2");
    events.clear();
    try (ZipBytes archive = Zips.sequential(members)) {
      Zips.read(archive, 0, 1500, 100);
    }
    assertThat(events).containsExactly("open 0", "close 0", "open 1", "close 1");
  }
}
