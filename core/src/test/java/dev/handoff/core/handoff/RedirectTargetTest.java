package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.handoff.HandoffTarget.AbsoluteUrl;
import dev.handoff.core.handoff.HandoffTarget.Broken;
import dev.handoff.core.handoff.HandoffTarget.InternalUri;
import dev.handoff.core.handoff.HandoffTarget.Unsafe;
import dev.handoff.core.paths.Latin1;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.RelativeName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves handoff-protocol: A5 C4-C16 C18

final class RedirectTargetTest {

  private static HandoffTarget parse(String value) {
    return HandoffTarget.parse(Latin1.octets(value));
  }

  @ParameterizedTest(name = "{0} names {1}, query {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /f/a.txt              | /f/a.txt          |                   | C4: a path
          /f/a?sig=a%2Bb%2F&x=1 | /f/a              | sig=a%2Bb%2F&x=1  | C4: the query octet for octet
          /f/a?b?c              | /f/a              | b?c               | C4: the first question mark counts
          /f/a?                 | /f/a              | ''                | C4: an empty query is one
          /f/a?x=%2             | /f/a              | x=%2              | C4: a query is not decoded
          /f/a%20b              | '/f/a b'          |                   | C5: decoded
          /f/a%2520b            | /f/a%20b          |                   | C5: once
          /f/%61%62             | /f/ab             |                   | C5: also where nothing needs it
          /f%2Fa                | /f/a              |                   | C5: an encoded slash as well
          /f/what%3F.bin        | /f/what?.bin      |                   | C6: a question mark in the name
          /f/100%25             | /f/100%           |                   | C7: a percent sign in the name
          /f/a+b                | /f/a+b            |                   | C8: a plus is a plus
          '/f/a b'              | '/f/a b'          |                   | C9: a raw space
          /f/na\u00c3\u00afve   | /f/na\u00c3\u00afve |                 | C9: raw UTF-8
          /f/na%C3%AFve         | /f/na\u00c3\u00afve |                 | C9: and encoded
          /f/na%EFve            | /f/na\u00efve     |                   | C9: a name that is no UTF-8
          /f/a#b                | /f/a#b            |                   | C10: part of the name
          /f/..a                | /f/..a            |                   | C11: only whole segments matter
          /f../a                | /f../a            |                   | C14: a name that ends in dots, not the parent
          //f//a.txt            | /f/a.txt          |                   | C15: merged, then matched
          /./f/./a.txt          | /f/a.txt          |                   | C15: without dots
          /f/%2e/a.txt          | /f/a.txt          |                   | C15: encoded dots too
          /f/a/                 | /f/a/             |                   | a folder stays one
          /f/a/.                | /f/a/             |                   | by its other name too
          /                     | /                 |                   | the root
          /f/a\\b               | /f/a\\b           |                   | C18: a backslash separates nothing
          """)
  void namesAnInternalUri(String value, String path, String query, String why) {
    assertThat(parse(value))
        .isEqualTo(
            new InternalUri(
                Latin1.octets(path),
                Latin1.octets(value.contains("?") ? value.substring(0, value.indexOf('?')) : value),
                Optional.ofNullable(query).map(Latin1::octets)));
  }

  @ParameterizedTest(name = "{0} is broken at {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | 0  | A5: an empty value
          /f/100%.txt          | 6  | C7: two digits are missing
          /f/a%4z              | 4  | C7: one is none
          /f/a%20%             | 7  | C7: the offset of the broken one
          /f/a%zz?x            | 4  | C7: before a query
          f/a.txt              | 0  | C16: no leading slash
          ./a.txt              | 0  | C16: relative
          '/f/a\u0001'         | 4  | a control character
          '/f/a\tb'            | 4  | a tab is one
          '/f/a\u007f'         | 4  | DEL is one
          '/f/a?b\u0001'       | 6  | in the query too
          @files               | 0  | a named location
          ftp://h/x            | 0  | C17: another scheme
          https:/h/x           | 0  | C17: not quite a URL
          https://             | 8  | C17: no host
          http:///x            | 7  | C17: an empty host
          https://u:p@h/x      | 11 | userinfo
          'https://h/a b'      | 11 | a raw space cannot go out
          https://h/a#b        | 11 | nor a fragment
          https://h/a\\b       | 11 | nor a backslash
          https://h/%zz        | 10 | C7: a malformed escape
          https://h\u00e9/     | 9  | a host that is not ASCII
          """)
  void isBroken(String value, int offset, String why) {
    assertThat(parse(value)).isInstanceOf(Broken.class);
    assertThat(((Broken) parse(value)).offset()).isEqualTo(offset);
  }

  @Test
  void aMalformedEscapeSaysHowAPercentSignIsWritten() {
    assertThat(((Broken) parse("/f/100%.txt")).reason()).contains("%25");
  }

  @ParameterizedTest(name = "{0} is unsafe ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /f/../a              | C11: a .. segment
          /..                  | C11: nothing else
          /f/..                | C11: at the end
          /f/..?x              | C11: before a query
          /f/%2e%2e/a          | C11: encoded
          /f/.%2E/a            | C11: half encoded
          /f%2f..%2fa          | C11: between encoded slashes
          /f/..\\a             | C11: before a backslash
          /f/..%5ca            | C11: before an encoded one
          '/f/a\u0000b'        | C12: NUL
          /f/a%00b             | C12: encoded NUL
          ?x=1                 | C13: nothing but a query
          https://h/a/../b     | a .. segment of a URL
          https://h/%2e%2e/b   | an encoded one
          https://h/a%00       | NUL in a URL
          """)
  void isUnsafe(String value, String why) {
    assertThat(parse(value)).isInstanceOf(Unsafe.class);
  }

  @ParameterizedTest(name = "{0} is at {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://cdn.example/a%2Fb?s=%2B | cdn.example    | /a%2Fb?s=%2B | true
          http://127.0.0.1:9000/b/k       | 127.0.0.1:9000 | /b/k         | false
          HTTPS://[::1]:8443/             | [::1]:8443     | /            | true
          http://h                        | h              | ''           | false
          http://h?q                      | h              | ?q           | false
          http://h/a//b/./c               | h              | /a//b/./c    | false
          """)
  void namesAUrlOctetForOctet(String value, String authority, String target, boolean https) {
    assertThat(parse(value))
        .isEqualTo(
            new AbsoluteUrl(
                Octets.utf8(value), https, Octets.utf8(authority), Octets.utf8(target)));
  }

  @ParameterizedTest(name = "{0} below {1}: file {2}, key {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /s/a%20b      | 1 | 'a b'   | a%20b    | decoded for a file, as written for a store
          //s//a//b     | 1 | a/b     | /a//b    | a store keeps doubled slashes
          /s%2Fa        | 1 | a       | a        | an encoded slash behind the location
          /s/t/u        | 2 | u       | u        | a location of two segments
          /s            | 1 | ''      | ''       | the location itself
          /s/           | 1 | ''      | ''       | with its slash
          /s/a/         | 1 | a/      | a/       | a folder
          """)
  void tellsWhatLiesBelowALocation(
      String value, int segments, String file, String key, String why) {
    InternalUri uri = (InternalUri) parse(value);

    assertThat(Latin1.text(uri.pathBelow(segments))).isEqualTo(file);
    assertThat(Latin1.text(uri.rawBelow(segments))).isEqualTo(key);
  }

  @ParameterizedTest(name = "{0} can go to a store but for {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /s/a%20b?x=y |
          /s/\u00e9    |
          '/s/a b'     | 4
          /s/a#b       | 4
          /s/a?b#c     | 6
          '/s/a?b c'   | 6
          /s/a"b       | 4
          /s/a?        |
          """)
  void tellsWhatCannotGoToAStore(String value, Integer offset) {
    assertThat(((InternalUri) parse(value)).firstIllegalForRemote())
        .isEqualTo(
            offset == null ? java.util.OptionalInt.empty() : java.util.OptionalInt.of(offset));
  }

  @Test
  void aBackslashIsNoNameOfALocalFile() {
    InternalUri uri = (InternalUri) parse("/f/a\\b");

    assertThat(RelativeName.parse(uri.pathBelow(1))).isInstanceOf(RelativeName.Refused.class);
  }
}
