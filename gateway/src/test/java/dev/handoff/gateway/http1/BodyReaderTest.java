package dev.handoff.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where a chunked body ends, and which ones are none. {@code ~} stands for CRLF, {@code ^} for LF.
 */
class BodyReaderTest {
  private static final String CHUNKED = "POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~";

  @ParameterizedTest(name = "{0} -> {1}, trailers {2}, behind it {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      emptyValue = "",
      textBlock =
          """
          3~abc~0~~               | abc    | -    | ''
          3~abc~2~de~0~~GET       | abcde  | -    | GET
          0~~                     | ''     | -    | ''
          00~~                    | ''     | -    | ''
          A~0123456789~0~~        | 0123456789 | - | ''
          a;x=y~0123456789~0;z~~  | 0123456789 | - | ''
          3~abc~0~T: v~~          | abc    | v    | ''
          4~a~b~0~~X              | a~b    | -    | X
          """)
  void isRead(String octets, String body, @Nullable String trailer, String behind)
      throws Exception {
    // However the octets are cut, the same comes out.
    for (int size = 1; size <= octets.length() + 1; size++) {
      Taken taken = new Taken();
      String rest = read(octets, size, taken);
      assertThat(taken.body.toString()).isEqualTo(text(body));
      assertThat(taken.ended).isTrue();
      assertThat(taken.trailer).isEqualTo(trailer);
      assertThat(rest).isEqualTo(text(behind));
    }
  }

  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x~                       | no digit
          -1~                      | a sign
          +1~                      | a sign
          0x3~abc~                 | another notation
          3 ~abc~                  | a space behind the size
          ' 3~abc~'                | a space before the size
          ~                        | no size at all
          3^abc~                   | a bare LF behind the size
          3~abcd~                  | more data than the size says
          3~ab~0~~                 | less data than the size says
          3~abc^                   | a bare LF behind the data
          1000000000000000~        | a size beyond what counts
          FFFFFFFFFFFFFFFFF~       | a size that overflows
          3~abc~0~T : v~~          | a space before a trailer's colon
          3~abc~0~ T: v~~          | a folded trailer
          """)
  void isRefused(String octets, String why) {
    assertThatThrownBy(() -> read(octets, 1, new Taken()))
        .as(why)
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void anEndlessExtensionIsRefused() {
    assertThatThrownBy(() -> read("3;" + "x".repeat(2000), 100, new Taken()))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static String read(String octets, int size, Taken taken)
      throws MalformedMessageException {
    RequestHead head = new RequestHead();
    new HeadReader(head, 1000, 1000, 10).read(Unpooled.copiedBuffer(text(CHUNKED), ISO_8859_1));
    BodyReader reader = new BodyReader();
    reader.start(head);
    byte[] all = text(octets).getBytes(ISO_8859_1);
    int at = 0;
    ByteBuf in = Unpooled.buffer();
    while (at < all.length && !reader.isDone()) {
      int count = Math.min(size, all.length - at);
      in.writeBytes(all, at, count);
      at += count;
      reader.read(in, taken);
    }
    return in.toString(ISO_8859_1) + new String(all, at, all.length - at, ISO_8859_1);
  }

  private static String text(String text) {
    return text.replace("~", "\r\n").replace("^", "\n");
  }

  private static final class Taken implements BodyReader.Sink {
    private final StringBuilder body = new StringBuilder();
    private @Nullable String trailer;
    private boolean ended;

    @Override
    public void data(ByteBuf data) {
      body.append(data.toString(ISO_8859_1));
      data.release();
    }

    @Override
    public void end(@Nullable Head trailers) {
      ended = true;
      trailer = trailers == null ? null : trailers.lines("t").get(0);
    }
  }
}
