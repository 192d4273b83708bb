package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bodies whose end can be read in two ways. Each request hides {@code /hidden} where the other
 * reading would find a second request: no app may ever be asked for it.
 */
// proves file-responses: H4 L5
final class RefusedFramingTest extends Hostile {

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # section | framing fields | status | why
          6.3   | Content-Length: 4⏎Transfer-Encoding: chunked          | 400     | two framings
          6.3   | Transfer-Encoding: chunked⏎Content-Length: 4          | 400     | the other way round
          6.3   | Content-Length: 0⏎Transfer-Encoding: chunked          | 400     | a length of nothing
          6.3   | Content-Length: 4⏎Content-Length: 5                   | 400     | two lengths
          6.3   | Content-Length: 4⏎Content-Length: 4                   | 400     | twice the same
          6.3   | Content-Length: 4, 4                                  | 400     | a list of the same
          6.3   | Content-Length: 4, 5                                  | 400     | a list
          6.2   | Content-Length: +4                                    | 400     | a sign
          6.2   | Content-Length: -4                                    | 400     | a negative length
          6.2   | Content-Length: 0x4                                   | 400     | hexadecimal
          6.2   | Content-Length: 4.0                                   | 400     | a fraction
          6.2   | Content-Length: 4e0                                   | 400     | an exponent
          6.2   | Content-Length: 4 4                                   | 400     | a space
          6.2   | Content-Length: 4_0                                   | 400     | a low line
          6.2   | Content-Length: ４                                    | 400     | another script's digit
          6.2   | Content-Length: "4"                                   | 400     | quoted
          6.2   | Content-Length: ,4                                    | 400     | an empty element
          6.2   | Content-Length:                                       | 400     | nothing
          6.2   | Content-Length: 9223372036854775808                   | 400/413 | beyond 63 bits
          6.2   | Content-Length: 18446744073709551620                  | 400/413 | beyond 64 bits
          6.2   | Content-Length: 99999999999999999999999999            | 400/413 | beyond anything
          5.1   | Content-Length : 4                                    | 400     | a space before the colon
          5.2   | Content-Length:⏎ 4                                    | 400     | folded
          6.1   | Transfer-Encoding: identity                           | 400/501 | a coding that is gone
          6.1   | Transfer-Encoding: gzip                               | 400/501 | without an end
          6.1   | Transfer-Encoding: gzip, chunked                      | 400/501 | one we do not know
          6.1   | Transfer-Encoding: chunked, gzip                      | 400/501 | chunked is not last
          6.1   | Transfer-Encoding: chunked, chunked                   | 400/501 | twice
          6.1   | Transfer-Encoding: Chunked, chunked                   | 400/501 | twice
          6.1   | Transfer-Encoding: chunked⏎Transfer-Encoding: chunked | 400/501 | two lines
          6.1   | Transfer-Encoding: chunked⏎Transfer-Encoding: identity | 400/501 | two lines
          6.1   | Transfer-Encoding: identity, chunked                  | 400/501 | a list
          6.1   | Transfer-Encoding: , chunked                          | 400/501 | an empty element
          6.1   | Transfer-Encoding: chunked,                           | 400/501 | an empty element behind
          6.1   | Transfer-Encoding: "chunked"                          | 400/501 | quoted
          6.1   | Transfer-Encoding: chunked;q=1                        | 400/501 | a parameter
          6.1   | Transfer-Encoding: xchunked                           | 400/501 | a longer word
          6.1   | Transfer-Encoding: chunked␋                           | 400/501 | a vertical tab behind
          6.1   | Transfer-Encoding:␋chunked                            | 400/501 | a vertical tab in front
          6.1   | Transfer-Encoding:␍chunked                            | 400/501 | a CR in front
          6.1   | Transfer-Encoding: chunked␀                           | 400/501 | a NUL behind
          6.1   | Transfer-Encoding:⏎ chunked                           | 400/501 | folded
          6.1   | Transfer-Encoding : chunked                           | 400/501 | a space before the colon
          6.1   | Transfer-Encoding:                                    | 400/501 | nothing
          6.1   | X: a␊Transfer-Encoding: chunked                       | 400     | behind a bare LF
          6.1   | X: a␍Transfer-Encoding: chunked                       | 400     | behind a bare CR
          """)
  void theEndOfABodyIsBeyondDoubt(String section, String fields, String status, String why) {
    String hidden = "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: files.example\r\nX: ";
    try (RawClient client = connect()) {
      client.send(
          "POST /f HTTP/1.1\r\nHost: files.example\r\n" + octets(fields) + "\r\n\r\n" + hidden);
      client.halfClose();

      RawResponse answer = client.receive();

      assertStatus(answer, status);
      if (answer.status() != 200) {
        assertOwnError(answer);
        client.awaitEnd();
        assertThat(app().requests()).isEmpty();
      }
    }
    assertThat(app().requests()).noneMatch(request -> request.target().equals("/hidden"));
    assertUnharmed();
  }

  @ParameterizedTest(name = "{0} HTTP/1.0 {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6.1   | Transfer-Encoding: chunked                            | a coding HTTP/1.0 does not have
          6.1   | Transfer-Encoding: chunked⏎Connection: keep-alive     | the same on a kept connection
          """)
  void oldVersion(String section, String fields, String why) {
    RawResponse answer =
        ask(
            "POST /f HTTP/1.0\r\n"
                + octets(fields)
                + "\r\n\r\n0\r\n\r\nGET /hidden HTTP/1.0\r\n\r\n");

    assertStatus(answer, "400");
    assertThat(app().requests()).isEmpty();
  }

  @ParameterizedTest(name = "7.1 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # after the head of a chunked request | why
          +5⏎hello⏎0⏎⏎                             | a sign
          -5⏎hello⏎0⏎⏎                             | a negative size
          0x5⏎hello⏎0⏎⏎                            | a prefix
          ␠5⏎hello⏎0⏎⏎                             | a space in front
          5␠⏎hello⏎0⏎⏎                             | a space behind
          5⇥⏎hello⏎0⏎⏎                             | a tab behind
          5g⏎hello⏎0⏎⏎                             | not a digit
          ⏎hello⏎0⏎⏎                               | no size
          ;x⏎hello⏎0⏎⏎                             | an extension without size
          5␊hello⏎0⏎⏎                              | bare LF behind the size
          5␍hello⏎0⏎⏎                              | bare CR behind the size
          5;x␊hello⏎0⏎⏎                            | bare LF behind an extension
          5;a␍b⏎hello⏎0⏎⏎                          | CR in an extension
          5;␀⏎hello⏎0⏎⏎                            | NUL in an extension
          5⏎hello0⏎⏎                               | no line end behind the octets
          5⏎hello␊0⏎⏎                              | bare LF behind the octets
          5⏎helloXX0⏎⏎                             | octets where the line end belongs
          4⏎hello⏎0⏎⏎                              | more octets than said
          FFFFFFFFFFFFFFFF⏎hello⏎0⏎⏎               | 64 bits
          10000000000000005⏎hello⏎0⏎⏎              | 65 bits
          00000000000000000000000000000000005⏎hello⏎0⏎⏎ | more digits than any size has
          8000000000000000⏎hello⏎0⏎⏎               | beyond 63 bits
          5;{20000 x}⏎hello⏎0⏎⏎                    | an extension of 20,000 octets
          5⏎hello⏎0⏎X: a⏎ b⏎⏎                      | a folded trailer
          5⏎hello⏎0⏎X : a⏎⏎                        | a space before a trailer's colon
          5⏎hello⏎0⏎X: a␊⏎                         | bare LF behind a trailer
          5⏎hello⏎0⏎X: a␀⏎⏎                        | NUL in a trailer
          5⏎hello⏎0⏎{2000 X: 5678901234567890123456789012345678⏎}⏎ | trailers beyond 64 KB
          5⏎hello⏎0⏎GET /hidden HTTP/1.1⏎⏎          | a request where trailers belong
          """)
  void aBadChunkNeverEndsCleanly(String body, String why) {
    try (RawClient client = connect()) {
      client.send(
          "POST /f HTTP/1.1\r\nHost: files.example\r\nTransfer-Encoding: chunked\r\n\r\n",
          octets(body));

      RawResponse answer = client.receive();

      assertStatus(answer, "400/413/431");
      assertOwnError(answer);
      client.awaitEnd();
    }
    assertNoAppGotAWholeBody();
    assertUnharmed();
  }

  @ParameterizedTest(name = "8 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Length: 9⏎⏎hello                | the client stops before the length
          Transfer-Encoding: chunked⏎⏎9⏎hello     | inside a chunk
          Transfer-Encoding: chunked⏎⏎5⏎hello⏎    | before the last chunk
          Transfer-Encoding: chunked⏎⏎5⏎hello⏎0⏎  | before the final line end
          """)
  void aBodyCutOffNeverEndsCleanly(String rest, String why) {
    try (RawClient client = connect()) {
      client.send("POST /f HTTP/1.1\r\nHost: files.example\r\n" + octets(rest)).halfClose();
      try {
        assertStatus(client.receive(), "400");
      } catch (NoAnswer closed) {
        // A client that went away in the middle needs no answer.
      }
      client.awaitEnd();
    }
    assertNoAppGotAWholeBody();
    assertUnharmed();
  }

  /**
   * The app may have been asked, but its connection broke before it could take the body as whole.
   */
  private void assertNoAppGotAWholeBody() {
    List<ReceivedRequest> requests = app().requests();
    assertThat(requests).noneMatch(request -> request.target().equals("/hidden"));
    assertThat(requests).noneMatch(request -> request.text().contains("hello"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # section | request | why
          9110-9.3.1 | GET /f HTTP/1.1⏎Host: a⏎Content-Length: 42⏎⏎GET /hidden HTTP/1.1⏎Host: a⏎X: abcd⏎⏎ | a GET with a body is one request
          9110-9.3.5 | DELETE /f HTTP/1.1⏎Host: a⏎Content-Length: 42⏎⏎GET /hidden HTTP/1.1⏎Host: a⏎X: abcd⏎⏎ | a DELETE too
          6.2        | POST /f HTTP/1.1⏎Host: a⏎Content-Length: 00042⏎⏎GET /hidden HTTP/1.1⏎Host: a⏎X: abcd⏎⏎ | leading zeros
          7.1        | POST /f HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎2a⏎GET /hidden HTTP/1.1⏎Host: a⏎X: abcd⏎⏎⏎0⏎⏎ | a chunk
          7.1.1      | POST /f HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎2A;x="y"⏎GET /hidden HTTP/1.1⏎Host: a⏎X: abcd⏎⏎⏎0⏎⏎ | an extension is dropped
          7.1.2      | POST /f HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎2a⏎GET /hidden HTTP/1.1⏎Host: a⏎X: abcd⏎⏎⏎0⏎Content-Length: 3⏎Transfer-Encoding: x⏎Host: b⏎⏎ | trailers frame nothing
          """)
  void aRequestInABodyStaysThere(String section, String request, String why) {
    assertThat(ask(octets(request)).text()).isEqualTo("you asked /f");

    ReceivedRequest only = app().onlyRequest();
    assertThat(only.text()).startsWith("GET /hidden");
    assertThat(only.body()).hasSize(42);
  }
}
