package dev.handoff.files.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.send.ReopenableSource;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.SentFields;
import dev.handoff.files.LocalFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of one answer, whatever they come from and however they are read. */
// proves file-responses: I4 I9 I10 I11 I13 I15 F15 E25
final class PlannedBytesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final byte[] BYTES = bytes();

  @TempDir Path folder;

  private static byte[] bytes() {
    byte[] bytes = new byte[5000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }

  /** A stream that gives at most that many bytes a call, and says it has none available. */
  private static InputStream reluctant(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, most));
      }

      @Override
      public synchronized int available() {
        return 0;
      }
    };
  }

  private final List<Long> openedAt = new ArrayList<>();

  private SendFile reopenable(int length) {
    return SendFile.stream(
        new ReopenableSource() {
          @Override
          public long length() {
            return length;
          }

          @Override
          public InputStream openAt(long offset) {
            openedAt.add(offset);
            return reluctant(Arrays.copyOfRange(BYTES, (int) offset, BYTES.length), 7);
          }
        });
  }

  private byte[] sent(SendFile file, String range, int buffer) throws IOException {
    OpenSource.Result.Opened opened =
        (OpenSource.Result.Opened) OpenSource.open(file, LocalFiles.anywhere());
    try (OpenSource source = opened.source()) {
      PlannedBytes bytes = new PlannedBytes(plan(file, range, source), source);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] into = new byte[buffer + 3];
      for (int read = bytes.next(into, buffer); read >= 0; read = bytes.next(into, buffer)) {
        assertThat(read).isBetween(1, buffer);
        all.write(into, 0, read);
      }
      return all.toByteArray();
    }
  }

  private static ResponsePlan plan(SendFile file, String range, OpenSource source) {
    FieldLines lines =
        range.isEmpty() ? FieldLines.NONE : FieldLines.of(List.of(new Field("Range", range)));
    return FileResponse.decide(
        FileRequest.of("GET", lines),
        source.representation(file.options(), SentFields.of(file), NOW),
        NOW,
        RangeLimits.DEFAULT,
        () -> "XX");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 4096, 100_000})
  void wholesPartsAndSeveralPartsComeFromEverySource(int buffer) throws Exception {
    Path path = Files.write(folder.resolve("data.bin"), BYTES);
    for (SendFile file : List.of(SendFile.path(path), SendFile.bytes(BYTES), reopenable(5000))) {
      assertThat(sent(file, "", buffer)).isEqualTo(BYTES);
      assertThat(sent(file, "bytes=100-199", buffer))
          .isEqualTo(Arrays.copyOfRange(BYTES, 100, 200));
      byte[] several = sent(file, "bytes=0-9,4000-4009", buffer);
      String text = new String(several, java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(text).startsWith("--XX\r\n").endsWith("\r\n--XX--\r\n");
      assertThat(text).contains("Content-Range: bytes 4000-4009/5000\r\n\r\n");
    }
  }

  @Test
  void aSourceIsOpenedWhereAPartBeginsAndReadOn() throws Exception {
    sent(reopenable(5000), "bytes=0-9,4000-4009", 64);
    assertThat(openedAt).containsExactly(0L, 4000L);
  }

  @Test
  void aStreamThatSkipsNothingIsNotWaitedFor() throws Exception {
    SendFile lazy =
        SendFile.stream(
            new ReopenableSource() {
              @Override
              public long length() {
                return 5000;
              }

              @Override
              public InputStream openAt(long offset) {
                return new ByteArrayInputStream(BYTES, (int) offset, 5000) {
                  @Override
                  public synchronized long skip(long count) {
                    return 0;
                  }
                };
              }
            });
    assertThat(sent(lazy, "bytes=4000-4009", 64)).isEqualTo(Arrays.copyOfRange(BYTES, 4000, 4010));
    assertThat(sent(SendFile.stream(() -> lazyEnd()), "", 64)).isEqualTo(new byte[] {1, 2, 3});
  }

  private static InputStream lazyEnd() {
    return new ByteArrayInputStream(new byte[] {1, 2, 3}) {
      @Override
      public synchronized long skip(long count) {
        return 0;
      }
    };
  }

  @Test
  void aSourceThatHasMoreIsCutAndOneThatHasLessBreaks() throws Exception {
    assertThat(sent(reopenable(4000), "", 512)).isEqualTo(Arrays.copyOf(BYTES, 4000));
    assertThatThrownBy(() -> sent(reopenable(6000), "", 512))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("1000 bytes early");
  }

  @Test
  void whatIsGeneratedHasNoLengthAndNoRanges() throws Exception {
    SendFile generated = SendFile.stream(() -> reluctant(BYTES, 11));
    assertThat(sent(generated, "bytes=0-9", 512)).isEqualTo(BYTES);
  }

  @Test
  void whatIsGeneratedIsNotOpenedBeforeItIsRead() throws Exception {
    SendFile generated =
        SendFile.stream(() -> {
          throw new IOException("opened");
        });
    OpenSource.Result.Opened opened =
        (OpenSource.Result.Opened) OpenSource.open(generated, LocalFiles.anywhere());
    try (OpenSource source = opened.source()) {
      PlannedBytes bytes = new PlannedBytes(plan(generated, "", source), source);
      assertThatThrownBy(() -> bytes.next(new byte[8], 8)).hasMessage("opened");
    }
  }

  @Test
  void aFileThatGrowsIsSentAsItWas() throws Exception {
    Path path = Files.write(folder.resolve("data.bin"), BYTES);
    SendFile file = SendFile.path(path);
    OpenSource.Result.Opened opened =
        (OpenSource.Result.Opened) OpenSource.open(file, LocalFiles.anywhere());
    try (OpenSource source = opened.source()) {
      PlannedBytes bytes = new PlannedBytes(plan(file, "", source), source);
      Files.write(path, new byte[100], java.nio.file.StandardOpenOption.APPEND);
      byte[] into = new byte[10_000];
      assertThat(bytes.next(into, into.length)).isEqualTo(5000);
      assertThat(bytes.next(into, into.length)).isEqualTo(-1);
    }
  }
}
