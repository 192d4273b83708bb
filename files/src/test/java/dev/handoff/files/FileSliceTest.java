package dev.handoff.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: E23 I3 I4 I9 I12
@Timeout(30) // a file that ends early must not be waited for
final class FileSliceTest {
  @TempDir private Path folder;

  /** Takes few octets at a time, as a socket with a full buffer does. */
  private static final class Narrow implements WritableByteChannel {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int width;

    Narrow(int width) {
      this.width = width;
    }

    @Override
    public int write(ByteBuffer source) {
      int count = Math.min(width, source.remaining());
      for (int i = 0; i < count; i++) {
        taken.write(source.get());
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest(name = "{0} octets from {1} are \"{2}\", {3} at a time")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 | 0 | 0123456789 | 100
          10 | 0 | 0123456789 |   1
           3 | 4 | 456        |   2
           1 | 9 | 9          |   1
           0 | 5 | ''         |   1
           0 | 10 | ''        |   1
          """)
  void writesExactlyItsOctets(long length, long first, String octets, int width) throws Exception {
    try (OpenFile file = file("0123456789")) {
      Narrow target = new Narrow(width);
      file.slice(first, length).writeTo(target);
      assertThat(target.taken.toString(StandardCharsets.US_ASCII)).isEqualTo(octets);
    }
  }

  @ParameterizedTest(name = "[{0}, +{1}) of 10 octets is refused")
  @CsvSource({"-1,1", "0,-1", "0,11", "10,1", "11,0", "5,9223372036854775807"})
  void liesWithinTheFile(long first, long length) throws Exception {
    try (OpenFile file = file("0123456789")) {
      assertThatThrownBy(() -> file.slice(first, length))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aFileThatGrewGivesWhatWasAnnounced() throws Exception {
    try (OpenFile file = file("0123456789")) {
      Files.writeString(folder.resolve("file"), "more", StandardOpenOption.APPEND);
      Narrow target = new Narrow(100);
      file.whole().writeTo(target);
      assertThat(target.taken.size()).isEqualTo(10);
    }
  }

  @Test
  void aFileThatShrankEndsInAnError() throws Exception {
    try (OpenFile file = file("0123456789")) {
      try (FileChannel other = FileChannel.open(folder.resolve("file"), StandardOpenOption.WRITE)) {
        other.truncate(4);
      }
      Narrow target = new Narrow(3);
      assertThatThrownBy(() -> file.whole().writeTo(target))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("4 of 10");
      assertThat(target.taken.toString(StandardCharsets.US_ASCII)).isEqualTo("0123");
    }
  }

  @Test
  void offsetsBeyondFourGibibytesAreNoTrouble() throws Exception {
    long far = (1L << 32) + 5;
    try (FileChannel sparse =
        FileChannel.open(
            folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      sparse.write(ByteBuffer.wrap("end".getBytes(StandardCharsets.US_ASCII)), far);
    }
    try (OpenFile file = open()) {
      assertThat(file.size()).isEqualTo(far + 3);
      Narrow target = new Narrow(100);
      file.slice(far - 2, 5).writeTo(target);
      assertThat(target.taken.toString(StandardCharsets.US_ASCII)).isEqualTo("\0\0end");
    }
  }

  private OpenFile file(String content) throws IOException {
    Files.writeString(folder.resolve("file"), content);
    return open();
  }

  private OpenFile open() {
    return ((Opening.Opened) FileRoot.at(folder).open("file")).file();
  }
}
