package dev.handoff.core.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of members: nothing that is unpacked leaves its folder, and nothing overwrites another. */
final class MemberNamesTest {

  @ParameterizedTest(name = "[{index}] {0} becomes {1} ({2})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a.txt                       | a.txt                  | a name
          2026/Bericht März.pdf       | 2026/Bericht März.pdf  | folders and umlauts stay
          日本語/😀 x.txt              | 日本語/😀 x.txt         | any script
          .hidden                     | .hidden                | a dot at the beginning is a name
          /etc/passwd                 | etc/passwd             | absolute
          ///x                        | x                      | absolute, more so
          ../../etc/passwd            | etc/passwd             | zip slip
          a/../../b                   | a/b                    | zip slip in the middle
          a/./b//c                    | a/b/c                  | nothing in between
          ..\\..\\windows\\x.dll      | windows/x.dll          | zip slip with the other slash
          C:\\Windows\\x.dll          | Windows/x.dll          | a drive
          c:/C:/x                     | x                      | a drive behind a drive
          C:x                         | C_x                    | a place on a drive
          \\\\server\\share\\x        | server/share/x         | another machine
          a:stream                    | a_stream               | an alternate data stream
          .. /x                       | x                      | Windows drops the blank
          .../x                       | x                      | only dots
          ..{200e}/x                  | x                      | dots and what nobody sees
          a{202e}fdp.exe              | afdp.exe               | reads as a.exe.pdf
          a{0}.txt                    | a_.txt                 | ends in C programs
          a{a}b                       | a_b                    | a line of its own in listings
          a{1b}[2J                    | a_[2J                  | clears the screen of unzip -l
          NUL                         | _NUL                   | a device
          x/con.txt                   | x/_con.txt             | a device with an extension
          a. /b                       | a/b                    | what Windows would cut off
          a?b*c<d>e                   | a_b_c_d_e              | what Windows has not
          a"b                         | a_b                    | nor this
          folder/                     | folder                 | a file has no slash at its end
          ..                          | download               | nothing left
          ``                          | download               | nothing
          """)
  void isCleaned(String given, String clean, String why) {
    String name = given == null ? "" : unescaped(given);
    assertThat(ArchiveEntry.of(name, SendFile.bytes(new byte[0])).name()).isEqualTo(clean);
  }

  private static String unescaped(String text) {
    return java.util.regex.Pattern.compile("\\{([0-9a-f]+)}")
        .matcher(text)
        .replaceAll(found ->
            java.util.regex.Matcher.quoteReplacement(
                Character.toString(Integer.parseInt(found.group(1), 16))));
  }

  @ParameterizedTest(name = "[{index}] {0} become {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.txt, b.txt          | a.txt, b.txt                    | nothing to do
          a.txt, a.txt, a.txt   | a.txt, a (2).txt, a (3).txt     | numbered in their order
          a.txt, A.TXT          | a.txt, A (2).TXT                | one file on Windows
          a (2), a, a           | a (2), a, a (3)                 | a number that is taken
          ä, a{308}             | ä, a{308} (2)                   | one file on a Mac
          x/a.txt, y/a.txt      | x/a.txt, y/a.txt                | other folders
          a, a/b                | a (2), a/b                      | a folder keeps its name
          a/b, a                | a/b, a (2)                      | wherever it comes
          ../a, /a              | a, a (2)                        | alike once they are clean
          x.tar/a.gz, x.tar     | x.tar/a.gz, x (2).tar           | the number before the extension
          .env, .env            | .env, .env (2)                  | no extension
          d.d/f, d.d/f          | d.d/f, d.d/f (2)                | a dot of the folder
          """)
  void twoAreNeverAlike(String given, String distinct, String why) {
    List<ArchiveEntry> entries =
        Arrays.stream(unescaped(given).split(", "))
            .map(name -> ArchiveEntry.of(name, SendFile.bytes(new byte[0])))
            .toList();
    assertThat(MemberNames.distinct(entries).stream().map(ArchiveEntry::name))
        .containsExactly(unescaped(distinct).split(", "));
  }

  @Test
  void foldersAreOncePerName() {
    SendFile file = SendFile.bytes(new byte[0]);
    assertThat(
            MemberNames.distinct(
                    List.of(
                        ArchiveEntry.folder("a/"),
                        ArchiveEntry.folder("A"),
                        ArchiveEntry.of("a", file),
                        ArchiveEntry.of("a/x", file)))
                .stream()
                .map(ArchiveEntry::name))
        .containsExactly("a/", "a (2)", "a/x");
  }

  @Test
  void manyOfOneNameTakeNoTime() {
    ArchiveEntry entry = ArchiveEntry.of("a".repeat(300) + ".txt", SendFile.bytes(new byte[0]));
    List<ArchiveEntry> distinct =
        MemberNames.distinct(java.util.Collections.nCopies(20_000, entry));
    assertThat(distinct.stream().map(ArchiveEntry::name).distinct()).hasSize(20_000);
  }

  @Test
  void aPathBeyondAllSystemsLosesItsFirstFolders() {
    String name = ArchiveEntry.of("ab/".repeat(5000) + "c", SendFile.bytes(new byte[0])).name();
    assertThat(name).hasSizeLessThanOrEqualTo(4096).startsWith("ab/").endsWith("/c");
  }
}
