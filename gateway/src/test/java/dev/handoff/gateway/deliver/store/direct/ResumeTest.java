package dev.handoff.gateway.deliver.store.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.LogLines;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transfers that a store cuts: continued where that is provably right, and never joined else. */
// proves handoff-protocol: I15
@TestInstance(Lifecycle.PER_CLASS)
final class ResumeTest {
  private static final int SIZE = 200_000;
  private static final ObjectStore GOOD = ObjectStore.of(SIZE);

  private Remote remote;
  private LogLines log;

  @BeforeAll
  void start() {
    log = new LogLines();
    remote = new Remote(Remote.impatient(Duration.ofSeconds(1)));
  }

  @AfterAll
  void stop() {
    remote.close();
    log.close();
  }

  /** How a transfer ends before its end. */
  private enum Cut {
    CLOSED {
      @Override
      Answer after(Answer answer) {
        return answer.close();
      }
    },
    RESET {
      @Override
      Answer after(Answer answer) {
        return answer.reset();
      }
    },
    STALLED {
      @Override
      Answer after(Answer answer) {
        return answer.hang();
      }
    };

    abstract Answer after(Answer answer);
  }

  /** Sends what is asked for, but no more than {@code most} octets of it, each time. */
  private static Answer cutting(ObjectStore object, ReceivedRequest request, int most, Cut cut) {
    ByteRange asked =
        request
            .field("Range")
            .flatMap(range -> RangeSpec.firstOf(range, RangeLimits.DEFAULT))
            .flatMap(spec -> spec.in(object.content().length))
            .orElse(new ByteRange(0, object.content().length - 1));
    if (asked.length() <= most) {
      return object.apply(request);
    }
    boolean part = request.field("Range").isPresent();
    List<String> lines = new ArrayList<>(List.of("Content-Length: " + asked.length()));
    if (part) {
      lines.add("Content-Range: " + asked.contentRange(object.content().length));
    }
    return cut.after(
        Answer.raw(object.head(part ? 206 : 200, lines.toArray(String[]::new)))
            .send(object.slice(new ByteRange(asked.first(), asked.first() + most - 1))));
  }

  @ParameterizedTest(name = "{0} after every {1} octets, {2}: whole after {3} questions")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CLOSED  | 150000 |                              | 2
          CLOSED  | 50000  |                              | 4
          RESET   | 150000 |                              | 2
          STALLED | 150000 |                              | 2
          CLOSED  | 60000  | Range: bytes=1000-100999     | 2
          CLOSED  | 60000  | Range: bytes=0-99999,150000- | 3
          """)
  void aGoodResumeIsNotNoticed(Cut cut, int most, String field, int questions) {
    int before = log.with("asking for the rest").size();
    remote.store.forget().always(request -> cutting(GOOD, request, most, cut));

    RawResponse cutOff = remote.get(field);
    List<ReceivedRequest> asked = remote.store.requests();
    remote.store.always(GOOD);
    RawResponse uncut = remote.get(field);

    assertThat(cutOff.isComplete()).isTrue();
    assertThat(withoutBoundary(cutOff)).isEqualTo(withoutBoundary(uncut));
    if (cut == Cut.RESET) {
      // A reset may overtake what was sent before it.
      assertThat(asked.size()).isBetween(2, 4);
    } else {
      assertThat(asked).hasSize(questions);
      assertThat(log.with("asking for the rest").size() - before)
          .as("told once each")
          .isEqualTo(field == null ? questions - 1 : 1);
    }
    for (ReceivedRequest further : asked.subList(1, asked.size())) {
      assertThat(further.field("If-Match")).hasValue(ObjectStore.TAG);
    }
  }

  private static String withoutBoundary(RawResponse answer) {
    return answer.text().replaceAll("--[0-9a-f]{32}", "--");
  }

  @Test
  void itGoesOnFromTheLastOctetReceived() {
    remote.store.forget().always(request -> cutting(GOOD, request, 123_456, Cut.CLOSED));

    assertThat(remote.get().body()).isEqualTo(GOOD.content());
    assertThat(remote.store.requests().get(1).field("Range")).hasValue("bytes=123456-199999");
  }

  @Test
  void theRestIsAskedForWhereTheObjectWasAskedFor() {
    // A redirect may be signed for a minute only; whoever made it makes another.
    AtomicInteger redirects = new AtomicInteger();
    remote
        .store
        .forget()
        .on(
            Remote.OBJECT,
            request -> Answer.of(302, "Location: /bucket/y?n=" + redirects.getAndIncrement()))
        .always(request -> cutting(GOOD, request, 150_000, Cut.CLOSED));

    assertThat(remote.get().body()).isEqualTo(GOOD.content());
    assertThat(remote.store.requests())
        .extracting(ReceivedRequest::target)
        .containsExactly(Remote.OBJECT, "/bucket/y?n=0", Remote.OBJECT, "/bucket/y?n=1");
    assertThat(remote.store.requests().getLast().field("If-Match")).hasValue(ObjectStore.TAG);
  }

  /** What a store says when it is asked for the rest. */
  private enum Rest {
    GOOD_ONE((object, request) -> object.apply(request)),
    WHOLE((object, request) -> object.answer(200, object.content())),
    FROM_ELSEWHERE((object, request) -> object.part(new ByteRange(99_999, SIZE - 1))),
    A_LITTLE_LATER((object, request) -> object.part(new ByteRange(100_001, SIZE - 1))),
    OF_ANOTHER_LENGTH((object, request) ->
        object.answer(
            206,
            object.slice(new ByteRange(100_000, SIZE - 1)),
            "Content-Range: bytes 100000-199999/200001")),
    OF_UNKNOWN_LENGTH((object, request) ->
        object.answer(
            206,
            object.slice(new ByteRange(100_000, SIZE - 1)),
            "Content-Range: bytes 100000-199999/*")),
    OF_ANOTHER_TAG((object, request) -> object.tagged("\"v2\"").part(rest())),
    WITH_A_WEAK_TAG((object, request) -> object.tagged("W/\"v1\"").part(rest())),
    WITHOUT_TAG((object, request) -> object.tagged("").part(rest())),
    OF_ANOTHER_DATE(
        (object, request) -> object.modified("Mon, 06 May 2024 07:08:10 GMT").part(rest())),
    CODED((object, request) -> object.with("Content-Encoding: gzip").part(rest())),
    REPLACED((object, request) -> Answer.of(412)),
    SHORTENED((object, request) -> Answer.of(416, "Content-Range: bytes */5")),
    GONE((object, request) -> Answer.of(404)),
    EXPIRED((object, request) -> Answer.text(403, "<Error><Code>AccessDenied</Code></Error>")),
    NEVER_AGAIN((object, request) -> Answer.nothing().close()),
    BUSY((object, request) -> Answer.of(503)),
    NOT_MODIFIED((object, request) -> Answer.of(304, "ETag: \"v1\""));

    private final BiFunction<ObjectStore, ReceivedRequest, Answer> script;

    Rest(BiFunction<ObjectStore, ReceivedRequest, Answer> script) {
      this.script = script;
    }

    private static ByteRange rest() {
      return new ByteRange(100_000, SIZE - 1);
    }
  }

  @ParameterizedTest(name = "{0} to {1}: {2} after {3} questions")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strong tag  | GOOD_ONE          | whole | 2 |
          strong tag  | WHOLE             | cut   | 2 | the whole instead of the rest
          strong tag  | FROM_ELSEWHERE    | cut   | 2 | another range
          strong tag  | A_LITTLE_LATER    | cut   | 2 | another range
          strong tag  | OF_ANOTHER_LENGTH | cut   | 2 | length of the object changed
          strong tag  | OF_UNKNOWN_LENGTH | cut   | 2 | length of the object changed
          strong tag  | OF_ANOTHER_TAG    | cut   | 2 | validator of the object changed or is missing
          strong tag  | WITH_A_WEAK_TAG   | cut   | 2 | validator of the object changed or is missing
          strong tag  | WITHOUT_TAG       | cut   | 2 | validator of the object changed or is missing
          strong tag  | OF_ANOTHER_DATE   | whole | 2 |
          strong tag  | CODED             | cut   | 2 | validator of the object changed or is missing
          strong tag  | REPLACED          | cut   | 2 | replaced meanwhile
          strong tag  | SHORTENED         | cut   | 2 | shorter than it was
          strong tag  | GONE              | cut   | 2 | no such object
          strong tag  | EXPIRED           | cut   | 2 | refused the signature
          strong tag  | NOT_MODIFIED      | cut   | 2 | refused the request (304)
          strong tag  | NEVER_AGAIN       | cut   | 4 | before its answer was whole
          strong tag  | BUSY              | cut   | 4 | slow down
          settled date| GOOD_ONE          | whole | 2 |
          settled date| OF_ANOTHER_DATE   | cut   | 2 | validator of the object changed or is missing
          fresh date  | GOOD_ONE          | cut   | 1 | before its answer was whole
          weak tag    | GOOD_ONE          | cut   | 1 | before its answer was whole
          nothing     | GOOD_ONE          | cut   | 1 | before its answer was whole
          """)
  void isContinuedOnlyWithProof(
      String validator, Rest rest, String outcome, int questions, String logged) {
    ObjectStore object =
        switch (validator) {
          case "strong tag" -> GOOD;
          case "settled date" -> GOOD.tagged("");
          case "fresh date" -> GOOD.tagged("").modified("Sat, 21 Nov 2026 08:59:30 GMT");
          case "weak tag" -> GOOD.tagged("W/\"v1\"").modified("");
          default -> GOOD.tagged("").modified("");
        };
    AtomicInteger asked = new AtomicInteger();
    remote
        .store
        .forget()
        .always(request ->
            asked.getAndIncrement() == 0
                ? cutting(object, request, 100_000, Cut.CLOSED)
                : rest.script.apply(object, request));

    RawResponse answer = remote.get();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(remote.store.requests()).hasSize(questions);
    if (outcome.equals("whole")) {
      assertThat(answer.body()).isEqualTo(GOOD.content());
    } else {
      assertThat(answer.completeness()).isEqualTo(RawResponse.Completeness.CUT_BY_RESET);
      // A reset may overtake the last octets; whatever came is of this version.
      assertThat(GOOD.content()).startsWith(answer.body());
      assertThat(answer.body().length).isLessThanOrEqualTo(100_000);
      assertThat(log.with("the client's connection is cut").getLast()).contains(logged);
    }
  }

  @Test
  void threeTimesAndNoMore() {
    remote.store.forget().always(request -> cutting(GOOD, request, 49_999, Cut.CLOSED));

    RawResponse answer = remote.get();

    assertThat(answer.completeness()).isEqualTo(RawResponse.Completeness.CUT_BY_RESET);
    assertThat(remote.store.requests()).hasSize(4);
    assertThat(GOOD.content()).startsWith(answer.body());
  }

  @Test
  void aBusyStoreMayRecover() {
    AtomicInteger asked = new AtomicInteger();
    remote
        .store
        .forget()
        .always(request ->
            switch (asked.getAndIncrement()) {
              case 0 -> cutting(GOOD, request, 100_000, Cut.CLOSED);
              case 1 -> Answer.of(503);
              case 2 -> Answer.nothing().close();
              default -> GOOD.apply(request);
            });

    assertThat(remote.get().body()).isEqualTo(GOOD.content());
    assertThat(remote.store.requests()).hasSize(4);
  }

  @Test
  void aPartOfAnotherVersionCutsTheConnection() {
    // The second part's version differs, and the store does not mind If-Match.
    AtomicInteger asked = new AtomicInteger();
    remote
        .store
        .forget()
        .always(request ->
            asked.getAndIncrement() == 0
                ? GOOD.apply(request)
                : GOOD.tagged("\"v2\"").part(new ByteRange(5000, 5099)));

    RawResponse answer = remote.get("Range: bytes=0-99,5000-5099");

    assertThat(answer.status()).as("I15").isEqualTo(206);
    assertThat(answer.completeness()).isEqualTo(RawResponse.Completeness.CUT_BY_RESET);
    assertThat(remote.store.requests()).hasSize(2);
  }
}
