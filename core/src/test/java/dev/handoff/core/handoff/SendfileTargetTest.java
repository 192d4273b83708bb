package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.handoff.HandoffTarget.Broken;
import dev.handoff.core.handoff.HandoffTarget.FilePath;
import dev.handoff.core.handoff.HandoffTarget.Unsafe;
import dev.handoff.core.paths.Latin1;
import dev.handoff.core.paths.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SendfileTargetTest {

  private static HandoffTarget parse(String value) {
    return HandoffTarget.parseSendfile(Latin1.octets(value));
  }

  @ParameterizedTest(name = "{0} is the path {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /srv/f/a.txt           | /srv/f/a.txt            | a path
          /srv/f/100%.pdf        | /srv/f/100%.pdf         | a percent sign is a percent sign
          /srv/f/a%20b           | /srv/f/a%20b            | nothing is decoded
          /srv/f/a?b#c           | /srv/f/a?b#c            | there is no query
          '/srv/f/a b'           | '/srv/f/a b'            | a space
          /srv/f/na\u00c3\u00afve| /srv/f/na\u00c3\u00afve | UTF-8 as it is
          /srv/f/na\u00efve      | /srv/f/na\u00c3\u00afve | Latin-1 becomes UTF-8
          /srv/f/..a             | /srv/f/..a              | two dots in front of a name
          """)
  void namesAFile(String value, String path, String why) {
    assertThat(parse(value)).isEqualTo(new FilePath(Latin1.octets(path)));
  }

  @ParameterizedTest(name = "{0} is broken at {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''           | 0
          a.txt        | 0
          ./a.txt      | 0
          C:\\x        | 0
          '/a\tb'      | 2
          """)
  void isBroken(String value, int offset) {
    assertThat(parse(value)).isInstanceOf(Broken.class);
    assertThat(((Broken) parse(value)).offset()).isEqualTo(offset);
  }

  @ParameterizedTest(name = "{0} is unsafe")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /srv/f/../x
          /srv/f/..
          /srv/f/..\\x
          '/srv/f/a\u0000.txt'
          """)
  void isUnsafe(String value) {
    assertThat(parse(value)).isInstanceOf(Unsafe.class);
  }

  @ParameterizedTest(name = "{0} below {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /srv/f/a/b.txt   | /srv/f   | a/b.txt | below
          /srv/f/a.txt     | /srv/f/  | a.txt   | a final slash makes no difference
          /srv//f/./a.txt  | /srv/f   | a.txt   | nor do empty segments
          /a.txt           | /        | a.txt   | everything is below the root
          /srv/files/a.txt | /srv/f   |         | segments are compared, not letters
          /srv/f           | /srv/f   |         | the root itself
          /srv/f/          | /srv/f   |         | the root itself, with a slash
          /srv/F/a.txt     | /srv/f   |         | letters have a case
          /other/a.txt     | /srv/f   |         | elsewhere
          """)
  void tellsWhatLiesBelowARoot(String value, String root, String below, String why) {
    assertThat(((FilePath) parse(value)).below(Octets.utf8(root)).map(Latin1::text))
        .isEqualTo(java.util.Optional.ofNullable(below));
  }
}
