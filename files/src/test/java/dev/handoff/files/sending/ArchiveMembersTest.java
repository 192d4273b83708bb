package dev.handoff.files.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.ArchiveEntry;
import dev.handoff.core.send.MissingMember;
import dev.handoff.core.send.ReopenableSource;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.files.FileRoot;
import dev.handoff.files.LocalFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From files of every origin to one archive: what is known before, and what one of them may do. */
final class ArchiveMembersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant MODIFIED = Instant.parse("2026-03-01T10:20:31.5Z");
  private static final byte[] BYTES = "some bytes of a file".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private Path file;
  private FileRoot root;

  @BeforeEach
  void writeOne() throws IOException {
    file = Files.write(folder.resolve("a.txt"), BYTES);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    root = FileRoot.at(folder);
  }

  private static long crc() {
    CRC32 sum = new CRC32();
    sum.update(BYTES);
    return sum.getValue();
  }

  private static OpenSource.Result open(SendFile archive) throws IOException {
    return OpenSource.open(archive, LocalFiles.anywhere());
  }

  private static Representation representation(SendFile archive) throws IOException {
    try (OpenSource source = ((OpenSource.Result.Opened) open(archive)).source()) {
      return source.representation(archive.options(), SentFields.of(archive), NOW);
    }
  }

  private static byte[] whole(SendFile archive) throws IOException {
    FileRequest asked = FileRequest.of("GET", name -> List.of());
    try (OpenSource source = ((OpenSource.Result.Opened) open(archive)).source()) {
      ResponsePlan plan =
          FileResponse.decide(
              asked,
              source.representation(archive.options(), SentFields.of(archive), NOW),
              NOW,
              RangeLimits.DEFAULT,
              () -> "boundary");
      PlannedBytes bytes = new PlannedBytes(plan, source);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1000];
      for (int read = bytes.next(buffer, 1000); read >= 0; read = bytes.next(buffer, 1000)) {
        out.write(buffer, 0, read);
      }
      return out.toByteArray();
    }
  }

  private static Map<String, String> members(byte[] zip) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        found.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static ReopenableSource reopenable(byte[] bytes, List<String> calls) {
    return new ReopenableSource() {
      @Override
      public long length() {
        calls.add("length");
        return bytes.length;
      }

      @Override
      public InputStream openAt(long offset) {
        calls.add("open " + offset);
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length);
      }
    };
  }

  @Test
  void everySourceIsAMember() throws IOException {
    SendFile archive =
        SendFile.archive(
            List.of(
                ArchiveEntry.of(SendFile.path(file)),
                ArchiveEntry.of("below/a root.txt", root.file("a.txt")),
                ArchiveEntry.of("memory", SendFile.bytes(BYTES)),
                ArchiveEntry.of("text", SendFile.text("äöü", StandardCharsets.UTF_8)),
                ArchiveEntry.of("reopened", SendFile.stream(reopenable(BYTES, new ArrayList<>()))),
                ArchiveEntry.of("made", SendFile.stream(() -> new ByteArrayInputStream(BYTES))),
                ArchiveEntry.of("pressed", SendFile.path(file)).deflate(),
                ArchiveEntry.of(
                    "nothing", SendFile.stream(reopenable(new byte[0], new ArrayList<>()))),
                ArchiveEntry.of("a.txt", SendFile.bytes(BYTES)),
                ArchiveEntry.folder("empty folder")));

    Map<String, String> found = members(whole(archive));

    String text = new String(BYTES, StandardCharsets.UTF_8);
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("a.txt", text);
    expected.put("below/a root.txt", text);
    expected.put("memory", text);
    expected.put("text", "äöü");
    expected.put("reopened", text);
    expected.put("made", text);
    expected.put("pressed", text);
    expected.put("nothing", "");
    expected.put("a (2).txt", text);
    expected.put("empty folder/", "");
    assertThat(found).containsExactlyEntriesOf(expected);
  }

  @Test
  void anArchiveIsAMemberToo() throws IOException {
    SendFile inner = SendFile.archive(List.of(ArchiveEntry.of(SendFile.path(file))));
    byte[] outer = whole(SendFile.archive(List.of(ArchiveEntry.of("inner.zip", inner))));
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(outer))) {
      in.getNextEntry();
      assertThat(members(in.readAllBytes())).containsOnlyKeys("a.txt");
    }
  }

  @Test
  void whatIsKnownDecidesWhatIsAnnounced() throws IOException {
    ArchiveEntry plain = ArchiveEntry.of(SendFile.path(file));
    ArchiveEntry known = plain.crc32(crc());
    ArchiveEntry made =
        ArchiveEntry.of("m", SendFile.stream(() -> new ByteArrayInputStream(BYTES)));

    Representation resumable = representation(SendFile.archive(List.of(known)));
    assertThat(resumable.ranges()).isTrue();
    assertThat(resumable.validators().entityTag())
        .hasValueSatisfying(tag -> assertThat(tag.weak()).isFalse());
    assertThat(resumable.contentType()).contains("application/zip");
    assertThat(resumable.length()).hasValue(whole(SendFile.archive(List.of(known))).length);

    for (SendFile ofKnownLength :
        List.of(
            SendFile.archive(List.of(known, plain)),
            SendFile.archive(List.of(known, made.size(BYTES.length).crc32(crc()))),
            SendFile.archive(List.of(made.size(BYTES.length))))) {
      Representation seen = representation(ofKnownLength);
      assertThat(seen.ranges()).isFalse();
      assertThat(seen.validators().entityTag()).isEmpty();
      assertThat(seen.length()).hasValue(whole(ofKnownLength).length);
    }
    for (SendFile ofUnknownLength :
        List.of(
            SendFile.archive(List.of(known, made)),
            SendFile.archive(List.of(known, plain.deflate())))) {
      assertThat(representation(ofUnknownLength).length()).isEmpty();
    }
  }

  @Test
  void theTagIsTheSameUntilAMemberChanges() throws IOException {
    ArchiveEntry known = ArchiveEntry.of(SendFile.path(file)).crc32(crc());
    String tag = tag(known);
    assertThat(tag(known)).isEqualTo(tag);
    assertThat(tag(known.name("b.txt"))).isNotEqualTo(tag);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED.plusSeconds(1)));
    assertThat(tag(known)).as("the file's own time").isNotEqualTo(tag);
    assertThat(tag(known.modified(MODIFIED))).as("the stated time").isEqualTo(tag);
  }

  private static String tag(ArchiveEntry entry) throws IOException {
    return representation(SendFile.archive(List.of(entry)))
        .validators()
        .entityTag()
        .orElseThrow()
        .toString();
  }

  @Test
  void aSizeThatWasStatedIsNotAskedFor() throws IOException {
    List<String> calls = new ArrayList<>();
    SendFile source = SendFile.stream(reopenable(BYTES, calls));
    ArchiveEntry entry = ArchiveEntry.of("a", source).size(BYTES.length).crc32(crc());
    assertThat(representation(SendFile.archive(List.of(entry))).ranges()).isTrue();
    assertThat(calls).isEmpty();
  }

  @Test
  void aMissingFileIsAMissingArchiveUnlessSaidOtherwise() throws IOException {
    List<ArchiveEntry> entries =
        List.of(
            ArchiveEntry.of(SendFile.path(file)),
            ArchiveEntry.of("x/gone.pdf", root.file("gone.pdf")),
            ArchiveEntry.of("y/out.pdf", root.file("../out.pdf")));

    assertThat(open(SendFile.archive(entries)))
        .isInstanceOfSatisfying(
            OpenSource.Result.Missing.class,
            missing ->
                assertThat(missing.reason())
                    .isEqualTo("member 2 of 3 of an archive: no such file"));
    assertThat(members(whole(SendFile.archive(entries, MissingMember.SKIP))))
        .containsOnlyKeys("a.txt");
    Map<String, String> noted = members(whole(SendFile.archive(entries, MissingMember.NOTE)));
    assertThat(noted.keySet())
        .containsExactly("a.txt", "x/gone.pdf is missing.txt", "y/out.pdf is missing.txt");
    assertThat(noted.get("x/gone.pdf is missing.txt"))
        .isEqualTo("gone.pdf could not be added to this archive.\n")
        .doesNotContain(folder.toString());
  }

  @Test
  void nothingLeftIsNoArchive() throws IOException {
    List<ArchiveEntry> gone = List.of(ArchiveEntry.of(root.file("gone.pdf")));
    assertThat(open(SendFile.archive(gone, MissingMember.SKIP)))
        .isInstanceOf(OpenSource.Result.Missing.class);
    assertThat(members(whole(SendFile.archive(gone, MissingMember.NOTE)))).hasSize(1);
    assertThat(members(whole(SendFile.archive(List.of())))).as("none were asked for").isEmpty();
  }

  @Test
  void aNoteTakesNoOthersName() throws IOException {
    SendFile archive =
        SendFile.archive(
            List.of(
                ArchiveEntry.of("a", root.file("gone")),
                ArchiveEntry.of("A is missing.TXT", SendFile.path(file))),
            MissingMember.NOTE);
    assertThat(members(whole(archive)).keySet())
        .containsExactly("a is missing (2).txt", "A is missing.TXT");
  }

  @Test
  void anArchiveStaysResumableWithoutAMember() throws IOException {
    ArchiveEntry known = ArchiveEntry.of(SendFile.path(file)).crc32(crc());
    ArchiveEntry gone = ArchiveEntry.of(root.file("gone")).crc32(1);
    for (MissingMember policy : List.of(MissingMember.SKIP, MissingMember.NOTE)) {
      assertThat(representation(SendFile.archive(List.of(known, gone), policy)).ranges()).isTrue();
    }
  }

  @Test
  void aFileOfAnotherSizeThanStatedIsAFault() throws IOException {
    ArchiveEntry stale = ArchiveEntry.of(SendFile.path(file)).size(BYTES.length + 1);
    assertThatThrownBy(() -> open(SendFile.archive(List.of(stale))))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "member 1 of 1 of an archive: java.io.IOException: it has 20 bytes, and 21 were stated");
    assertThat(members(whole(SendFile.archive(List.of(stale), MissingMember.NOTE))))
        .containsOnlyKeys("a.txt is missing.txt");
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatDoesNotOpenWhenItsTurnComes(MissingMember policy) throws IOException {
    SendFile archive =
        SendFile.archive(
            List.of(
                ArchiveEntry.of(SendFile.path(file)),
                ArchiveEntry.of("made.csv", SendFile.stream(() -> failing())),
                ArchiveEntry.of("last", SendFile.path(file))),
            policy);
    switch (policy) {
      case ABORT ->
          assertThatThrownBy(() -> whole(archive)).hasMessageContaining("member 2 of an archive");
      case SKIP -> assertThat(members(whole(archive))).containsOnlyKeys("a.txt", "last");
      case NOTE ->
          assertThat(members(whole(archive)))
              .containsOnlyKeys("a.txt", "made.csv is missing.txt", "last");
    }
  }

  private static InputStream failing() throws IOException {
    throw new IOException("the database is away");
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatBreaksHalfWayBreaksTheArchive(MissingMember policy) {
    InputStream breaking =
        new InputStream() {
          private int left = 10;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("the database went away");
            }
            return 'x';
          }
        };
    SendFile archive =
        SendFile.archive(List.of(ArchiveEntry.of("m", SendFile.stream(() -> breaking))), policy);
    assertThatThrownBy(() -> whole(archive)).hasMessageContaining("the database went away");
  }

  @Test
  void sizesBeyondEverythingAreRefused() {
    SendFile made = SendFile.stream(() -> failing());
    ArchiveEntry huge = ArchiveEntry.of("huge", made).size(Long.MAX_VALUE);
    assertThatThrownBy(() -> open(SendFile.archive(List.of(huge))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than 2^63");
  }
}
