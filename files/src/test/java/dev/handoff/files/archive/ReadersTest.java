package dev.handoff.files.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives of every kind, as the programs see them that people unpack them with. */
final class ReadersTest {
  private static final String[] NAMES = {
    "Bericht März.pdf", "with space.txt", "日本語/😀.txt", "a'b$c`d.txt", "deep/er/and/deeper.bin"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void findsNoFaultAndTheNames(Readers reader) throws Exception {
    assumeTrue(reader.isInstalled(), () -> "SKIPPED: archives read by " + reader);
    byte[] large = Zips.bytes(200_000);
    byte[] small = Zips.bytes(10);
    ZipBytes mixed =
        Zips.sequential(
            Zips.stored(NAMES[0], large),
            Zips.blocks(NAMES[1], large, true),
            Zips.blocks(NAMES[2], large, false),
            Zips.deflated(NAMES[3], large),
            Zips.blocks(NAMES[4], new byte[0], false));
    ZipBytes plain =
        Zips.anywhere(
            Zips.stored(NAMES[0], large),
            Zips.stored(NAMES[1], small),
            Zips.stored(NAMES[2], small),
            Zips.stored(NAMES[3], new byte[0]),
            Zips.stored(NAMES[4], small));
    for (ZipBytes archive : new ZipBytes[] {mixed, plain}) {
      Path file = Files.write(folder.resolve("a.zip"), Zips.read(archive, 32768));
      assertThat(reader.faults(file)).isEmpty();
      if (Readers.ofLists().toList().contains(reader)) {
        assertThat(reader.names(file)).containsExactly(NAMES);
      }
    }
  }

  /** Else a reader that finds no fault would prove nothing. */
  @ParameterizedTest
  @EnumSource(names = "ZIPINFO", mode = EnumSource.Mode.EXCLUDE)
  void findsTheFaultInABrokenOne(Readers reader) throws Exception {
    assumeTrue(reader.isInstalled(), () -> "SKIPPED: archives read by " + reader);
    byte[] zip = Zips.read(Zips.sequential(Zips.stored("a", Zips.bytes(1000))), 32768);
    zip[500] ^= 1;
    assertThat(reader.faults(Files.write(folder.resolve("a.zip"), zip))).isNotEmpty();
  }
}
