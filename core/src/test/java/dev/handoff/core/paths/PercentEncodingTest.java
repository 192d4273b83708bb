package dev.handoff.core.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: L5 L12

final class PercentEncodingTest {

  @ParameterizedTest(name = "{0} is written {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/b-1.2_3~.txt | /a/b-1.2_3~.txt     | unreserved characters and slashes stay
          /100%.pdf       | /100%25.pdf         | L12: a percent sign
          /what?.bin      | /what%3F.bin        | L12: a question mark would begin the query
          '/a b'          | /a%20b              | L12: a space, not a plus
          /a+b            | /a%2Bb              | a plus, which some would take for a space
          /x%41y          | /x%2541y            | L12: what looks encoded is encoded again
          /a#b            | /a%23b              | no fragment
          /a,b=c          | /a%2Cb%3Dc          | what separates in a redirect map
          /a\\b           | /a%5Cb              | a backslash
          /a;b            | /a%3Bb              | no parameters
          /naïve          | /na%C3%AFve         | L12: non-ASCII as UTF-8
          /a\tb           | /a%09b              | L5: a control
          """)
  void encodesPaths(String path, String encoded, String why) {
    Octets octets = Octets.utf8(path);

    assertThat(PercentEncoding.encodePath(octets)).isEqualTo(encoded);
    assertThat(PercentEncoding.decode(Octets.utf8(encoded))).isEqualTo(octets);
  }

  @ParameterizedTest(name = "{0} is malformed at {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %        | 0
          a%       | 1
          a%4      | 1
          a%4z     | 1
          a%z4     | 1
          %41%     | 3
          %%41     | 0
          a%20b%2G | 5
          """)
  void findsTheFirstMalformedEscape(String encoded, int offset) {
    assertThat(PercentEncoding.firstMalformed(Octets.utf8(encoded))).hasValue(offset);
    assertThatThrownBy(() -> PercentEncoding.decode(Octets.utf8(encoded)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("offset " + offset);
  }

  @ParameterizedTest(name = "{0} is in a log {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a%0d%0ab    | /a\\x0d\\x0ab   | L5: a line break forges no line
          /a%1b[31mb   | /a\\x1b[31mb    | L5: nor does a terminal change its colour
          /caf%C3%A9   | /caf\\xc3\\xa9  | octets above ASCII
          /a%5Cb       | /a\\x5cb        | a backslash, so that no two names look alike
          """)
  void decodedOctetsAreSafeInALog(String encoded, String shown, String why) {
    assertThat(PercentEncoding.decode(Octets.utf8(encoded))).hasToString(shown);
  }

  @ParameterizedTest(name = "{0} below {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          //s/a//b      | 1 | a//b   | empty segments in front do not count, behind they stay
          /./s/./a      | 1 | ./a    | nor do dots
          /%2E/s/a      | 1 | a      | nor encoded dots
          /s%2Fa        | 1 | a      | an encoded slash separates
          /s%2F%2Fa%20b | 1 | %2Fa%20b | and the rest stays as it is
          /s/..a        | 1 | ..a    | two dots in front of a name
          /.s/a         | 1 | a      | a name with a dot in front counts
          /s/.          | 1 | .      | a dot behind it is part of the rest
          /s            | 1 | ''     | nothing
          ''            | 0 | ''     | nothing of nothing
          a/b           | 0 | a/b    | without a leading slash nothing is cut
          """)
  void cutsSegmentsAndKeepsTheRest(String path, int segments, String below, String why) {
    assertThat(PercentEncoding.rawBelow(Octets.utf8(path), segments)).hasToString(below);
  }
}
