package dev.handoff.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.handoff.core.send.DiskFile;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an app may send: names of anybody below a root, paths of its own, and bounds around both.
 */
// proves file-responses: I8 L1 L2 L3 L6 L7 L8 H13
final class LocalFilesTest {
  @TempDir Path folder;
  private FileRoot root;

  @BeforeEach
  void files() throws Exception {
    Files.createDirectories(folder.resolve("root/sub"));
    Files.writeString(folder.resolve("root/a.txt"), "a");
    Files.writeString(folder.resolve("root/sub/b%41 ü.txt"), "bb");
    Files.writeString(folder.resolve("root/.hidden"), "h");
    Files.writeString(folder.resolve("outside.txt"), "o");
    Files.createSymbolicLink(folder.resolve("root/out"), folder.resolve("outside.txt"));
    Files.createSymbolicLink(folder.resolve("root/in"), folder.resolve("root/a.txt"));
    root = FileRoot.at(folder.resolve("root"));
  }

  private static DiskFile disk(SendFile file) {
    return ((Source.OnDisk) file.source()).file();
  }

  private static boolean opens(LocalFiles files, SendFile file) throws Exception {
    if (files.open(disk(file)) instanceof Opening.Opened opened) {
      opened.file().close();
      return true;
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "sub/b%41 ü.txt", "./a.txt", "in"})
  void namesBelowARootAreFound(String name) throws Exception {
    SendFile file = root.file(name);
    assertThat(opens(LocalFiles.anywhere(), file)).isTrue();
    assertThat(disk(file).path().orElseThrow()).isAbsolute().exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.txt",
        "../outside.txt",
        "sub/../../outside.txt",
        "sub/../a.txt",
        "/etc/passwd",
        "sub",
        "a.txt/",
        "",
        ".hidden",
        "out",
        "a\0.txt",
        "..\\outside.txt",
        "\ud800.txt",
        "a.txt/b"
      })
  void everythingElseIsMissing(String name) throws Exception {
    assertThat(opens(LocalFiles.anywhere(), root.file(name))).isFalse();
    assertThat(opens(LocalFiles.below(List.of(root)), root.file(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing.txt", "../outside.txt", "/etc/passwd", "", ".hidden", "a\0.txt"})
  void whatIsMissingIsNoMistakeOfWhoeverNamesIt(String name) throws Exception {
    SendFile saved = root.file(name).attachment();
    assertThat(opens(LocalFiles.anywhere(), saved)).isFalse();
    assertThat(opens(LocalFiles.anywhere(), root.file(name).inline())).isFalse();
  }

  @Test
  void pathsOfTheAppAreOpenedWhereverTheyLie() throws Exception {
    LocalFiles anywhere = LocalFiles.anywhere();
    assertThat(opens(anywhere, SendFile.path(folder.resolve("outside.txt")))).isTrue();
    assertThat(opens(anywhere, SendFile.path(folder.resolve("root/.hidden")))).isTrue();
    assertThat(opens(anywhere, SendFile.path(folder.resolve("root/out")))).isTrue();
    assertThat(opens(anywhere, SendFile.path(folder))).isFalse();
    assertThat(opens(anywhere, SendFile.path(folder.resolve("nothing")))).isFalse();
    Path device = Path.of("/dev/zero");
    assertThat(opens(anywhere, SendFile.path(device))).isFalse();
  }

  @Test
  void boundsHoldForBoth() throws Exception {
    LocalFiles bounded = LocalFiles.below(List.of(root));
    assertThat(opens(bounded, SendFile.path(folder.resolve("root/a.txt")))).isTrue();
    assertThat(opens(bounded, root.file("sub/b%41 ü.txt"))).isTrue();
    assertThat(opens(bounded, SendFile.path(folder.resolve("outside.txt")))).isFalse();
    assertThat(opens(bounded, SendFile.path(folder.resolve("root/out")))).isFalse();
    assertThat(opens(bounded, SendFile.path(folder.resolve("root/.hidden")))).isFalse();
    FileRoot other = FileRoot.at(folder);
    assertThat(opens(bounded, other.file("outside.txt"))).isFalse();
    Files.createDirectory(folder.resolve("root2"));
    Files.writeString(folder.resolve("root2/a.txt"), "no");
    assertThat(opens(bounded, SendFile.path(folder.resolve("root2/a.txt")))).isFalse();
  }

  @Test
  void onlyTheFileThatWasOpenedIsDeleted() throws Exception {
    assumeTrue(Files.isRegularFile(folder.resolve("outside.txt")));
    LocalFiles files = LocalFiles.anywhere();
    SendFile file = SendFile.path(folder.resolve("outside.txt"));
    Opening.Opened first = (Opening.Opened) files.open(disk(file));
    try (OpenFile opened = first.file()) {
      Files.delete(folder.resolve("outside.txt"));
      Files.writeString(folder.resolve("outside.txt"), "another");
      assertThat(files.delete(disk(file), opened)).isPresent();
    }
    assertThat(folder.resolve("outside.txt")).exists();
    Opening.Opened second = (Opening.Opened) files.open(disk(file));
    try (OpenFile opened = second.file()) {
      assertThat(files.delete(disk(file), opened)).isEmpty();
    }
    assertThat(folder.resolve("outside.txt")).doesNotExist();
  }
}
