package dev.handoff.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which heads are requests and which are refused. {@code ~} stands for CRLF, {@code ^} for LF. */
class RequestHeadTest {

  @ParameterizedTest(name = "{0} -> {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1~Host: a~~                                  | NONE    | the smallest request
          ~GET / HTTP/1.1~Host: a~~                                 | NONE    | an empty line in front is skipped
          GET / HTTP/1.0~~                                          | NONE    | HTTP/1.0 needs no Host
          POST / HTTP/1.1~Host: a~Content-Length: 5~~               | LENGTH  | a length
          POST / HTTP/1.1~Host: a~Content-Length: 0~~               | NONE    | an empty body is none
          POST / HTTP/1.1~Host: a~Content-Length: 0005~~            | LENGTH  | leading zeros are digits
          POST / HTTP/1.1~Host: a~transfer-encoding: CHUNKED~~      | CHUNKED | names and codings have no case
          GET /ä?x={y} HTTP/1.1~Host: a~~                            | NONE    | octets browsers send raw
          GET http://a/x HTTP/1.1~Host: a~~                         | NONE    | absolute-form
          GET / HTTP/1.1~Host: [::1]:80~~                           | NONE    | an IPv6 host
          GET / HTTP/1.1~Host:a~~                                   | NONE    | no space behind the colon
          GET / HTTP/1.1~Host: a~X:~~                               | NONE    | an empty value
          """)
  void isTaken(String octets, BodyFraming framing, String why) throws Exception {
    assertThat(read(octets).framing()).as(why).isEqualTo(framing);
  }

  @ParameterizedTest(name = "{0} -> {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1~~                                              | 400 | no Host
          GET / HTTP/1.1~Host: a~Host: a~~                              | 400 | two Hosts
          GET / HTTP/1.1~Host: a b~~                                    | 400 | a space in Host
          GET / HTTP/1.1~Host: user@a~~                                 | 400 | userinfo in Host
          GET / HTTP/1.1~Host: a:99x~~                                  | 400 | a port that is no number
          GET / HTTP/1.1~Host: ~~                                       | 400 | an empty Host
          GET / HTTP/1.1~Host: %61~~                                    | 400 | an encoded host
          GET / HTTP/1.1^Host: a~~                                      | 400 | a bare LF behind the request line
          GET / HTTP/1.1~Host: a^^                                      | 400 | bare LFs at the end
          GET / HTTP/1.1~Host: a~X: y^ z~~                              | 400 | a bare LF in a value
          GET / HTTP/1.1~Host: a~X: y~ z~~                              | 400 | obs-fold
          GET / HTTP/1.1~ Host: a~~                                     | 400 | a first line that is folded
          GET / HTTP/1.1~Host : a~~                                     | 400 | a space before the colon
          GET / HTTP/1.1~Host: a~Xy~~                                   | 400 | no colon
          GET / HTTP/1.1~Host: a~: y~~                                  | 400 | no name
          GET / HTTP/1.1~Host: a~X(: y~~                                | 400 | a name that is no token
          GET  / HTTP/1.1~Host: a~~                                     | 400 | two spaces
          GET / HTTP/1.1 ~Host: a~~                                     | 400 | a space at the end
          GET /a b HTTP/1.1~Host: a~~                                   | 400 | a space in the target
          GET /#x HTTP/1.1~Host: a~~                                    | 400 | a fragment
          GET /~Host: a~~                                               | 400 | HTTP/0.9
          GET / HTTP/1~Host: a~~                                        | 400 | half a version
          GET / http/1.1~Host: a~~                                      | 400 | versions have a case
          GET / HTTP/2.0~Host: a~~                                      | 505 | HTTP/2 is not spoken like this
          GET / HTTP/1.2~Host: a~~                                      | 505 | a version that does not exist
          POST / HTTP/1.1~Host: a~Content-Length: +5~~                  | 400 | a sign
          POST / HTTP/1.1~Host: a~Content-Length: -5~~                  | 400 | a sign
          POST / HTTP/1.1~Host: a~Content-Length: 0x5~~                 | 400 | another base
          POST / HTTP/1.1~Host: a~Content-Length: 5,5~~                 | 400 | a list
          POST / HTTP/1.1~Host: a~Content-Length: 5 5~~                 | 400 | two numbers
          POST / HTTP/1.1~Host: a~Content-Length:~~                     | 400 | no number
          POST / HTTP/1.1~Host: a~Content-Length: 9999999999999999999~~ | 400 | beyond 2^63
          POST / HTTP/1.1~Host: a~Content-Length: 5~Content-Length: 5~~ | 400 | repeated, though equal
          POST / HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked~~ | 400 | both framings
          POST / HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~~    | 400 | a coding we do not know
          POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked, chunked~~ | 400 | twice
          POST / HTTP/1.1~Host: a~Transfer-Encoding: identity~~         | 400 | the withdrawn coding
          POST / HTTP/1.1~Host: a~Transfer-Encoding: xchunked~~         | 400 | nearly
          POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~ | 400 | two lines
          POST / HTTP/1.0~Transfer-Encoding: chunked~~                  | 400 | chunks in HTTP/1.0
          GET / HTTP/1.1~Host: a~Connection: host~~                     | 400 | Connection takes Host away
          GET / HTTP/1.1~Host: a~Connection: close, Cookie~~            | 400 | Connection takes Cookie away
          GET / HTTP/1.1~Host: a~Connection: authorization~~            | 400 | Connection takes Authorization away
          GET / HTTP/1.1~Host: a~Connection: Content-Length~~           | 400 | Connection takes the length away
          """)
  void isRefused(String octets, int status, String why) {
    MalformedMessageException refusal =
        catchThrowableOfType(MalformedMessageException.class, () -> read(octets));
    assertThat(refusal).as(why).isNotNull();
    assertThat(refusal.status()).as(why).isEqualTo(status);
    assertThat(refusal.reason()).isNotEmpty();
  }

  @ParameterizedTest(name = "octet {0} in a value")
  @ValueSource(ints = {0x00, 0x01, 0x08, 0x0B, 0x0C, 0x0D, 0x1F, 0x7F})
  void controlOctetsStandInNoValue(int octet) {
    String head = "GET / HTTP/1.1~Host: a~X: y" + (char) octet + "z~~";
    assertThat(catchThrowableOfType(MalformedMessageException.class, () -> read(head))).isNotNull();
  }

  @ParameterizedTest(name = "in pieces of {0}")
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void piecesMakeNoDifference(int size) throws Exception {
    byte[] octets = octets("POST /a?b HTTP/1.1~Host: x~Content-Length: 3~Y: z ~~abc");
    RequestHead head = new RequestHead();
    HeadReader reader = new HeadReader(head, 1000, 1000, 10);
    ByteBuf in = Unpooled.buffer();
    boolean complete = false;
    int at = 0;
    while (!complete) {
      int count = Math.min(size, octets.length - at);
      in.writeBytes(octets, at, count);
      at += count;
      complete = reader.read(in);
    }
    in.writeBytes(octets, at, octets.length - at);
    assertThat(head.target()).isEqualTo("/a?b");
    assertThat(head.lines("y")).containsExactly("z");
    assertThat(head.contentLength()).isEqualTo(3);
    assertThat(in.toString(ISO_8859_1)).as("the body stays behind").isEqualTo("abc");
  }

  @ParameterizedTest(name = "{0} octets of {1}: {2}")
  @CsvSource(
      textBlock =
          """
          101, target, 414
          101, value,  431
          401, fields, 431
          """)
  void limitsAreKept(int size, String what, int status) {
    String head =
        switch (what) {
          case "target" -> "GET /" + "x".repeat(size) + " HTTP/1.1~Host: a~~";
          case "value" -> "GET / HTTP/1.1~Host: a~X: " + "x".repeat(size) + "~~";
          default -> "GET / HTTP/1.1~Host: a~" + "X: 45678~".repeat(size / 9) + "~~";
        };
    MalformedMessageException refusal =
        catchThrowableOfType(MalformedMessageException.class, () -> read(head, 100, 400, 1000));
    assertThat(refusal.status()).isEqualTo(status);
  }

  @Test
  void aLineWithoutEndIsRefusedBeforeItFillsMemory() {
    MalformedMessageException refusal =
        catchThrowableOfType(
            MalformedMessageException.class,
            () -> read("GET /" + "x".repeat(5000), 100, 400, 1000));
    assertThat(refusal.status()).isEqualTo(414);
  }

  @Test
  void tooManyFieldsAreRefused() {
    MalformedMessageException refusal =
        catchThrowableOfType(
            MalformedMessageException.class,
            () -> read("GET / HTTP/1.1~Host: a~" + "X: y~".repeat(5) + "~", 1000, 1000, 5));
    assertThat(refusal.status()).isEqualTo(431);
  }

  @ParameterizedTest(name = "{0} keeps the connection: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1~Host: a~~                               | true
          GET / HTTP/1.1~Host: a~Connection: close~~             | false
          GET / HTTP/1.1~Host: a~Connection: x , CLOSE~~         | false
          GET / HTTP/1.1~Host: a~Connection: closed~~            | true
          GET / HTTP/1.0~~                                       | false
          GET / HTTP/1.0~Connection: Keep-Alive~~                | true
          """)
  void connectionPersistence(String octets, boolean keeps) throws Exception {
    assertThat(read(octets).keepsAlive()).isEqualTo(keeps);
  }

  private static RequestHead read(String text) throws MalformedMessageException {
    return read(text, 16384, 65536, 256);
  }

  private static RequestHead read(String text, int line, int size, int fields)
      throws MalformedMessageException {
    RequestHead head = new RequestHead();
    boolean complete =
        new HeadReader(head, line, size, fields).read(Unpooled.wrappedBuffer(octets(text)));
    assertThat(complete).as("complete").isTrue();
    return head;
  }

  private static byte[] octets(String text) {
    return text.replace("~", "\r\n").replace("^", "\n").getBytes(ISO_8859_1);
  }
}
