package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.store.Ask;
import dev.handoff.core.store.Facts;
import dev.handoff.core.store.Further;
import dev.handoff.core.store.Version;
import dev.handoff.gateway.deliver.store.StoreAnswers;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoredObject;
import dev.handoff.gateway.deliver.store.StoredObjects;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of an object at its store, and the transfers that bring its octets.
 *
 * <p>A transfer that breaks off is continued from the last octet received, a few times, as long as
 * the store proves that the rest is of the same version.
 */
final class DirectObject implements StoredObject, Transfer.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(DirectObject.class);

  private static final int MOST_RESUMED = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;

  /** A store may send less than was asked for; one that sends next to nothing gets tiresome. */
  private static final long LEAST_SENT = 1 << 20;

  /** Stands for an end that nobody knows. */
  private static final long OPEN = Long.MAX_VALUE;

  private final StoreClient client;
  private final StoredObjects.Question question;
  private final Exchange exchange;
  private final List<Field> passed;
  private final Facts facts;
  private final Version version;
  private final Map<String, String> kept;
  private final Outflow out;
  private @Nullable Transfer transfer;
  private @Nullable Sent sent;
  private @Nullable Future<?> pause;
  private long next;
  private long end;
  private long asked;
  private boolean sentAny;
  private int resumed;
  private boolean closed;

  DirectObject(
      StoreClient client,
      StoredObjects.Question question,
      List<Field> passed,
      Facts facts,
      Version version,
      Map<String, String> kept,
      @Nullable Transfer transfer) {
    this.client = client;
    this.question = question;
    this.exchange = question.exchange();
    this.passed = passed;
    this.facts = facts;
    this.version = version;
    this.kept = kept;
    this.out = new Outflow(exchange, this::eased);
    this.transfer = transfer;
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Optional<String> field(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  @Override
  public void send(ByteRange range, Sent told) {
    begin(range.first(), range.last() + 1, told);
  }

  @Override
  public void sendAll(Sent told) {
    begin(0, OPEN, told);
  }

  private void begin(long first, long behind, Sent told) {
    next = first;
    end = behind;
    sent = told;
    Transfer running = transfer;
    if (running != null
        && running.reaches(next)
        && (version.canBeContinued() || running.bringsAllBefore(end))) {
      running.pause(out.isBlocked());
      return;
    }
    if (running != null) {
      running.drop();
      transfer = null;
    }
    // Later, so that a connection whose answer ends with this very octet can be used again.
    pause = exchange.loop().executor().submit(this::ask);
  }

  /** Nobody wants anything right now: the store waits. */
  void rest() {
    if (sent == null && !closed && transfer != null) {
      transfer.pause(true);
    }
  }

  // --- further questions

  private void ask() {
    pause = null;
    // What came last should not wait for an answer that may take a while.
    out.flush();
    if (end == OPEN || (sentAny && !version.canBeContinued())) {
      fail(new StoreFailure(502, "nothing proves that the rest would be of the same version"));
      return;
    }
    boolean whole = next == 0 && version.total().equals(OptionalLong.of(end));
    Ask further = whole ? Ask.WHOLE.of(version) : Ask.of(new ByteRange(next, end - 1), version);
    List<Field> fields = new ArrayList<>(passed);
    fields.addAll(further.fields());
    asked = next;
    Transfer started = new Transfer(this);
    transfer = started;
    started.start(client, exchange.loop(), question.target(), fields);
  }

  @Override
  public void answered(Transfer from, ResponseHead head) {
    Instant now = Instant.now();
    switch (Further.of(version, next, sentAny, StoreAnswers.of(head, now), now)) {
      case Further.Fits fits -> {
        from.brings(fits.extent());
        from.pause(out.isBlocked());
      }
      case Further.NotNow notNow -> {
        from.drop();
        transfer = null;
        brokeOff(new StoreFailure(502, notNow.reason()));
      }
      case Further.Never never -> {
        from.drop();
        transfer = null;
        fail(new StoreFailure(502, never.reason()));
      }
    }
  }

  // --- octets

  @Override
  public void data(Transfer from, ByteBuf data) {
    if (sent == null) {
      // A store that had not heard yet that it should wait: what comes is asked for again.
      data.release();
      from.drop();
      transfer = null;
      return;
    }
    long start = from.at() - data.readableBytes();
    if (start < next && next < end) {
      data.skipBytes((int) Math.min(data.readableBytes(), next - start));
    }
    long room = end - next;
    boolean surplus = data.readableBytes() > room;
    if (surplus && isLast() && !from.isCounted()) {
      data.release();
      from.drop();
      transfer = null;
      fail(new StoreFailure(502, "the store sends more octets than the object has"));
      return;
    }
    if (surplus) {
      data.writerIndex(data.readerIndex() + (int) room);
    }
    if (!data.isReadable()) {
      data.release();
      return;
    }
    next += data.readableBytes();
    sentAny = true;
    out.write(data);
    if (closed) {
      return;
    }
    goOn();
  }

  /** Whether all octets are there, and nothing may follow that would prove them wrong. */
  private boolean isReceived() {
    Transfer running = transfer;
    // Without a count of its own only the end of the answer tells that there is no more.
    boolean sure = running == null || running.isOver() || running.isCounted() || !isLast();
    return next == end && sure;
  }

  private boolean isLast() {
    return version.total().equals(OptionalLong.of(end));
  }

  @Override
  public void batchEnd() {
    out.flush();
  }

  @Override
  public void ended(Transfer from) {
    transfer = null;
    if (sent == null) {
      return;
    }
    if (next == end || end == OPEN) {
      end = next;
      goOn();
    } else if (from.mayEndAt(from.at()) && next - asked >= LEAST_SENT) {
      ask();
    } else {
      brokeOff(new StoreFailure(502, "the store sent less than it said"));
    }
  }

  @Override
  public void failed(Transfer from, StoreFailure failure) {
    transfer = null;
    if (sent != null) {
      brokeOff(failure);
    }
  }

  private void brokeOff(StoreFailure failure) {
    boolean provable = !sentAny || version.canBeContinued();
    if (end == OPEN || !provable || resumed == MOST_RESUMED || exchange.isOver()) {
      fail(failure);
      return;
    }
    long wait = FIRST_PAUSE_MILLIS << (2 * resumed);
    resumed++;
    LOG.warn(
        "{}: {}; asking for the rest from octet {} on ({} of {} times)",
        question.target().text(),
        failure.reason(),
        next,
        resumed,
        MOST_RESUMED);
    out.flush();
    pause = exchange.loop().executor().schedule(this::ask, wait, TimeUnit.MILLISECONDS);
  }

  /** Finishes once all octets were received, or reads on. */
  private void goOn() {
    Sent told = sent;
    if (told != null && isReceived()) {
      sent = null;
      told.done();
      rest();
    } else if (transfer != null) {
      transfer.pause(out.isBlocked());
    }
  }

  private void fail(StoreFailure failure) {
    Sent told = sent;
    sent = null;
    if (told != null) {
      told.failed(failure);
    }
  }

  // --- the client

  private void eased() {
    if (!closed && sent != null) {
      goOn();
    }
  }

  @Override
  public void clientWritable() {
    out.writable();
  }

  @Override
  public void close() {
    closed = true;
    sent = null;
    if (pause != null) {
      pause.cancel(false);
      pause = null;
    }
    if (transfer != null) {
      transfer.drop();
      transfer = null;
    }
  }
}
