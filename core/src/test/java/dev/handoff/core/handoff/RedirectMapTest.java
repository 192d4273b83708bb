package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handoff.core.handoff.RedirectMap.Entry;
import dev.handoff.core.handoff.RedirectMap.Unusable;
import dev.handoff.core.paths.Octets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: L12 L14

final class RedirectMapTest {

  @ParameterizedTest(name = "{0} maps {1} to {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /srv/f/=/_f/            | /srv/f/a.txt        | /_f/a.txt           | a prefix and its base
          /srv/f=/_f              | /srv/f/a.txt        | /_f/a.txt           | missing final slashes are added
          /srv/f/                 | /srv/f/a.txt        | /srv/f/a.txt        | a prefix alone maps to itself
          /a/=/x/,/b/=/y/         | /b/c                | /y/c                | the second entry
          /a/=/x/,/a/b/=/y/       | /a/b/c              | /x/b/c              | the first match wins
          /a/b/=/y/,/a/=/x/       | /a/b/c              | /y/c                | in the order of the map
          ' /a/=/x/ , /b/=/y/ '   | /b/c                | /y/c                | spaces around entries
          /=/all/                 | /b/c                | /all/b/c            | everything
          /srv/f/=/               | /srv/f/a            | /a                  | to the root
          /srv/f/=/_f/            | /srv/files/a        |                     | L14: elements are compared, not letters
          /srv/f/=/_f/            | /SRV/f/a            |                     | L14: letters have a case
          /s.v/=/_f/              | /srv/a              |                     | L14: no patterns
          /srv/f/=/_f/            | /other/a            |                     | no match passes through
          /srv/f/=/_f/            | /srv/f              |                     | the folder itself is no file
          /srv/f/=/_f/            | /srv/f/             |                     | nor with its slash
          /srv/f/=/_f/            | /srv//f/./a         | /_f/a               | empty and dot segments
          /srv/f/=/_f/            | /srv/f/../g         |                     | no way up
          /srv/f/=/_f/            | srv/f/a             |                     | no relative path
          /srv/f/=/_f/            | /srv/f/100% é?.txt  | /_f/100%25%20%C3%A9%3F.txt | L12: encoded once
          /srv/f/=/_f/            | /srv/f/a%20b        | /_f/a%2520b         | L12: what looks encoded too
          /srv/f/=/_f/            | /srv/f/a+b          | /_f/a%2Bb           | a plus
          /a%2Cb%3D/=/x%25y/      | '/a,b=/c'           | /x%25y/c            | both sides are decoded once
          /a%20b/=/x/             | '/a b/c'            | /x/c                | an encoded space
          '/a b/=/x/'             | '/a b/c'            | /x/c                | a raw one
          /données/=/_é/          | /données/a          | /_%C3%A9/a          | raw non-ASCII
          /donn%C3%A9es/=/_%c3%a9/| /données/a          | /_%C3%A9/a          | and encoded
          ''                      | /a                  |                     | an empty map
          """)
  void maps(String map, String file, String uri, String why) {
    assertThat(RedirectMap.parse(map).map(Octets.utf8(file))).isEqualTo(Optional.ofNullable(uri));
  }

  @ParameterizedTest(name = "{0}: entry {1}, offset {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          srv/f/=/_f/        | 1 | 0  | slash
          /a/=/x/,b/         | 2 | 8  | slash
          /a/=x/             | 1 | 4  | slash
          /a/=               | 1 | 4  | slash
          /a/,,/b/           | 2 | 4  | empty
          /a/,               | 2 | 4  | empty
          '/a/,  '           | 2 | 4  | empty
          /a/=/x/=/y/        | 1 | 7  | %3D
          /100%/=/x/         | 1 | 4  | %25
          /a/=/x/,/b/=/100%z | 2 | 16 | %25
          /é%/=/x/           | 1 | 2  | %25
          /a/../b/           | 1 | 0  | ..
          /a/%2e%2e/         | 1 | 0  | ..
          /a/./b/            | 1 | 0  | .
          /a//b/             | 1 | 0  | empty
          /a%00/             | 1 | 0  | control
          /a%0A/             | 1 | 0  | control
          /%FF/=/x/          | 1 | 0  | UTF-8
          /a/=/x/,/a/=/y/    | 2 | 8  | entry 1
          /a/=/x/,' /a=/y/'  | 2 | 8  | slash
          /a/, /a            | 2 | 5  | entry 1
          """)
  void refusesToStart(String map, int entry, int offset, String reason) {
    Unusable unusable = catchThrowableOfType(Unusable.class, () -> RedirectMap.parse(map));

    assertThat(unusable.entry()).isEqualTo(entry);
    assertThat(unusable.offset()).isEqualTo(offset);
    assertThat(unusable)
        .hasMessageContaining("entry " + entry)
        .hasMessageContaining("offset " + offset)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest(name = "{0} is announced as {1} and {2}, without {3} entries")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /srv/f=/_f          | /srv/f/=/_f/              | /srv/f/=/_f/          | 0
          /a,/b=/x            | /a/=/a/,/b/=/x/           | /a/=/a/,/b/=/x/       | 0
          '/a b/=/x/'         | /a%20b/=/x/               | '/a b/=/x/'           | 0
          /100%25/=/x/        | /100%25/=/x/              | /100%/=/x/            | 0
          /a%2Cb/=/x/,/c/     | /a%2Cb/=/x/,/c/=/c/       | /c/=/c/               | 1
          /a/=/x%3D/          | /a/=/x%3D/                | ''                    | 1
          /é/=/x/             | /%C3%A9/=/x/              | ''                    | 1
          ''                  | ''                        | ''                    | 0
          """)
  void isAnnouncedInBothForms(String map, String ascii, String accel, int leftOut) {
    RedirectMap parsed = RedirectMap.parse(map);

    assertThat(parsed.toAscii()).isEqualTo(ascii);
    assertThat(RedirectMap.parse(ascii)).isEqualTo(parsed).hasSameHashCodeAs(parsed);
    assertThat(parsed.toAccelMapping().value()).isEqualTo(accel);
    assertThat(parsed.toAccelMapping().leftOut()).hasSize(leftOut);
  }

  @Test
  void isMadeOfEntries() {
    Entry entry = new Entry(Octets.utf8("/srv/f/"), Octets.utf8("/_f/"));

    assertThat(RedirectMap.of(List.of(entry))).isEqualTo(RedirectMap.parse("/srv/f/=/_f/"));
    assertThatThrownBy(() -> RedirectMap.of(List.of(entry, entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/srv/f/");
    assertThatThrownBy(() -> new Entry(Octets.utf8("/srv/f"), Octets.utf8("/_f/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("final slash");
    assertThatThrownBy(() -> new Entry(Octets.utf8("srv/"), Octets.utf8("/_f/")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnpairedSurrogateIsNoPath() {
    assertThatThrownBy(() -> RedirectMap.parse("/\ud800/")).isInstanceOf(Unusable.class);
  }
}
