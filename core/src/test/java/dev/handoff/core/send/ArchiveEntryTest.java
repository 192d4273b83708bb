package dev.handoff.core.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be said of a member, and what cannot. */
final class ArchiveEntryTest {
  private static final SendFile FILE = SendFile.path(Path.of("/srv/files/a.pdf"));
  private static final SendFile MADE = SendFile.stream(InputStream::nullInputStream);

  @Test
  void bytesInMemoryNeedNothingSaid() {
    ArchiveEntry entry =
        ArchiveEntry.of("a", SendFile.bytes("123456789".getBytes(StandardCharsets.US_ASCII)));
    assertThat(entry.size()).hasValue(9);
    assertThat(entry.crc32()).as("the check value of CRC-32").hasValue(0xcbf43926L);
    assertThat(ArchiveEntry.of("a", MADE).size()).isEmpty();
  }

  @Test
  void theNameAndTheTimeCanBeTheFilesOwn() {
    Instant time = Instant.parse("2026-03-01T10:20:30Z");
    assertThat(ArchiveEntry.of(FILE).name()).isEqualTo("a.pdf");
    assertThat(ArchiveEntry.of(FILE.lastModified(time)).modified()).contains(time);
    assertThatThrownBy(() -> ArchiveEntry.of(MADE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("say of(\"name.pdf\", file)");
  }

  @Test
  void whatWouldBeLostIsRefused() {
    assertThatThrownBy(() -> ArchiveEntry.of(FILE.deleteAfter()))
        .hasMessageContaining("only a file that is sent alone");
    assertThatThrownBy(
            () -> ArchiveEntry.of(SendFile.remote(URI.create("https://store.example/a.pdf"))))
        .hasMessageContaining("give what you fetched as a stream");
    assertThatThrownBy(() -> ArchiveEntry.of(FILE.limitRate(1000)))
        .hasMessageContaining("limit the rate of the archive");
    assertThatThrownBy(() -> SendFile.archive(List.of(ArchiveEntry.of(FILE))).deleteAfter())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    ArchiveEntry entry = ArchiveEntry.of(FILE);
    assertThatThrownBy(() -> entry.size(-1)).hasMessageContaining("not negative");
    assertThatThrownBy(() -> entry.crc32(-559038737)).hasMessageContaining("crc & 0xFFFFFFFFL");
    assertThatThrownBy(() -> entry.crc32(1L << 32)).hasMessageContaining("0xFFFFFFFF");
  }

  @Test
  void anArchiveIsAZipWithoutAName() {
    SendFile archive = SendFile.archive(List.of(ArchiveEntry.of(FILE)));
    assertThat(archive.options().contentType()).contains("application/zip");
    assertThatThrownBy(archive::attachment).isInstanceOf(IllegalStateException.class);
    assertThat(archive.toString()).doesNotContain("/srv");
    assertThat(ArchiveEntry.of(FILE).toString()).doesNotContain("/srv");
  }
}
