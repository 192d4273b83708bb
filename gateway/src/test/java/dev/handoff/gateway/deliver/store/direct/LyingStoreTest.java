package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stores that do not do what RFC 9110 says, each in a way that some store has been seen to: what
 * the client gets all the same, and how often the store was asked.
 */
// proves handoff-protocol: I6 I12
// proves file-responses: E25 H5 I14
@TestInstance(Lifecycle.PER_CLASS)
final class LyingStoreTest {
  private static final int SIZE = 3000;
  private static final ObjectStore GOOD = ObjectStore.of(SIZE);
  private static final ObjectStore LARGE = ObjectStore.of(3 << 20);
  private static final ObjectStore EMPTY = ObjectStore.of(0);

  private Remote remote;
  private LogLines log;

  @BeforeAll
  void start() {
    log = new LogLines();
    remote = new Remote();
  }

  @AfterAll
  void stop() {
    remote.close();
    log.close();
  }

  /** A way not to do what was asked. */
  private enum Lie {
    NONE(GOOD),
    IGNORES_RANGE(request -> GOOD.answer(200, GOOD.content())),
    IGNORES_RANGE_OF_LARGE(request -> LARGE.answer(200, LARGE.content())),
    IGNORES_RANGE_OF_EMPTY(request -> EMPTY.answer(200, EMPTY.content())),
    SAYS_NO_RANGES(request -> GOOD.answer(200, GOOD.content(), "Accept-Ranges: none")),
    IGNORES_IF_RANGE(request ->
        GOOD.apply(request.field("Range").isPresent() ? without(request, "If-Range") : request)),
    NEVER_CUTS_WITH_IF_RANGE(request ->
        request.field("If-Range").isPresent()
            ? LARGE.answer(200, LARGE.content())
            : LARGE.apply(request)),
    BARE_416(request ->
        request.field("Range").filter(range -> !range.equals("bytes=0-0")).isPresent()
            ? Answer.of(416)
            : GOOD.apply(request)),
    BARE_416_TO_ALL_RANGES(
        request -> request.field("Range").isPresent() ? Answer.of(416) : GOOD.apply(request)),
    BARE_416_OF_LARGE(
        request -> request.field("Range").isPresent() ? Answer.of(416) : LARGE.apply(request)),
    BARE_416_OF_EMPTY(
        request -> request.field("Range").isPresent() ? Answer.of(416) : EMPTY.apply(request)),
    WRONG_416(request ->
        request.field("Range").isPresent()
            ? Answer.of(416, "Content-Range: bytes */" + SIZE)
            : GOOD.apply(request)),
    UNASKED_416(request -> Answer.of(416, "Content-Range: bytes */" + SIZE)),
    OTHER_RANGE(request ->
        request.field("Range").isPresent() ? GOOD.part(new ByteRange(0, 9)) : GOOD.apply(request)),
    LONGER_RANGE(request ->
        request.field("Range").isPresent()
            ? GOOD.part(new ByteRange(100, 300))
            : GOOD.apply(request)),
    SHORTER_RANGE(request ->
        GOOD.part(
            request.field("Range").orElse("").startsWith("bytes=100-")
                ? new ByteRange(100, 149)
                : new ByteRange(150, 199))),
    PART_BEYOND_ITS_LENGTH(request ->
        request.field("Range").isPresent()
            ? GOOD.answer(206, new byte[100], "Content-Range: bytes 100-199/150")
            : GOOD.apply(request)),
    PART_WITHOUT_RANGE(request ->
        request.field("Range").isPresent()
            ? GOOD.answer(206, GOOD.slice(new ByteRange(100, 199)))
            : GOOD.apply(request)),
    PART_OF_UNKNOWN_LENGTH(request ->
        request.field("Range").isPresent()
            ? GOOD.answer(
                206, GOOD.slice(new ByteRange(100, 199)), "Content-Range: bytes 100-199/*")
            : GOOD.apply(request)),
    PART_OF_ANOTHER_LENGTH(request ->
        request.field("Range").isPresent()
            ? GOOD.answer(
                206, GOOD.slice(new ByteRange(100, 150)), "Content-Range: bytes 100-199/" + SIZE)
            : GOOD.apply(request)),
    TWO_CONTENT_RANGES(request ->
        request.field("Range").isPresent()
            ? GOOD.answer(
                206,
                GOOD.slice(new ByteRange(100, 199)),
                "Content-Range: bytes 100-199/" + SIZE,
                "Content-Range: bytes 0-99/" + SIZE)
            : GOOD.apply(request)),
    MULTIPART(request ->
        request.field("Range").isPresent()
            ? GOOD.with("Content-Type: multipart/byteranges; boundary=b")
                .answer(
                    206,
                    "--b\r\nContent-Range: bytes 100-199/3000\r\n\r\n…"
                        .getBytes(StandardCharsets.UTF_8))
            : GOOD.apply(request)),
    CODED_PART(request ->
        request.field("Range").isPresent()
            ? GOOD.answer(
                206,
                GOOD.slice(new ByteRange(100, 199)),
                "Content-Range: bytes 100-199/" + SIZE,
                "Content-Encoding: gzip")
            : GOOD.answer(200, GOOD.content(), "Content-Encoding: gzip")),
    CODED(request -> GOOD.answer(200, GOOD.content(), "Content-Encoding: gzip")),
    UNASKED_PART(request -> GOOD.part(new ByteRange(100, 199))),
    UNASKED_PART_THAT_IS_ALL(request -> GOOD.part(new ByteRange(0, SIZE - 1))),
    CHUNKED(request -> chunked(200, GOOD, GOOD.content())),
    CHUNKED_PART(request ->
        chunked(
            206,
            GOOD,
            GOOD.slice(new ByteRange(100, 199)),
            "Content-Range: bytes 100-199/" + SIZE)),
    CHUNKED_AND_CUT(request ->
        Answer.raw(GOOD.head(200, "Transfer-Encoding: chunked"))
            .send("64\r\n" + text(GOOD.slice(new ByteRange(0, 99))) + "\r\n")
            .close()),
    WITHOUT_LENGTH(request ->
        Answer.raw(GOOD.head(200).replace("HTTP/1.1", "HTTP/1.0")).send(GOOD.content()).close()),
    CUT_WITHOUT_VALIDATOR(request ->
        Answer.raw(GOOD.tagged("").modified("").head(200, "Content-Length: " + SIZE))
            .send(GOOD.slice(new ByteRange(0, 99)))
            .close()),
    WEAK_TAG(request -> GOOD.tagged("W/\"v1\"").modified("").apply(without(request, "If-Match"))),
    UNASKED_304(request -> GOOD.answer(304, new byte[0])),
    BARE_304(request ->
        request.field("If-None-Match").isPresent()
            ? Answer.of(304, "Date: " + ObjectStore.DATE)
            : GOOD.apply(request)),
    ANOTHERS_304(request ->
        request.field("If-None-Match").isPresent()
            ? Answer.of(304, "ETag: \"v9\"")
            : GOOD.apply(request)),
    ALWAYS_416(request -> Answer.of(416)),
    EMPTY_OBJECT(EMPTY);

    private final Function<ReceivedRequest, Answer> script;

    Lie(Function<ReceivedRequest, Answer> script) {
      this.script = script;
    }
  }

  private static ReceivedRequest without(ReceivedRequest request, String field) {
    return new ReceivedRequest(
        request.connection(),
        request.head(),
        request.fields().stream().filter(one -> !one.name().equalsIgnoreCase(field)).toList(),
        request.body(),
        request.trailers());
  }

  private static Answer chunked(int status, ObjectStore store, byte[] body, String... more) {
    String[] lines =
        Stream.concat(Stream.of(more), Stream.of("Transfer-Encoding: chunked"))
            .toArray(String[]::new);
    return Answer.raw(store.head(status, lines))
        .send(Integer.toHexString(body.length) + "\r\n" + text(body) + "\r\n0\r\n\r\n");
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{0}, {1}: {2} with {3} after {4} questions ({5})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NONE                     | Range: bytes=100-199                      | 206 | 100-199  | 1 | what should be
          IGNORES_RANGE            | Range: bytes=100-199                      | 206 | 100-199  | 1 | cut here
          IGNORES_RANGE            | Range: bytes=-100                         | 206 | 2900-2999| 1 | cut here
          IGNORES_RANGE            | Range: bytes=9999-                        | 416 | none     | 1 | the length is known
          IGNORES_RANGE            | Range: bytes=0-9,50-59                    | 200 | all      | 1 | several parts need a store that cuts
          IGNORES_RANGE            | Range: bytes=100-199 & If-Range: "v1"     | 206 | 100-199  | 1 | the version meant
          IGNORES_RANGE            | Range: bytes=100-199 & If-Range: "v0"     | 200 | all      | 1 | another version
          IGNORES_RANGE            | HEAD                                      | 200 | none     | 1 | its length is said
          IGNORES_RANGE_OF_LARGE   | Range: bytes=1048576-1048675              | 206 | 1048576-1048675 | 1 | a megabyte may be skipped
          IGNORES_RANGE_OF_LARGE   | Range: bytes=1048577-1048675              | 200 | all      | 1 | more may not (RFC 9110 §14.2)
          IGNORES_RANGE_OF_EMPTY   | Range: bytes=0-9                          | 200 | all      | 1 | nothing can be cut from nothing
          SAYS_NO_RANGES           |                                           | 200 | all      | 1 | said on
          IGNORES_IF_RANGE         | Range: bytes=100-199 & If-Range: "v1"     | 206 | 100-199  | 1 | no harm done
          IGNORES_IF_RANGE         | Range: bytes=100-199 & If-Range: "v0"     | 200 | all      | 2 | never a splice
          IGNORES_IF_RANGE         | Range: bytes=100-199 & If-Range: W/"v1"   | 200 | all      | 1 | never asked for
          NEVER_CUTS_WITH_IF_RANGE | Range: bytes=2000000-2000099 & If-Range: "v1" | 206 | 2000000-2000099 | 2 | asked without it
          BARE_416                 | Range: bytes=9999-                        | 416 | none     | 2 | asked for the length
          BARE_416                 | Range: bytes=100-199                      | 206 | 100-199  | 3 | a wrong one, too
          BARE_416_TO_ALL_RANGES   | Range: bytes=100-199                      | 206 | 100-199  | 3 | cut here
          BARE_416_TO_ALL_RANGES   | HEAD                                      | 200 | none     | 2 | its length is said
          BARE_416_OF_LARGE        | Range: bytes=2000000-                     | 200 | all      | 3 | too far in
          BARE_416_OF_EMPTY        | Range: bytes=0-9                          | 200 | all      | 3 | as of an empty file
          BARE_416_OF_EMPTY        | HEAD                                      | 200 | none     | 2 | as of an empty file
          WRONG_416                | Range: bytes=100-199                      | 206 | 100-199  | 2 | the range is there
          WRONG_416                | Range: bytes=9999-                        | 416 | none     | 1 | this one is right
          WRONG_416                | Range: bytes=9999- & If-Match: "v1"       | 416 | none     | 3 | its tag had to be asked for
          WRONG_416                | Range: bytes=9999- & If-Match: "v0"       | 412 | none     | 3 | a condition comes first
          UNASKED_416              |                                           | 502 | none     | 1 | makes no sense
          OTHER_RANGE              | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          LONGER_RANGE             | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          SHORTER_RANGE            | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for the rest
          PART_BEYOND_ITS_LENGTH   | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          PART_WITHOUT_RANGE       | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          PART_OF_UNKNOWN_LENGTH   | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          PART_OF_ANOTHER_LENGTH   | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          TWO_CONTENT_RANGES       | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          MULTIPART                | Range: bytes=100-199                      | 206 | 100-199  | 2 | asked for all, cut here
          CODED_PART               | Range: bytes=100-199                      | 200 | all      | 2 | only identity is cut
          CODED                    |                                           | 200 | all      | 1 | with its coding
          CODED                    | Range: bytes=100-199                      | 200 | all      | 1 | only identity is cut
          UNASKED_PART             |                                           | 502 | none     | 1 | where is the rest?
          UNASKED_PART_THAT_IS_ALL |                                           | 200 | all      | 1 | nothing is missing
          CHUNKED                  |                                           | 200 | all      | 1 | the last chunk tells
          CHUNKED                  | Range: bytes=100-199                      | 200 | all      | 1 | nobody knows the length
          CHUNKED                  | HEAD                                      | 200 | none     | 1 | nobody knows the length
          CHUNKED_PART             | Range: bytes=100-199                      | 206 | 100-199  | 1 | Content-Range tells
          CHUNKED_AND_CUT          |                                           | 200 | 0-99 cut | 1 | no length, no resuming
          WITHOUT_LENGTH           |                                           | 502 | none     | 1 | nobody could tell whether it is whole
          CUT_WITHOUT_VALIDATOR    |                                           | 200 | 0-99 cut | 1 | nothing proves what the rest is of
          WEAK_TAG                 | Range: bytes=0-9,50-59                    | 200 | all      | 2 | two reads might be of two versions
          WEAK_TAG                 | Range: bytes=100-199                      | 206 | 100-199  | 1 | one read is of one version
          UNASKED_304              |                                           | 502 | none     | 1 | makes no sense
          BARE_304                 | If-None-Match: "v1"                       | 304 | none     | 2 | without a tag it proves nothing
          BARE_304                 | If-None-Match: "v0"                       | 200 | all      | 2 | and here it is wrong
          ANOTHERS_304             | If-None-Match: "v1"                       | 304 | none     | 2 | its own tag does not match
          ANOTHERS_304             | If-None-Match: "v0"                       | 200 | all      | 2 | it was wrong
          ALWAYS_416               | Range: bytes=100-199                      | 502 | none     | 3 | in the end nobody believes it
          NONE                     | Range: bytes=9999-,0-9                    | 206 | 0-9      | 2 | only the second is there
          NONE                     | Range: bytes=9999-,8888-                  | 416 | none     | 1 | neither is there
          EMPTY_OBJECT             |                                           | 200 | all      | 1 | as of an empty file
          EMPTY_OBJECT             | HEAD                                      | 200 | none     | 2 | as of an empty file
          EMPTY_OBJECT             | Range: bytes=0-                           | 200 | all      | 2 | as of an empty file
          """)
  void isNotBelieved(Lie lie, String fields, int status, String octets, int questions, String why) {
    boolean head = "HEAD".equals(fields);
    remote.store.forget().always(lie.script);
    remote.handsOff();

    RawResponse answer =
        remote.send(head ? "HEAD" : "GET", fields == null || head ? "" : lines(fields));

    ObjectStore object =
        lie.name().contains("LARGE") || lie == Lie.NEVER_CUTS_WITH_IF_RANGE
            ? LARGE
            : lie.name().contains("EMPTY") ? EMPTY : GOOD;
    assertThat(answer.status()).as(why).isEqualTo(status);
    assertThat(shown(answer, object, octets)).as(why).isEqualTo(octets);
    assertThat(remote.store.requests()).as(why).hasSize(questions);
    if (lie == Lie.CHUNKED) {
      assertThat(answer.field("Accept-Ranges")).as("E25").isEmpty();
      assertThat(answer.field("Content-Length")).as("H5").isEmpty();
      assertThat(answer.framing())
          .as("I14")
          .isEqualTo(head ? RawResponse.Framing.NONE : RawResponse.Framing.CHUNKED);
    } else if (head) {
      assertThat(answer.field("Content-Length")).hasValue("" + object.content().length);
    }
  }

  @ParameterizedTest(name = "a client of HTTP/1.0 and a store without a length, cut: {0}")
  @ValueSource(booleans = {true, false})
  void anOldClientSeesACutToo(boolean cut) {
    remote.store.forget().always(cut ? Lie.CHUNKED_AND_CUT.script : Lie.CHUNKED.script);
    remote.handsOff();
    try (RawClient client = RawClient.connect(remote.gateway.address())) {
      RawResponse answer = client.send("GET /x HTTP/1.0\r\n\r\n").receive();

      assertThat(answer.framing()).as("I14").isEqualTo(RawResponse.Framing.UNTIL_CLOSE);
      assertThat(answer.isComplete()).isEqualTo(!cut);
      assertThat(GOOD.content()).startsWith(answer.body());
    }
  }

  private static String lines(String fields) {
    return fields.replace(" & ", "\r\n");
  }

  /** Which octets of the object an answer brought. */
  private static String shown(RawResponse answer, ObjectStore object, String expected) {
    if (answer.status() >= 300 || (answer.body().length == 0 && expected.equals("none"))) {
      return "none";
    }
    if (Arrays.equals(answer.body(), object.content())) {
      return "all";
    }
    String[] ends = expected.replace(" cut", "").split("-", -1);
    if (ends.length == 2) {
      ByteRange range = new ByteRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      if (Arrays.equals(answer.body(), object.slice(range))) {
        return ends[0] + "-" + ends[1] + (answer.isComplete() ? "" : " cut");
      }
    }
    return answer.body().length + " other octets";
  }
}
