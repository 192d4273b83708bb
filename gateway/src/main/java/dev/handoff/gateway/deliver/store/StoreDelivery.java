package dev.handoff.gateway.deliver.store;

import dev.handoff.core.fields.Field;
import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.response.FileResponse;
import dev.handoff.core.response.Representation;
import dev.handoff.core.response.ResponsePlan;
import dev.handoff.core.store.Facts;
import dev.handoff.gateway.deliver.FileFieldsPolicy;
import dev.handoff.gateway.deliver.PlannedAnswer;
import dev.handoff.gateway.deliver.Refusals;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord.Party;
import dev.handoff.gateway.exchange.RequestRecord.Source;
import dev.handoff.gateway.exchange.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One object of a store on its way to one client, as if it were a file on this machine's disk: the
 * counterpart of {@code FileDelivery}.
 *
 * <p>What the app stated decides first, without a question to the store. What the store says of the
 * object decides the rest. Confined to the exchange's loop.
 */
public final class StoreDelivery
    implements Exchange.ClientWatch, StoredObjects.Opened, PlannedAnswer.Source {
  private static final Logger LOG = LoggerFactory.getLogger(StoreDelivery.class);

  private final Exchange exchange;
  private final StoreTarget target;
  private final HandoffHints hints;
  private final FileFieldsPolicy policy;
  private final RangeLimits limits;
  private final Otherwise otherwise;
  private final FileRequest asked;
  private final PlannedAnswer answer;
  private @Nullable StoredObject object;

  /** What becomes of a request the store has nothing for. */
  public interface Otherwise {
    /** The store has no such object. */
    void missing(String reason);

    /**
     * The store lets nobody in with what the app named.
     *
     * @return true when the request was taken over; false has it answered as failed
     */
    boolean denied(String reason);
  }

  private StoreDelivery(
      Exchange exchange,
      StoreTarget target,
      HandoffHints hints,
      FileFieldsPolicy policy,
      RangeLimits limits,
      Otherwise otherwise) {
    this.exchange = exchange;
    this.target = target;
    this.hints = hints;
    this.policy = policy;
    this.limits = limits;
    this.otherwise = otherwise;
    this.asked = PlannedAnswer.asked(exchange);
    this.answer = new PlannedAnswer(exchange, policy, this);
  }

  /**
   * Answers the exchange with an object of a store.
   *
   * @param objects where to look for it
   * @param otherwise told when the store has nothing to deliver; nothing was answered then
   */
  public static void start(
      Exchange exchange,
      StoreTarget target,
      HandoffHints hints,
      FileFieldsPolicy policy,
      RangeLimits limits,
      StoredObjects objects,
      Otherwise otherwise) {
    if (!exchange.isOver()) {
      new StoreDelivery(exchange, target, hints, policy, limits, otherwise).begin(objects);
    }
  }

  private void begin(StoredObjects objects) {
    boolean anyStated =
        hints.etag().isPresent() || hints.modified().isPresent() || hints.size().isPresent();
    Optional<ResponsePlan> early =
        anyStated
            ? FileResponse.decideEarly(asked, policy.stated(), Instant.now(), limits)
            : Optional.empty();
    if (early.isPresent()) {
      exchange.record().step("store", "not asked: what the app stated decides");
      exchange.watch(this);
      answer.carryOut(early.get(), policy.stated());
      return;
    }
    objects.open(new StoredObjects.Question(exchange, target, asked, hints), this);
  }

  @Override
  public void found(StoredObject found) {
    object = found;
    exchange.record().source(Source.STORE);
    Trace trace = exchange.record().trace();
    if (trace != null) {
      trace.content("the store");
    }
    exchange.watch(this);
    Facts facts = found.facts();
    OptionalLong stated = hints.size();
    if (stated.isPresent() && facts.length().isPresent() && !stated.equals(facts.length())) {
      failed(
          new StoreFailure(
              502,
              "the app says %d octets, the store %d"
                  .formatted(stated.getAsLong(), facts.length().getAsLong())));
      return;
    }
    boolean single = facts.ranges() == Facts.Ranges.ONE;
    RangeLimits most =
        single ? new RangeLimits(limits.specs(), Math.min(1, limits.parts())) : limits;
    Representation representation =
        policy.representation(LetThrough.of(found, target.rules().access().receive()));
    answer.carryOut(
        FileResponse.decide(asked, representation, Instant.now(), most, PlannedAnswer.BOUNDARY),
        representation);
  }

  @Override
  public void missing(String reason) {
    exchange.watch(null);
    exchange.record().step("store", reason);
    otherwise.missing(reason);
  }

  @Override
  public void failed(StoreFailure failure) {
    if (failure.denied() && object == null && !exchange.isOver()) {
      exchange.watch(null);
      if (otherwise.denied(failure.reason())) {
        return;
      }
    }
    LOG.warn("{}: {} -> {}", target.text(), failure.reason(), failure.status());
    exchange.record().note("store " + target.origin() + ": " + failure.reason());
    List<Field> fields = new ArrayList<>(policy.errorFields());
    failure
        .retryAfter()
        .ifPresent(wait -> fields.add(new Field("Retry-After", Long.toString(wait.toSeconds()))));
    policy.headWritten();
    answer.stop();
    Refusals.answer(exchange, failure.status(), fields);
  }

  @Override
  public void send(ByteRange range, Runnable next) {
    if (object != null) {
      object.send(range, new Progress(next));
    }
  }

  @Override
  public void sendAll(Runnable next) {
    if (object != null) {
      object.sendAll(new Progress(next));
    }
  }

  /** Of one piece of the answer. */
  private final class Progress implements StoredObject.Sent {
    private final Runnable next;

    Progress(Runnable next) {
      this.next = next;
    }

    @Override
    public void done() {
      next.run();
    }

    @Override
    public void failed(StoreFailure failure) {
      LOG.warn("{}: {}, the client's connection is cut", target.text(), failure.reason());
      answer.stop();
      exchange.record().blame(Party.STORE);
      exchange.abort("store " + target.origin() + ": " + failure.reason());
    }
  }

  @Override
  public void release() {
    if (object != null) {
      object.close();
      object = null;
    }
  }

  @Override
  public void clientGone() {
    answer.stop();
  }

  @Override
  public void clientWritable() {
    if (object != null) {
      object.clientWritable();
    }
  }
}
