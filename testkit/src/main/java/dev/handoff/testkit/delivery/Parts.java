package dev.handoff.testkit.delivery;

import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Exchange;
import dev.handoff.testkit.exchange.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What a client gets that asks for parts (RFC 9110 §14). */
final class Parts {
  private static final String RANGES_FIX =
      "answer Range with 206, Content-Range and exactly those bytes. SendFile.path does; a stream"
          + " needs ReopenableSource; a filter or front that compresses takes ranges away.";
  private static final String CONTENT_RANGE_FIX =
      "send Content-Range: bytes first-last/size, of the file as it is now.";

  private final Delivery delivery;

  Parts(Delivery delivery) {
    this.delivery = delivery;
  }

  void resume() throws Unmet {
    Exchange whole = wholeOfSome("resumes", 2);
    Answer answer = whole.answer();
    int size = answer.body().length;
    Unmet.ifNot(
        !answer.field("Accept-Ranges").equals(Optional.of("none")),
        "does not resume: it says Accept-Ranges: none",
        whole,
        RANGES_FIX);
    Optional<EntityTag> tag = answer.field("ETag").flatMap(EntityTag::parse);
    boolean dated = answer.field("Last-Modified").isPresent();
    Unmet.ifNot(
        dated || tag.filter(value -> !value.weak()).isPresent(),
        "does not resume: "
            + (tag.isPresent() ? "a weak ETag alone does not say" : "nothing says")
            + " whether the file is still the same",
        whole,
        "send a strong ETag or Last-Modified: without one, clients begin again.");
    String what = "does not resume";
    part("bytes=" + size / 2 + "-", size / 2, size - 1, what);
    part("bytes=0-0", 0, 0, what);
    part("bytes=-1", size - 1, size - 1, what);
    beyondTheEnd(size);
    Optional<String> validator = ifRange(answer, tag);
    if (validator.isPresent()) {
      Request request = range("bytes=1-").with("If-Range", validator.get());
      expectPart(delivery.ask(request), 1, size - 1, what + " with If-Range");
    }
  }

  /** What If-Range may say about this version; a weak tag or a fresh date may not be used. */
  private static Optional<String> ifRange(Answer whole, Optional<EntityTag> tag) {
    if (tag.isPresent()) {
      return tag.filter(value -> !value.weak()).map(EntityTag::toString);
    }
    Instant now = Instant.now();
    Instant date = whole.field("Date").flatMap(value -> HttpDate.parse(value, now)).orElse(now);
    // A date is strong only some time after it (RFC 9110 §8.8.2.2).
    return whole
        .field("Last-Modified")
        .filter(value ->
            HttpDate.parse(value, now)
                .filter(modified -> modified.isBefore(date.minusSeconds(60)))
                .isPresent());
  }

  void seekLikeSafari() throws Unmet {
    Exchange whole = wholeOfSome("seeksLikeSafari", 4);
    int size = whole.answer().body().length;
    String what = "does not play in Safari";
    part("bytes=0-1", 0, 1, what);
    part("bytes=0-" + (size - 1), 0, size - 1, what);
    part("bytes=" + size / 2 + "-" + (size - 1), size / 2, size - 1, what);
    // Where the index of a film stands that was not made for the web.
    part("bytes=" + (size - 2) + "-" + (size - 1), size - 2, size - 1, what);
  }

  void refuseStaleIfRange() throws Unmet {
    Exchange whole = delivery.whole();
    stale(whole, "\"handoff-testkit-stale\"", "compare If-Range with the ETag of what is sent now");
    Optional<EntityTag> tag = whole.answer().field("ETag").flatMap(EntityTag::parse);
    if (tag.isPresent()) {
      stale(
          whole,
          "W/\"" + tag.get().opaque() + '"',
          "compare If-Range strongly: a weak tag never matches");
    }
    Optional<Instant> modified =
        whole
            .answer()
            .field("Last-Modified")
            .flatMap(value -> HttpDate.parse(value, Instant.now()))
            .map(moment -> moment.minus(Duration.ofDays(1)))
            .filter(HttpDate::isWritable);
    if (modified.isPresent()) {
      stale(
          whole,
          HttpDate.format(modified.get()),
          "compare a date in If-Range exactly with Last-Modified");
    }
  }

  private void stale(Exchange whole, String validator, String fix) throws Unmet {
    Exchange exchange = delivery.ask(range("bytes=0-0").with("If-Range", validator));
    Answer answer = exchange.answer();
    Unmet.ifNot(
        answer.status() == 200,
        "sends "
            + (answer.status() == 206 ? "a part" : Integer.toString(answer.status()))
            + " to a client whose beginning is of another version",
        exchange,
        fix
            + ", and send the whole with 200 if it differs (RFC 9110 §13.1.5). Otherwise clients"
            + " glue two files together.");
    Unmet.ifBroken(exchange);
    Unmet.ifNot(
        Arrays.equals(answer.body(), whole.answer().body()),
        "does not send the whole to a client whose beginning is of another version",
        exchange,
        "a 200 holds the whole file.");
  }

  private Exchange wholeOfSome(String assertion, int bytes) throws Unmet {
    Exchange whole = delivery.whole();
    Unmet.ifNot(
        whole.answer().body().length >= bytes,
        "is too short to be asked for in parts",
        whole,
        "let " + assertion + "() look at a file of at least " + bytes + " bytes.");
    return whole;
  }

  private Request range(String range) {
    return delivery.request("GET").with("Range", range);
  }

  private void part(String range, int first, int last, String what) throws Unmet {
    expectPart(delivery.ask(range(range)), first, last, what);
  }

  private void expectPart(Exchange exchange, int first, int last, String what) throws Unmet {
    expect(delivery, exchange, first, last, what);
  }

  /** That an answer is that part of the whole, and says so. */
  static void expect(Delivery delivery, Exchange exchange, int first, int last, String what)
      throws Unmet {
    Answer whole = delivery.whole().answer();
    Answer answer = exchange.answer();
    Unmet.ifNot(
        answer.status() == 206,
        what
            + (answer.status() == 200
                ? ": a range is answered with the whole file"
                : ": a range is answered with " + answer.status()),
        exchange,
        RANGES_FIX);
    Unmet.ifBroken(exchange);
    String right = "bytes " + first + "-" + last + "/" + whole.body().length;
    Unmet.ifNot(
        answer.field("Content-Range").equals(Optional.of(right)),
        what + ": Content-Range should be " + right,
        exchange,
        CONTENT_RANGE_FIX);
    Unmet.ifNot(
        Arrays.equals(answer.body(), 0, answer.body().length, whole.body(), first, last + 1),
        what + ": these are not the bytes " + first + "-" + last + " of the file",
        exchange,
        "cut the range out of the file, after everything else that changes bytes.");
    Unmet.ifNot(
        answer.field("ETag").equals(whole.field("ETag")),
        what + ": the part has another ETag than the whole",
        exchange,
        "take the ETag from the file, not from the bytes of the answer, and send it with 206, too.");
  }

  private void beyondTheEnd(int size) throws Unmet {
    Exchange exchange = delivery.ask(range("bytes=" + size + "-"));
    Answer answer = exchange.answer();
    Unmet.ifNot(
        answer.status() == 416
            && answer.field("Content-Range").equals(Optional.of("bytes */" + size)),
        "does not tell a client that has everything: a range behind the end is answered with "
            + answer.status(),
        exchange,
        "answer 416 with Content-Range: bytes */" + size + ".");
    Unmet.ifBroken(exchange);
  }
}
