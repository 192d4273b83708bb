package dev.handoff.gateway.deliver.file;

import static dev.handoff.gateway.deliver.file.StoreFixture.ACCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.CacheConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of a file are those of what was opened, as of now. */
// proves file-responses: C1 C2 C3 C5 C6 C7
final class FileFieldsTest {
  @TempDir private Path folder;

  private static String lines(ServedFile file) {
    return new String(file.readyFields().lines(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void saysLengthDateTagAndThatRangesWork() throws Exception {
    Path path = Files.writeString(folder.resolve("a.txt"), "content");
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2026-01-02T03:04:05.999999999Z")));
    try (StoreFixture store = StoreFixture.settled(CacheConfig.DEFAULT)) {
      ServedFile file = store.found(store.files().root(folder, ACCESS), "a.txt");

      assertThat(lines(file))
          .isEqualTo(
              "Content-Length: 7\r\n"
                  + "ETag: "
                  + file.validators().entityTag().orElseThrow()
                  + "\r\n"
                  + "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT\r\n"
                  + "Accept-Ranges: bytes\r\n");
      assertThat(file.readyFields()).as("made once").isSameAs(file.readyFields());
      file.release();
    }
  }

  @ParameterizedTest(name = "modified {0} s ago: weak {1}, dated {2}")
  @CsvSource({
    "3,     false, true",
    "1,     true,  true",
    "0,     true,  true",
    "-60,   false, false", // RFC 9110 §8.8.2.1: never later than Date
  })
  void theTagOfAYoungFileIsWeakUntilItHasSettled(int age, boolean weak, boolean dated)
      throws Exception {
    Path path = Files.writeString(folder.resolve("a.txt"), "content");
    try (StoreFixture store = StoreFixture.settled(CacheConfig.DEFAULT)) {
      Files.setLastModifiedTime(path, FileTime.from(store.now().minusSeconds(age)));
      ServedFile file = store.found(store.files().root(folder, ACCESS), "a.txt");

      assertThat(file.validators().entityTag().orElseThrow().weak()).isEqualTo(weak);
      assertThat(file.validators().lastModified().isPresent()).isEqualTo(dated);
      assertThat(lines(file).contains("ETag: W/\"")).isEqualTo(weak);
      assertThat(lines(file).contains("Last-Modified: ")).isEqualTo(dated);

      store.pass(Duration.ofSeconds(63));
      assertThat(file.validators().entityTag().orElseThrow().weak()).isFalse();
      assertThat(lines(file)).contains("ETag: \"", "Last-Modified: ");
      file.release();
    }
  }
}
