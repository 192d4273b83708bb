package dev.handoff.core.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: L1-L4

final class UriPathTest {

  private static UriPath of(String path) {
    byte[] around = ("GET " + path + "?q").getBytes(StandardCharsets.ISO_8859_1);
    return UriPath.of(around, 4, around.length - 2);
  }

  private static boolean isPlain(String path) {
    byte[] octets = path.getBytes(StandardCharsets.ISO_8859_1);
    return UriPath.isPlain(octets, 0, octets.length);
  }

  @ParameterizedTest(name = "{0} is plain at first sight")
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/a/b.txt",
        "/.well-known/x",
        "/..a",
        "/...",
        "/a/...b/c",
        "/a.",
        "/a..",
        "/a:b@c,d=e&f!$'()*+~-_",
        "/a|b{c}^d`\"<>"
      })
  void plain(String path) {
    assertThat(isPlain(path)).isTrue();
    assertThat(of(path)).isEqualTo(new UriPath.Plain(Latin1.octets(path)));
  }

  @ParameterizedTest(name = "{0} needs a second look")
  @ValueSource(
      strings = {
        "", "a", "/a//b", "//", "/.", "/..", "/./a", "/../a", "/a/.", "/a/..", "/a/./b", "/%61",
        "/a;b", "/a\\b", "/é", "/a b", "/a#b", "/\u0000", "/\u007f"
      })
  void notPlainAtFirstSight(String path) {
    assertThat(isPlain(path)).isFalse();
  }

  @ParameterizedTest(name = "{0}: read as {1}, at most as {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /%61pi/x          | /api/x         | /api/x   | an escape that needs none
          /a%20b            | '/a b'         | '/a b'   | a space
          /a%2Fb            | /a%2Fb         | /a/b     | L1: an encoded slash keeps its segment for the plain reading
          /a%2fb            | /a%2fb         | /a/b     | lower case stays as it came
          /a%5Cb            | /a%5Cb         | /a/b     | L1: some take a backslash for a slash
          /a\\b             | /a\\b          | /a/b     | L1: so does a raw one
          /a//b             | /a//b          | /a/b     | an empty segment
          //a               | //a            | /a       | a doubled slash at the start
          /a/./b            | /a/./b         | /a/b     | a . segment
          /a/.              | /a/.           | /a/      | . names a folder
          /%2e/a            | /./a           | /a       | an encoded . segment
          /a/../b           | /a/../b        | /b       | L1: a .. segment resolved within the root
          /a/b/..           | /a/b/..        | /a/      | L1: .. at the end names a folder
          /a/..             | /a/..          | /        | L1: up to the root, not beyond
          /a;v=1/b          | /a;v=1/b       | /a/b     | parameters are cut
          /a%3Bv/b          | /a;v/b         | /a/b     | encoded ones too
          /;x/a             | /;x/a          | /a       | a segment of nothing but parameters
          /.;x/a            | /.;x/a         | /a       | a . segment with parameters
          /a;               | /a;            | /a       | an empty parameter
          /%252e%252e/a     | /%2e%2e/a      | /%2e%2e/a | L2: decoded exactly once, a literal name
          /100%25           | /100%          | /100%    | a percent sign
          /caf%E9           | /caf\u00e9     | /caf\u00e9 | L4: Latin-1 is no UTF-8, but some apps live with it
          /caf%C3%A9        | /caf\u00c3\u00a9 | /caf\u00c3\u00a9 | UTF-8
          """)
  void hasTwoReadings(String path, String forRouting, String fully, String why) {
    UriPath verdict = of(path);

    assertThat(verdict).isInstanceOf(UriPath.Normalised.class);
    UriPath.Normalised normalised = (UriPath.Normalised) verdict;
    assertThat(Latin1.text(normalised.raw())).isEqualTo(path);
    assertThat(Latin1.text(normalised.forRouting())).isEqualTo(forRouting);
    assertThat(Latin1.text(normalised.fullyNormalised())).isEqualTo(fully);
  }

  @ParameterizedTest(name = "{0}: plain after all ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /caf\u00c3\u00a9 | raw UTF-8 reads alike everywhere
          /caf\u00e9       | so does raw Latin-1: nobody resolves anything
          """)
  void plainAfterAll(String path, String why) {
    assertThat(of(path)).isEqualTo(new UriPath.Plain(Latin1.octets(path)));
  }

  @ParameterizedTest(name = "{0}: refused ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | an empty path
          a                | no slash in front
          *                | the asterisk of OPTIONS is no path
          /../x            | L1: above the root
          /a/../../x       | L1: above the root on the way
          /..              | L1: above the root at the end
          /a/%2e%2e/x      | L1: an encoded .. segment
          /a/.%2e/x        | L1: a half-encoded one
          /a/%2E./x        | L1: the other half
          /a/..%2fx        | L1: behind an encoded slash
          /a/..%5cx        | L1: behind an encoded backslash
          /a/..\\x         | L1: behind a backslash
          /a/..;/x         | L1: hidden in parameters
          /a/..;v=1/x      | L1: hidden in parameters with a value
          /a/%2e%2e%2fx    | L1: all of it encoded
          /a//../x         | L1: merge first or resolve first? programs disagree
          /a/b;c/../x      | L1: dots beside parameters
          /a/b%2fc/../x    | L1: dots beside an encoded slash
          /%00             | L3: NUL
          /a%00.txt        | L3: NUL inside of a name
          /%               | L4: an escape cut off
          /%4              | L4: an escape cut off after a digit
          /%zz             | L4: no digits
          /%u0041          | L4: an escape nobody standardised
          /%c0%ae%c0%ae/x  | L4: overlong dots
          /%c0%af          | L4: an overlong slash
          /%e0%80%af       | L4: an overlong slash in three octets
          /%f0%80%80%af    | L4: an overlong slash in four
          '/a b'           | a raw space cannot come from a request line
          '/a\u0000'         | L3: a raw NUL
          '/a\u0001'         | a raw control
          '/a\u007f'         | DEL
          /a#b             | a fragment has no place in a target
          """)
  void refuses(String path, String why) {
    UriPath verdict = of(path);

    assertThat(verdict).isInstanceOf(UriPath.Refused.class);
    assertThat(((UriPath.Refused) verdict).status()).isEqualTo(400);
    assertThat(((UriPath.Refused) verdict).reason()).isNotBlank();
  }

  @ParameterizedTest(name = "{0} below {1} segments: {2}, decoded {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /s/a%20b.txt  | 1 | a%20b.txt | 'a b.txt' | the rest as it came
          /s/a.txt      | 0 | s/a.txt   | s/a.txt   | nothing but the leading slash goes
          /s/a.txt      | 2 | ''        | ''        | nothing is left
          /s            | 1 | ''        | ''        | the prefix without its slash
          /s/           | 1 | ''        | ''        | the prefix itself
          /s//a.txt     | 1 | /a.txt    | /a.txt    | an empty segment behind the prefix stays
          /a/b/c/d      | 2 | c/d       | c/d       | two segments
          /s/%2Fa       | 1 | %2Fa      | /a        | an encoded slash behind the prefix
          /%73/a        | 1 | a         | a         | an escape inside of the prefix
          """)
  void tellsWhatLiesBelow(String path, int segments, String raw, String decoded, String why) {
    UriPath.Accepted accepted = (UriPath.Accepted) of(path);

    assertThat(Latin1.text(accepted.rawBelow(segments))).isEqualTo(raw);
    assertThat(Latin1.text(accepted.decodedBelow(segments))).isEqualTo(decoded);
  }
}
