package dev.handoff.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Requests from anybody: whole and in single octets they read alike, and what is taken says its
 * framing once and clearly.
 */
class MessageFuzzTest {

  @FuzzTest
  void readsAlikeHoweverItIsCut(byte[] input) {
    String whole = read(input, input.length);
    assertThat(read(input, 1)).isEqualTo(whole);
    assertThat(read(input, 7)).isEqualTo(whole);
  }

  /** What came of it, as text: head, body and rest, or the refusal. */
  private static String read(byte[] input, int size) {
    RequestHead head = new RequestHead();
    HeadReader reader = new HeadReader(head, 400, 1000, 20);
    BodyReader body = new BodyReader();
    Taken taken = new Taken();
    ByteBuf in = Unpooled.buffer();
    boolean headDone = false;
    try {
      int at = 0;
      while (at < input.length && !(headDone && body.isDone())) {
        int count = Math.min(Math.max(1, size), input.length - at);
        in.writeBytes(input, at, count);
        at += count;
        if (!headDone && reader.read(in)) {
          headDone = true;
          check(head);
          body.start(head);
        }
        if (headDone) {
          body.read(in, taken);
        }
      }
      String rest = in.toString(ISO_8859_1) + new String(input, at, input.length - at, ISO_8859_1);
      return headDone
          ? show(head) + "\nbody " + taken + (body.isDone() ? "\nrest " + rest : "\nincomplete")
          : "incomplete head";
    } catch (MalformedMessageException refused) {
      assertThat(refused.status()).isBetween(400, 505);
      return "refused";
    }
  }

  private static void check(RequestHead head) {
    assertThat(head.lines("Content-Length").isEmpty() || head.lines("Transfer-Encoding").isEmpty())
        .as("one framing")
        .isTrue();
    assertThat(head.lines("Content-Length").size()).isLessThan(2);
    assertThat(head.lines("Host").size()).isEqualTo(1 - (head.has(FieldName.HOST) ? 0 : 1));
    assertThat(head.isVersionOneOne() && !head.has(FieldName.HOST)).as("a Host").isFalse();
    assertThat(head.target()).doesNotContain(" ", "\r", "\n", "#", "\0").isNotEmpty();
    for (int i = 0; i < head.fieldCount(); i++) {
      assertThat(head.value(i)).doesNotContain("\r", "\n", "\0");
      assertThat(head.nameText(i)).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    }
  }

  private static String show(RequestHead head) {
    StringBuilder text = new StringBuilder(head.methodText() + " " + head.target());
    for (int i = 0; i < head.fieldCount(); i++) {
      text.append('\n').append(head.nameText(i)).append(": ").append(head.value(i));
    }
    return text.append('\n').append(head.framing()).append(head.contentLength()).toString();
  }

  private static final class Taken implements BodyReader.Sink {
    private final StringBuilder octets = new StringBuilder();
    private String end = "open";

    @Override
    public void data(ByteBuf data) {
      octets.append(data.toString(ISO_8859_1));
      data.release();
    }

    @Override
    public void end(@Nullable Head trailers) {
      end = trailers == null ? "whole" : "whole with " + trailers.fieldCount() + " trailers";
    }

    @Override
    public String toString() {
      return octets + " " + end;
    }
  }
}
