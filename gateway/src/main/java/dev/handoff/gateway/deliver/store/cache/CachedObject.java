package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.store.Facts;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoredObject;
import dev.handoff.gateway.deliver.store.StoredObjects.Question;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord.Source;
import dev.handoff.gateway.loop.Loop;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object on its way to one client: slice after slice, as they are there or come.
 *
 * <p>Every octet comes out of a file, also for the client for whom the store is read: none waits
 * for another, and what a slow one has not taken lies on the disk.
 */
final class CachedObject implements StoredObject, KeptVersion.Reader {
  /** Fills of others that may fail before a reader gives up. */
  private static final int MOST_FAILURES = 2;

  private static final StoreFailure OUTDATED =
      new StoreFailure(502, "the object changed at its store while it was being delivered");

  private final CachedObjects cache;
  private final Question question;
  private final Exchange exchange;
  private final KeptVersion version;
  private final ObjectFacts facts;
  private final Function<List<String>, Field> status;
  private final int lastWanted;

  // What is sent just now.
  private @Nullable Sent sent;
  private long at;
  private long end;

  /** The slice that was last said to be wanted. */
  private int said;

  private @Nullable Fill following;
  private @Nullable StoredObject straight;
  private boolean leads;
  private boolean awaits;
  private boolean closed;
  private int failures;

  /**
   * Holds {@code version} and the disk, which the caller has retained and entered for it.
   *
   * @param wanted octets that will probably be sent; fills read ahead for them
   * @param leads the store is being read for this delivery already
   */
  CachedObject(
      CachedObjects cache,
      Question question,
      KeptVersion version,
      Optional<ByteRange> wanted,
      boolean leads,
      Function<List<String>, Field> status) {
    this.cache = cache;
    this.question = question;
    this.exchange = question.exchange();
    this.version = version;
    this.facts = version.facts();
    this.leads = leads;
    this.status = status;
    this.lastWanted = wanted.map(range -> facts.sliceOf(range.last())).orElse(0);
    this.said = wanted.map(range -> facts.sliceOf(range.first())).orElse(-1);
    if (wanted.isPresent()) {
      version.want(this, said, lastWanted);
    }
  }

  @Override
  public Facts facts() {
    return new Facts(
        OptionalLong.of(facts.length()),
        facts.validators(),
        Facts.Ranges.SEVERAL,
        facts.contentType(),
        Optional.empty());
  }

  @Override
  public Optional<String> field(String name) {
    for (Field field : facts.fields()) {
      if (field.name().equals(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Field> cacheStatus(List<String> earlier) {
    return Optional.of(status.apply(earlier));
  }

  /** For traces: what the cache did for this delivery. */
  String text() {
    return status.apply(List.of()).value();
  }

  @Override
  public void send(ByteRange range, Sent told) {
    exchange.record().source(Source.CACHE);
    sent = told;
    at = range.first();
    end = range.last() + 1;
    failures = 0;
    step();
  }

  @Override
  public void sendAll(Sent told) {
    send(new ByteRange(0, facts.length() - 1), told);
  }

  private void step() {
    Sent told = sent;
    if (closed || told == null || exchange.isOver()) {
      return;
    }
    if (at == end) {
      sent = null;
      told.done();
      return;
    }
    if (straight != null) {
      passStraight();
      return;
    }
    int slice = facts.sliceOf(at);
    if (slice != said) {
      said = slice;
      version.want(this, slice, Math.max(lastWanted, facts.sliceOf(end - 1)));
    }
    look(slice);
  }

  private void look(int slice) {
    int from = (int) (at - facts.firstOf(slice));
    switch (version.look(slice, from, this)) {
      case KeptVersion.Look.Here(Slice here, SliceFile file, int readable) -> {
        cache.disk().used(here);
        write(file, from, (int) Math.min(readable - from, end - at));
      }
      case KeptVersion.Look.Waiting(Optional<Fill> fill) -> {
        awaits = true;
        following = fill.orElse(null);
      }
      case KeptVersion.Look.Closed(Slice closed) -> {
        awaits = true;
        cache.disk().workers().run(() -> cache.disk().open(closed));
      }
      case KeptVersion.Look.Missing _ -> missing(slice);
      case KeptVersion.Look.Outdated _ -> fail(OUTDATED);
    }
  }

  private void write(SliceFile file, int from, int length) {
    cache.disk().counters().served(length);
    exchange.write(
        file,
        file.bodyOffset() + (long) from,
        length,
        () -> {
          at += length;
          step();
        });
    file.release();
    openAhead(facts.sliceOf(at) + 1);
  }

  /** While a slice is sent, the file of the next one is opened. */
  private void openAhead(int slice) {
    if (facts.firstOf(slice) < end) {
      Slice next = version.toOpenAhead(slice);
      if (next != null) {
        cache.disk().workers().run(() -> cache.disk().open(next));
      }
    }
  }

  /** Nobody has it: what became of the fill that should have brought it? */
  private void missing(int slice) {
    Fill last = following;
    following = null;
    Optional<Fill.Outcome> how = last == null ? Optional.empty() : last.outcome();
    boolean led = leads;
    leads = false;
    switch (how.orElseGet(Fill.Outcome.Done::new)) {
      case Fill.Outcome.Done _ -> fetch(slice);
      case Fill.Outcome.NotKept _ -> passStraight();
      case Fill.Outcome.Failed(StoreFailure failure) -> {
        // Somebody else's link may have run out; our own was just tried.
        if (led || ++failures > MOST_FAILURES) {
          fail(failure);
        } else {
          fetch(slice);
        }
      }
    }
  }

  private void fetch(int slice) {
    if (!cache.disk().takesMore()) {
      passStraight();
      return;
    }
    Fill fill =
        new Fill(cache.disk(), version, exchange.loop(), cache.client(), question.target(), slice);
    Optional<Integer> fillEnd =
        version.begin(fill, slice, Math.max(lastWanted, facts.sliceOf(end - 1)));
    if (fillEnd.isPresent()) {
      leads = true;
      fill.start(fillEnd.get());
    }
    look(slice);
  }

  /** Nothing can be kept now: the rest goes past the disk. */
  private void passStraight() {
    version.leave(this);
    StoredObject source = straight;
    if (source == null) {
      source = cache.direct().known(question, facts(), facts.proof());
      straight = source;
    }
    source.send(
        new ByteRange(at, end - 1),
        new Sent() {
          @Override
          public void done() {
            at = end;
            step();
          }

          @Override
          public void failed(StoreFailure failure) {
            fail(failure);
          }
        });
  }

  private void fail(StoreFailure failure) {
    Sent told = sent;
    sent = null;
    if (told != null) {
      told.failed(failure);
    }
  }

  @Override
  public Loop loop() {
    return exchange.loop();
  }

  @Override
  public void lookAgain() {
    if (awaits) {
      awaits = false;
      step();
    }
  }

  @Override
  public void clientWritable() {
    if (straight != null) {
      straight.clientWritable();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sent = null;
      if (straight != null) {
        straight.close();
      }
      version.leave(this);
      cache.disk().index().release(version);
      cache.disk().leave();
    }
  }
}
