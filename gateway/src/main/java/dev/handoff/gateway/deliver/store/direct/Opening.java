package dev.handoff.gateway.deliver.store.direct;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.core.store.Ask;
import dev.handoff.core.store.ErrorCode;
import dev.handoff.core.store.First;
import dev.handoff.core.store.StoreAnswer;
import dev.handoff.core.store.StoreRefusal;
import dev.handoff.core.store.Wish;
import dev.handoff.gateway.deliver.store.StoreAnswers;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoredObjects;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store until an object is known, or known not to be had. Confined to its exchange's loop.
 */
final class Opening implements Transfer.Owner, Exchange.ClientWatch {
  /** Questions for one object: no doubt needs more. */
  private static final int MOST_ASKED = 4;

  /** How much of an error document is looked at. */
  private static final int LONGEST_DOCUMENT = 2048;

  private final StoreClient client;
  private final StoredObjects.Question question;
  private final StoredObjects.Opened opened;
  private final List<Field> passed;
  private final Wish wish;
  private final StringBuilder document = new StringBuilder();
  private Ask ask;
  private int asked;

  /** Somebody else chose the range. */
  private boolean adopted;

  private @Nullable Transfer transfer;
  private @Nullable StoreRefusal refusal;

  Opening(StoreClient client, StoredObjects.Question question, StoredObjects.Opened opened) {
    this.client = client;
    this.question = question;
    this.opened = opened;
    var access = question.target().rules().access();
    this.passed = PassedFields.of(question.exchange().request(), access.send());
    this.wish =
        new Wish(
            question.asked(), question.exchange().request(), question.hints(), access.receive());
    this.ask = wish.first(Instant.now());
  }

  void start() {
    question.exchange().record().store(question.target().origin());
    question.exchange().watch(this);
    ask();
  }

  /** Takes over a request for {@code range}; its answer is to be told to what is returned. */
  StoreClient.Listener goOn(ByteRange range, StoreClient.Call call) {
    question.exchange().watch(this);
    adopted = true;
    ask = new Ask(Optional.of(RangeSpec.of(range)), List.of());
    asked++;
    Transfer next = new Transfer(this);
    next.adopt(call);
    transfer = next;
    return next;
  }

  private void ask() {
    adopted = false;
    asked++;
    List<Field> fields = new ArrayList<>(passed);
    fields.addAll(ask.fields());
    Transfer next = new Transfer(this);
    transfer = next;
    next.start(client, question.exchange().loop(), question.target(), fields);
  }

  private void askAgain() {
    if (!question.exchange().isOver()) {
      ask();
    }
  }

  @Override
  public void answered(Transfer from, ResponseHead head) {
    Instant now = Instant.now();
    StoreAnswer answer = StoreAnswers.of(head, now);
    Exchange exchange = question.exchange();
    if (exchange.record().isTraced()) {
      exchange
          .record()
          .step(
              "store",
              "GET %s %s-> %s"
                  .formatted(
                      question.target().text(),
                      ask.range().map(range -> range.fieldValue() + " ").orElse(""),
                      answer.text()));
    }
    switch (First.of(ask, answer, wish, asked > 1, now)) {
      case First.Known known -> {
        if (adopted && !known.isEnough()) {
          from.drop();
          ask = wish.first(now);
          exchange.loop().executor().execute(this::askAgain);
        } else {
          found(from, known, head);
        }
      }
      case First.AskAgain again -> {
        from.drop();
        exchange.record().step("store", "asked again: it sent " + again.reason());
        if (asked == MOST_ASKED) {
          failed(from, new StoreFailure(502, "the store contradicts itself: " + again.reason()));
        } else {
          ask = again.next();
          // Later, so that a connection whose answer was short can be used again.
          exchange.loop().executor().execute(this::askAgain);
        }
      }
      case First.None none -> {
        if (none.refusal().kind() == StoreRefusal.Kind.BROKEN) {
          from.drop();
          tell(none.refusal());
        } else {
          refusal = none.refusal();
        }
      }
    }
  }

  private void found(Transfer from, First.Known known, ResponseHead head) {
    from.brings(known.extent());
    DirectObject object =
        new DirectObject(
            client,
            question,
            passed,
            known.facts(),
            known.version(),
            PassedFields.kept(head, wish.listed()),
            from);
    from.giveTo(object);
    settled();
    opened.found(object);
    object.rest();
  }

  /** Content of an answer that is an error: its code is for the log. */
  @Override
  public void data(Transfer from, ByteBuf data) {
    int room = Math.min(LONGEST_DOCUMENT - document.length(), data.readableBytes());
    document.append(data.toString(data.readerIndex(), room, ISO_8859_1));
    data.release();
    if (document.length() >= LONGEST_DOCUMENT) {
      from.drop();
      explain();
    }
  }

  @Override
  public void batchEnd() {}

  @Override
  public void ended(Transfer from) {
    explain();
  }

  private void explain() {
    StoreRefusal told = refusal;
    if (told == null) {
      return;
    }
    refusal = null;
    tell(ErrorCode.in(document.toString()).map(told::with).orElse(told));
  }

  private void settled() {
    question.exchange().record().storeAnswered();
    question.exchange().watch(null);
  }

  private void tell(StoreRefusal told) {
    settled();
    if (told.kind() == StoreRefusal.Kind.MISSING) {
      opened.missing(told.reason());
    } else {
      boolean denied = told.kind() == StoreRefusal.Kind.DENIED;
      opened.failed(new StoreFailure(told.status(), told.reason(), denied, told.retryAfter()));
    }
  }

  @Override
  public void failed(Transfer from, StoreFailure failure) {
    if (refusal != null) {
      explain();
      return;
    }
    settled();
    opened.failed(failure);
  }

  @Override
  public void clientGone() {
    if (transfer != null) {
      transfer.drop();
    }
  }
}
