package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads that are refused before anything is routed: the app never hears of them. */
// proves file-responses: L5
final class RefusedHeadTest extends Hostile {

  @ParameterizedTest(name = "{0} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # section | request | status | why
          # The request line
          3     | GET  /f HTTP/1.1⏎Host: a⏎⏎                               | 400     | two spaces
          3     | GET /f  HTTP/1.1⏎Host: a⏎⏎                               | 400     | two spaces before the version
          3     | GET⇥/f⇥HTTP/1.1⏎Host: a⏎⏎                                | 400     | tabs
          3     | ␠GET /f HTTP/1.1⏎Host: a⏎⏎                               | 400     | a space in front
          3     | GET /f HTTP/1.1␠⏎Host: a⏎⏎                               | 400     | a space at the end
          3     | GET /f x HTTP/1.1⏎Host: a⏎⏎                              | 400     | a space in the target
          3     | GET HTTP/1.1⏎Host: a⏎⏎                                   | 400     | no target
          3     | GET /f⏎Host: a⏎⏎                                         | 400     | no version
          3     | G(T /f HTTP/1.1⏎Host: a⏎⏎                                | 400     | a method that is no token
          3     | ␋GET /f HTTP/1.1⏎Host: a⏎⏎                               | 400     | a vertical tab in front
          3     | GET␋/f HTTP/1.1⏎Host: a⏎⏎                                | 400     | a vertical tab as separator
          2.3   | GET /f HTTP/2.0⏎Host: a⏎⏎                                | 400/505 | another version
          2.3   | GET /f HTTP/1.2⏎Host: a⏎⏎                                | 400/505 | a version there is not
          2.3   | GET /f HTTP/0.9⏎Host: a⏎⏎                                | 400/505 | an old version
          2.3   | GET /f HTTP/1.10⏎Host: a⏎⏎                               | 400/505 | two digits
          2.3   | GET /f HTTP/01.1⏎Host: a⏎⏎                               | 400/505 | two digits in front
          2.3   | GET /f HTTP/1,1⏎Host: a⏎⏎                                | 400/505 | no dot
          2.3   | GET /f http/1.1⏎Host: a⏎⏎                                | 400/505 | small letters
          2.3   | GET /f HTTQ/1.1⏎Host: a⏎⏎                                | 400/505 | another protocol
          3.2   | GET /f#part HTTP/1.1⏎Host: a⏎⏎                           | 400     | a fragment
          3.2   | GET /f?q#part HTTP/1.1⏎Host: a⏎⏎                         | 400     | a fragment behind a query
          3.2   | GET /f␀ HTTP/1.1⏎Host: a⏎⏎                               | 400     | NUL
          3.2   | GET /f␍x HTTP/1.1⏎Host: a⏎⏎                              | 400     | CR
          3.2   | GET /f⟨7F⟩ HTTP/1.1⏎Host: a⏎⏎                            | 400     | DEL
          3     | GET /{17000 x} HTTP/1.1⏎Host: a⏎⏎                        | 414     | a line longer than 16 KB

          # Host
          3.2   | GET /f HTTP/1.1⏎⏎                                        | 400     | no Host
          3.2   | GET /f HTTP/1.1⏎Host: a⏎Host: a⏎⏎                        | 400     | two
          3.2   | GET /f HTTP/1.1⏎Host: a⏎Host: b⏎⏎                        | 400     | two different ones
          3.2   | GET /f HTTP/1.1⏎Host: a⏎hOST: b⏎⏎                        | 400     | names have no case
          3.2   | GET /f HTTP/1.1⏎Host:⏎⏎                                  | 400     | an empty one
          3.2   | GET /f HTTP/1.1⏎Host: a b⏎⏎                              | 400     | a space in it
          3.2   | GET /f HTTP/1.1⏎Host: a,b⏎⏎                              | 400     | a list
          3.2   | GET /f HTTP/1.1⏎Host: a/b⏎⏎                              | 400     | a path
          3.2   | GET /f HTTP/1.1⏎Host: u@a⏎⏎                              | 400     | userinfo
          3.2   | GET /f HTTP/1.1⏎Host: a:x⏎⏎                              | 400     | a port of letters
          3.2   | GET /f HTTP/1.1⏎Host: a:65536⏎⏎                          | 400     | a port there is not
          3.2   | GET /f HTTP/1.1⏎Host: a:1:2⏎⏎                            | 400     | two ports
          3.2   | GET /f HTTP/1.1⏎Host: [::1⏎⏎                             | 400     | half a bracket
          3.2   | GET /f HTTP/1.1⏎Host: [a]⏎⏎                              | 400     | no address in brackets
          3.2   | GET /f HTTP/1.1⏎Host: a"b⏎⏎                              | 400     | a quote
          3.2   | GET /f HTTP/1.1⏎Host: a\\b⏎⏎                             | 400     | a backslash
          3.2   | GET /f HTTP/1.0⏎Host: a⏎Host: b⏎⏎                        | 400     | two in HTTP/1.0
          3.2   | GET /f HTTP/1.1⏎Host : a⏎⏎                               | 400     | a space before the colon

          # Field lines
          5.1   | GET /f HTTP/1.1⏎Host: a⏎X : b⏎⏎                          | 400     | a space before the colon
          5.1   | GET /f HTTP/1.1⏎Host: a⏎X⇥: b⏎⏎                          | 400     | a tab before the colon
          5.1   | GET /f HTTP/1.1⏎Host: a⏎: b⏎⏎                            | 400     | no name
          5.1   | GET /f HTTP/1.1⏎Host: a⏎X⏎⏎                              | 400     | no colon
          5.1   | GET /f HTTP/1.1⏎Host: a⏎X(Y): b⏎⏎                        | 400     | a name that is no token
          5.1   | GET /f HTTP/1.1⏎Host: a⏎X Y: b⏎⏎                         | 400     | a space in a name
          5.1   | GET /f HTTP/1.1⏎Host: a⏎Ä: b⏎⏎                           | 400     | a name outside ASCII
          5.1   | GET /f HTTP/1.1⏎Host: a⏎X␀: b⏎⏎                          | 400     | NUL in a name
          5.2   | GET /f HTTP/1.1⏎Host: a⏎X: a⏎ b⏎⏎                        | 400     | a folded line
          5.2   | GET /f HTTP/1.1⏎Host: a⏎X: a⏎⇥b⏎⏎                        | 400     | folded with a tab
          5.2   | GET /f HTTP/1.1⏎ Host: a⏎⏎                               | 400     | a fold with nothing before it
          5.2   | GET /f HTTP/1.1⏎Host: a⏎X: a⏎ ⏎⏎                         | 400     | a fold of blanks
          2.2   | GET /f HTTP/1.1␊Host: a⏎⏎                                | 400     | bare LF after the request line
          2.2   | GET /f HTTP/1.1⏎Host: a␊X: b⏎⏎                           | 400     | bare LF after a field
          2.2   | GET /f HTTP/1.1⏎Host: a⏎␊                                | 400     | bare LF at the end
          2.2   | GET /f HTTP/1.1␊Host: a␊␊                                | 400     | bare LF everywhere
          2.2   | GET /f HTTP/1.1⏎Host: a⏎X: a␍b⏎⏎                         | 400     | bare CR in a value
          2.2   | GET /f HTTP/1.1⏎Host: a⏎X: a␍⏎⏎                          | 400     | two CR
          2.2   | GET /f HTTP/1.1⏎Host: a␍X: b⏎⏎                           | 400     | CR for a line end
          5.5   | GET /f HTTP/1.1⏎Host: a⏎X: a␀b⏎⏎                         | 400     | NUL in a value
          5.5   | GET /f HTTP/1.1⏎Host: a⏎X: a⟨01⟩b⏎⏎                      | 400     | a control in a value
          5.5   | GET /f HTTP/1.1⏎Host: a⏎X: a␋b⏎⏎                         | 400     | a vertical tab in a value
          5.5   | GET /f HTTP/1.1⏎Host: a⏎X: a⟨7F⟩b⏎⏎                      | 400     | DEL in a value
          2.2   | ⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎⏎␊                                    | 400     | empty lines without end
          5     | GET /f HTTP/1.1⏎Host: a⏎X: {17000 x}⏎⏎                   | 431     | a field line longer than 16 KB
          5     | GET /f HTTP/1.1⏎Host: a⏎{5 X: {15000 x}⏎}⏎               | 431     | a head larger than 64 KB
          5     | GET /f HTTP/1.1⏎Host: a⏎{300 X: a⏎}⏎                     | 431     | too many fields
          """)
  void isRefused(String section, String request, String status, String why) {
    try (RawClient client = connect()) {
      RawResponse answer = client.send(octets(request)).receive();

      assertStatus(answer, status);
      assertOwnError(answer);
      // Where one request ends is not known any more, so nothing may follow.
      client.awaitEnd();
    }
    assertThat(app().requests()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # section | request with a target that is none | status | why
          3.2   | GET f HTTP/1.1⏎Host: a⏎⏎                                 | 400     | a relative target
          3.2   | GET files.example:80 HTTP/1.1⏎Host: a⏎⏎                  | 400     | an authority is for CONNECT
          3.2   | GET * HTTP/1.1⏎Host: a⏎⏎                                 | 400     | the asterisk is for OPTIONS
          3.2   | GET /f%zz HTTP/1.1⏎Host: a⏎⏎                             | 400     | a malformed escape
          3.2   | GET /f%00 HTTP/1.1⏎Host: a⏎⏎                             | 400     | an encoded NUL
          3.2   | GET /a/..;/f HTTP/1.1⏎Host: a⏎⏎                          | 400/404 | a way up with a parameter
          3.2   | GET /%c0%af/f HTTP/1.1⏎Host: a⏎⏎                         | 400/404 | an overlong slash
          3.2   | GET /../f HTTP/1.1⏎Host: a⏎⏎                             | 400/404 | above the root
          3.2.2 | GET ftp://a/f HTTP/1.1⏎Host: a⏎⏎                         | 400     | another scheme
          3.2.2 | GET http:///f HTTP/1.1⏎Host: a⏎⏎                         | 400     | no authority
          3.2.2 | GET http://u:p@a/f HTTP/1.1⏎Host: a⏎⏎                    | 400     | userinfo
          """)
  void isRefusedAloneBecauseItsEndIsKnown(
      String section, String request, String status, String why) {
    try (RawClient client = connect()) {
      RawResponse answer = client.send(octets(request)).receive();

      assertStatus(answer, status);
      assertOwnError(answer);
      assertThat(app().requests()).isEmpty();
      if (answer.field("Connection").isEmpty()) {
        assertThat(client.send(GET).receive().text()).isEqualTo("you asked /f");
      }
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # section | request | why
          2.2   | ⏎GET /f HTTP/1.1⏎Host: a⏎⏎                     | one empty line in front is tolerated
          3.2   | GET /f HTTP/1.1⏎Host: A.Example.:8080⏎⏎         | a port, capitals, a final dot
          3.2   | GET /f HTTP/1.1⏎Host: [::1]:8080⏎⏎              | an IPv6 address
          3.2   | GET /f HTTP/1.0⏎⏎                               | HTTP/1.0 needs no Host
          3.2   | GET /f HTTP/1.1⏎host:a⏎⏎                        | small letters, no space
          5     | GET /f HTTP/1.1⏎Host:⇥ a ⇥⏎⏎                    | blanks around a value
          5.5   | GET /f HTTP/1.1⏎Host: a⏎X: ä ⟨E4⟩⇥b⏎⏎           | octets above ASCII and a tab
          5.1   | GET /f HTTP/1.1⏎Host: a⏎X:⏎⏎                    | an empty value
          5     | GET /f HTTP/1.1⏎Host: a⏎X: {15000 x}⏎⏎          | a long value
          """)
  void isAccepted(String section, String request, String why) {
    assertThat(ask(octets(request)).text()).isEqualTo("you asked /f");
  }
}
