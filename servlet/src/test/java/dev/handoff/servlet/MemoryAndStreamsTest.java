package dev.handoff.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.send.ReopenableSource;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.servlet.wire.Client;
import dev.handoff.servlet.wire.Client.Answer;
import dev.handoff.servlet.wire.Container;
import dev.handoff.servlet.wire.Container.Kind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is no file on a disk, over real HTTP: bytes in memory, and streams of both kinds. */
// proves file-responses: C8 C9 E25 H5 I10 I11 I14 I15
final class MemoryAndStreamsTest {
  private static final byte[] LETTERS =
      "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
  private static final String TAG = EntityTag.ofContent(LETTERS).toString();

  private static Answer ask(Kind kind, SendFile file, String method, String... lines)
      throws Exception {
    Handoff handoff = Handoff.create();
    try (Container container =
            kind.start((request, response) -> handoff.send(file, request, response));
        Client client = new Client(container.port())) {
      return client.ask(method, "/", lines);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bytesHaveRangesAndNoValidatorsUnlessAsked(Kind kind) throws Exception {
    Answer part = ask(kind, SendFile.bytes(LETTERS), "GET", "Range: bytes=-3");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("xyz");
    assertThat(part.field("ETag")).isEmpty();
    assertThat(part.field("Last-Modified")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bytesWithATagOfTheirContentAreResumedAndRevalidated(Kind kind) throws Exception {
    SendFile tagged = SendFile.bytes(LETTERS).etag(EntityTag.ofContent(LETTERS));

    Answer whole = ask(kind, tagged, "GET");
    assertThat(whole.field("ETag")).contains(TAG);
    assertThat(whole.field("Last-Modified")).isEmpty();
    assertThat(ask(kind, tagged, "GET", "If-None-Match: " + TAG).status()).isEqualTo(304);
    assertThat(ask(kind, tagged, "GET", "If-Range: " + TAG, "Range: bytes=24-").text())
        .isEqualTo("yz");
    assertThat(ask(kind, tagged, "GET", "If-Range: \"old\"", "Range: bytes=24-").text())
        .isEqualTo("abcdefghijklmnopqrstuvwxyz");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theDateOfBytesIsTheOneThatIsGiven(Kind kind) throws Exception {
    SendFile dated = SendFile.bytes(LETTERS).lastModified(Instant.parse("2026-03-01T10:20:30.9Z"));
    assertThat(ask(kind, dated, "GET").field("Last-Modified"))
        .contains("Sun, 01 Mar 2026 10:20:30 GMT");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSourceThatCanBeReopenedIsReadFromWhereTheRangeBegins(Kind kind) throws Exception {
    AtomicInteger skipped = new AtomicInteger();
    SendFile reopenable =
        SendFile.stream(
            new ReopenableSource() {
              @Override
              public long length() {
                return LETTERS.length;
              }

              @Override
              public InputStream openAt(long offset) {
                return lazy(LETTERS, (int) offset, skipped);
              }
            });
    Answer part = ask(kind, reopenable, "GET", "Range: bytes=10-12");
    assertThat(part.field("Content-Range")).contains("bytes 10-12/26");
    assertThat(part.text()).isEqualTo("klm");
    assertThat(skipped).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsMadeMeanwhileHasNoLengthWhateverItCallsAvailable(Kind kind) throws Exception {
    SendFile generated = SendFile.stream(() -> lazy(LETTERS, 0, new AtomicInteger()));
    Answer whole = ask(kind, generated, "GET", "Range: bytes=10-12");
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.text()).isEqualTo("abcdefghijklmnopqrstuvwxyz");
    assertThat(whole.field("Accept-Ranges").orElse("none")).isEqualTo("none");
    assertThat(whole.field("ETag")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void headDoesNotRunWhatMakesTheBytes(Kind kind) throws Exception {
    AtomicInteger opened = new AtomicInteger();
    SendFile generated =
        SendFile.stream(() -> {
          opened.incrementAndGet();
          return new ByteArrayInputStream(LETTERS);
        });
    Answer head = ask(kind, generated, "HEAD");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.field("Content-Length")).isEmpty();
    assertThat(opened).hasValue(0);
  }

  /** A stream that skips nothing, and calls one byte available whatever is left. */
  private static InputStream lazy(byte[] bytes, int offset, AtomicInteger skipped) {
    return new ByteArrayInputStream(bytes, offset, bytes.length - offset) {
      @Override
      public synchronized long skip(long count) {
        skipped.incrementAndGet();
        return 0;
      }

      @Override
      public synchronized int available() {
        return 1;
      }
    };
  }
}
