package dev.handoff.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.handoff.core.paths.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: I1 I2 I5
final class FileRootTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}: says \"{1}\" and what to do: \"{2}\"")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relative/folder | is relative        | write it as an absolute path
          {here}/nothing  | is not there       | create the folder, or correct the path
          {here}/file     | is not a folder    | name the folder that holds the files
          {here}/closed   | may not be entered | give that user the right to search it
          """)
  void refusesARootThatCannotServe(String path, String found, String remedy) throws Exception {
    Files.writeString(folder.resolve("file"), "");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeThat(path.endsWith("closed") && Files.isExecutable(closed))
        .as("the superuser enters every folder")
        .isFalse();

    assertThatThrownBy(() -> FileRoot.at(Path.of(path.replace("{here}", folder.toString()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(found)
        .hasMessageContaining(remedy);
  }

  @Test
  void namesTheWorkingDirectoryForARelativeRoot() {
    assertThatThrownBy(() -> FileRoot.at(Path.of("srv/files")))
        .hasMessageContaining("working directory is " + Path.of("").toAbsolutePath())
        .hasMessageContaining(Path.of("srv/files").toAbsolutePath().toString());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain\\ud800.txt | an unpaired surrogate is not taken for a question mark
          ../plain?.txt    | a text is judged like octets
          """)
  void refusesTextsThatAreNoNames(String name, String why) throws Exception {
    Files.writeString(folder.resolve("plain?.txt"), "question mark");

    assertThat(FileRoot.at(folder).open(name.replace("\\ud800", "\ud800")))
        .isInstanceOf(Opening.Missing.class);
  }

  @Test
  void aFileReplacedWhileItIsOpenStaysWhatItWas() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    try (OpenFile open = opened("a.txt")) {
      Path next = Files.writeString(folder.resolve("next"), "a new one");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);

      assertThat(read(open.whole())).isEqualTo("old");
      assertThat(open.size()).isEqualTo(3);
    }
  }

  @Test
  void everyOpenOfAFileThatIsReplacedAllTheTimeIsOneWholeVersion() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), version(1));
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(() -> {
          for (int i = 2; !done.get(); i++) {
            replace(file, version(i % 9 + 1));
          }
        });
    writer.start();
    try {
      int found = 0;
      // A name that changes twice during one open may be given up.
      for (int i = 0; i < 300 || found < 30; i++) {
        if (FileRoot.at(folder).open("a.txt") instanceof Opening.Opened opened) {
          try (OpenFile open = opened.file()) {
            String content = read(open.whole());
            assertThat(content).isEqualTo(version(content.charAt(0) - '0'));
            found++;
          }
        }
      }
    } finally {
      done.set(true);
      writer.join();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          untouched | gone
          replaced  | the name leads to another file or version now
          changed   | the name leads to another file or version now
          deleted   | no such file
          """)
  void deletesOnlyTheFileThatWasOpened(String meanwhile, String outcome) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    try (OpenFile open = opened("a.txt")) {
      switch (meanwhile) {
        case "replaced" -> replace(file, "new");
        case "changed" -> Files.writeString(file, "longer");
        case "deleted" -> Files.delete(file);
        default -> assertThat(meanwhile).isEqualTo("untouched");
      }
      boolean there = Files.exists(file) && !meanwhile.equals("untouched");

      assertThat(FileRoot.at(folder).delete(Octets.utf8("a.txt"), open).orElse("gone"))
          .isEqualTo(outcome);
      assertThat(Files.exists(file)).isEqualTo(there);
    }
  }

  private OpenFile opened(String name) {
    return ((Opening.Opened) FileRoot.at(folder).open(name)).file();
  }

  private static String version(int number) {
    return String.valueOf(number).repeat(1_000 * number);
  }

  private void replace(Path file, String content) {
    try {
      Path next = Files.writeString(folder.resolve("next"), content);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(FileSlice slice) throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    slice.writeTo(Channels.newChannel(content));
    return content.toString(StandardCharsets.ISO_8859_1);
  }
}
