package dev.handoff.core.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: L1 L2 L3 L9

final class RelativeNameTest {

  private static RelativeName.Parsed parse(String decoded) {
    return RelativeName.parse(Latin1.octets(decoded));
  }

  @ParameterizedTest(name = "{0} is the {1} {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.txt          | File   | a.txt          | one segment
          a/b/c.txt      | File   | a/b/c.txt      | three
          /a.txt         | File   | a.txt          | a leading slash does not count
          a//b           | File   | a/b            | C15: an empty segment does not count
          a/./b          | File   | a/b            | C15: nor does a dot
          ./a            | File   | a              | C15: nor in front
          a/             | Folder | a              | a final slash names a folder
          a/.            | Folder | a              | so does a final dot
          a//            | Folder | a              | two of them as well
          ''             | Folder | ''             | the root
          /              | Folder | ''             | the root again
          .              | Folder | ''             | the root by its other name
          %2e%2e         | File   | %2e%2e         | L2: decoded already, a literal name
          a%             | File   | a%             | a percent sign is a percent sign
          ...            | Refused| ''             | L9: ends in a dot
          a..b           | File   | a..b           | two dots inside of a name
          ..a            | File   | ..a            | two dots in front of one
          10:30.log      | File   | 10:30.log      | a colon is common in names
          a              | File   | a              | one letter is no drive
          a:             | Refused| ''             | L9: but with a colon it is
          ab:            | File   | ab:            | two letters are none
          aux.c          | File   | aux.c          | with an extension a file everywhere
          COM10          | File   | COM10          | no device
          console        | File   | console        | begins like one
          naïve          | File   | naïve          | any octet above ASCII
          ' '            | File   | ' '            | a space is a name
          """)
  void reads(String decoded, String kind, String name, String why) {
    RelativeName.Parsed parsed = parse(decoded);

    assertThat(parsed.getClass().getSimpleName()).isEqualTo(kind);
    if (parsed instanceof RelativeName.File file) {
      assertThat(Latin1.text(file.name().octets())).isEqualTo(name);
    }
    if (parsed instanceof RelativeName.Folder folder) {
      assertThat(Latin1.text(folder.name().octets())).isEqualTo(name);
    }
  }

  @ParameterizedTest(name = "{0} is refused: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ..             | a .. segment               | L1: up
          ../x           | a .. segment               | L1: up and out
          a/../b         | a .. segment               | L1: also where it would stay inside
          a/..           | a .. segment               | L1: at the end
          ..\\x          | a backslash in a name      | L1: with the other separator
          a\\b           | a backslash in a name      | L9: a path on Windows
          \\\\srv\\share | a backslash in a name      | L9: a UNC path
          'a\u0000.txt'   | NUL in a name              | L3: the rest would be cut off
          C:             | a drive letter             | L9: a drive
          c:x            | a drive letter             | L9: relative to a drive
          a/C:/x         | a drive letter             | L9: a drive on the way
          a.txt::$DATA   | a stream of a file         | L9: the same octets by another name
          a.txt:$data    | a stream of a file         | L9: a stream by its type
          a:b:$DATA      | a drive letter             | L9: a drive comes first
          ab:c:$DATA     | a stream of a file         | L9: a named stream
          NUL            | the name of a device       | L9: a device
          nul            | the name of a device       | L9: in any case
          a/con/b        | the name of a device       | L9: on the way
          COM1           | the name of a device       | L9: a port
          lpt9           | the name of a device       | L9: another
          CONOUT$        | the name of a device       | L9: the console
          a.             | a name that ends in a dot  | L9: Windows drops the dot
          a./b           | a name that ends in a dot  | L9: on the way
          """)
  void refuses(String decoded, String reason, String why) {
    assertThat(parse(decoded)).isEqualTo(new RelativeName.Refused(reason));
  }

  @ParameterizedTest(name = "{0}: hidden {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/b.txt   | false
          .a        | true
          .git/HEAD | true
          a/.b/c    | true
          a/./b     | false
          a.b       | false
          """)
  void tellsHiddenNames(String decoded, boolean hidden) {
    assertThat(((RelativeName.File) parse(decoded)).name().hidden()).isEqualTo(hidden);
  }

  @Test
  void hasItsSegmentsAndItsLastOne() {
    RelativeName name = ((RelativeName.File) parse("a//b/./c.txt")).name();

    assertThat(name.segments())
        .containsExactly(Octets.utf8("a"), Octets.utf8("b"), Octets.utf8("c.txt"));
    assertThat(name.last()).isEqualTo(Octets.utf8("c.txt"));
    assertThat(name).isEqualTo(((RelativeName.File) parse("a/b/c.txt")).name());
    assertThat(name).hasSameHashCodeAs(((RelativeName.File) parse("a/b/c.txt")).name());
    assertThat(name).hasToString("a/b/c.txt");
  }

  @Test
  void aFolderNamesItsFiles() {
    Octets index = Octets.utf8("index.html");
    RelativeName root = ((RelativeName.Folder) parse("")).name();
    RelativeName folder = ((RelativeName.Folder) parse("a/b/")).name();

    assertThat(root.child(index)).hasToString("index.html");
    assertThat(folder.child(index)).hasToString("a/b/index.html");
    assertThat(folder.child(index).segments()).hasSize(3);
    assertThat(root.last()).isEqualTo(Octets.EMPTY);
  }

  @ParameterizedTest(name = "{0} is no file in a folder")
  @ValueSource(strings = {"", "..", "a/b", "a/", "."})
  void aFolderRefusesOtherNames(String child) {
    RelativeName root = ((RelativeName.Folder) parse("")).name();

    assertThatThrownBy(() -> root.child(Octets.utf8(child)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
