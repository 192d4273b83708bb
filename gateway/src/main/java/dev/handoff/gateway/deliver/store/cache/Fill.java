package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.core.store.Extent;
import dev.handoff.core.store.Further;
import dev.handoff.core.store.StoreAnswer;
import dev.handoff.core.store.Version;
import dev.handoff.gateway.deliver.store.StoreAnswers;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.deliver.store.StoreFailure;
import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.loop.Loop;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads slices from the store, one after the other, as long as somebody wants them.
 *
 * <p>It belongs to nobody: who started it may leave. One request asks for a window of several
 * slices; the next is asked for once the fastest reader is near its end, so that a slow client
 * keeps no connection waiting. The store is read on a loop, {@link FillWriter} writes on the
 * workers.
 */
final class Fill implements StoreClient.Listener {
  /** How it ended. */
  sealed interface Outcome {
    /** As far as anybody wanted. */
    record Done() implements Outcome {}

    record Failed(StoreFailure failure) implements Outcome {}

    /** The disk takes nothing: whoever waits asks the store for itself. */
    record NotKept() implements Outcome {}
  }

  /** Cut short, a reading goes on from where it was, that many times. */
  private static final int MOST_RESUMES = 3;

  private static final long FIRST_PAUSE_MILLIS = 50;

  private final Loop loop;
  private final StoreClient client;
  private final StoreTarget target;
  private final KeptVersion version;
  private final ObjectFacts facts;
  private final Version proof;
  private final FillWriter writer;
  private final Disk disk;
  private final int first;

  /** Nobody needs more for now. Set on the loop, read by whoever comes. */
  private volatile boolean waiting;

  // Confined to the loop.
  private StoreClient.@Nullable Call call;
  private boolean diskBusy;
  private boolean paused;
  private boolean over;
  private int resumes;
  private Window window;

  /** Offset in the object of the next octet of the store. */
  private long received;

  /** Octets of the answer that are here already, because the store does not cut. */
  private long skip;

  private long answeredFrom;
  private long end;

  /**
   * @param first number of the first slice
   */
  Fill(
      Disk disk,
      KeptVersion version,
      Loop loop,
      StoreClient client,
      StoreTarget target,
      int first) {
    this.disk = disk;
    this.version = version;
    this.facts = version.facts();
    this.proof = facts.proof();
    this.loop = loop;
    this.client = client;
    this.target = target;
    this.first = first;
    this.received = facts.firstOf(first);
    this.answeredFrom = received;
    this.window = Window.first(facts.sliceSize(), received);
    this.writer = new FillWriter(disk, version, this, first);
  }

  /** Number of the slice that it began with. */
  int first() {
    return first;
  }

  /** Whether it will come to that slice next. */
  boolean comesTo(int number) {
    return writer.comesTo(number);
  }

  /** Number of the slice that it begins next. */
  int next() {
    return writer.next();
  }

  /** Whether it writes that slice just now. */
  boolean fills(int number) {
    return writer.fills(number);
  }

  Optional<Outcome> outcome() {
    return writer.outcome();
  }

  /** What is wanted has changed. */
  void goOn() {
    if (waiting) {
      onLoop(this::proceed);
    }
  }

  void onLoop(Runnable task) {
    try {
      loop.executor().execute(task);
    } catch (RejectedExecutionException stopped) {
      // The loop has closed the connection to the store, too.
      return;
    }
  }

  // --- on the loop

  /**
   * Asks the store.
   *
   * @param endSlice one past the last slice
   */
  void start(int endSlice) {
    until(endSlice);
    ask();
  }

  /**
   * Takes over a reading whose head has arrived, and which brings the first slice.
   *
   * @param said what will come
   * @param before octets that come before those of the first slice
   */
  void adopt(StoreClient.Call begun, int endSlice, Window said, long before) {
    until(endSlice);
    window = said;
    skip = before;
    answeredFrom = received;
    call = begun;
  }

  private void until(int endSlice) {
    if (!disk.enter()) {
      throw new IllegalStateException("filled after the end, though a reader holds the disk");
    }
    writer.until(endSlice);
    end = Math.min(facts.length(), facts.firstOf(endSlice));
  }

  private void ask() {
    if (over) {
      return;
    }
    disk.counters().asked();
    waiting = false;
    paused = false;
    long last = Math.min(window.end(), end) - 1;
    List<Field> fields = new ArrayList<>(proof.conditions());
    fields.add(new Field("Range", RangeSpec.of(new ByteRange(received, last)).fieldValue()));
    call = client.get(loop, target, fields, this);
    pauseOrNot();
  }

  @Override
  public void answered(ResponseHead head, StoreTarget answered) {
    Instant now = Instant.now();
    StoreAnswer answer = StoreAnswers.of(head, now);
    // Slices are joined to others: only a part that proves its version will do. The whole of a
    // small object from a store that does not cut says of itself that it is the same.
    boolean joined = answer.status() != 200;
    switch (Further.of(proof, received, joined, answer, now)) {
      case Further.Fits(Extent extent) -> {
        skip = received - extent.first();
        answeredFrom = received;
      }
      case Further.NotNow(String reason) -> {
        drop();
        cut(new StoreFailure(502, reason));
      }
      case Further.Never(String reason) -> {
        finish(new Outcome.Failed(new StoreFailure(502, reason)));
        if (saysItChanged(answer.status())) {
          disk.outdate(version);
        }
      }
    }
  }

  /** A refused signature says nothing about the object; these do. */
  private static boolean saysItChanged(int status) {
    return switch (status) {
      case 200, 206, 404, 410, 412, 416 -> true;
      default -> false;
    };
  }

  @Override
  public void data(ByteBuf data) {
    if (over) {
      data.release();
      return;
    }
    if (skip > 0) {
      int before = (int) Math.min(skip, data.readableBytes());
      data.skipBytes(before);
      skip -= before;
    }
    int slice = facts.sliceOf(received);
    received += data.readableBytes();
    disk.counters().fetched(data.readableBytes());
    KeptVersion.Next next = KeptVersion.Next.GO;
    if (received < end && facts.sliceOf(received) > slice) {
      slice = facts.sliceOf(received);
      next = version.mayGoOn(this, slice);
    }
    if (next == KeptVersion.Next.STOP) {
      // What belongs to the next slice came with the end of this one.
      data.writerIndex(data.writerIndex() - (int) (received - facts.firstOf(slice)));
    }
    diskBusy |= writer.offer(data);
    switch (next) {
      case GO -> {}
      case HOLD -> {
        // What was asked for is read ahead; a store that sends everything is stopped.
        if (window.isOpen()) {
          hold(slice);
        }
      }
      case STOP -> done();
    }
    pauseOrNot();
  }

  @Override
  public void batchEnd() {}

  @Override
  public void ended() {
    call = null;
    if (over) {
      return;
    }
    if (received >= end) {
      done();
    } else if (received < window.end()) {
      cut(new StoreFailure(502, "the store sent less than it said"));
    } else {
      int slice = facts.sliceOf(received);
      switch (version.mayGoOn(this, slice)) {
        case GO -> {
          window = window.longer(facts.sliceSize());
          ask();
        }
        case HOLD -> hold(slice);
        case STOP -> done();
      }
    }
  }

  @Override
  public void failed(StoreFailure failure) {
    call = null;
    if (!over) {
      cut(failure);
    }
  }

  /** Waits for a reader to come near; between two requests, or with the store held. */
  private void hold(int slice) {
    waiting = true;
    if (version.mayGoOn(this, slice) != KeptVersion.Next.HOLD) {
      proceed();
    }
  }

  private void proceed() {
    if (over || !waiting) {
      return;
    }
    switch (version.mayGoOn(this, facts.sliceOf(received))) {
      case HOLD -> {}
      case STOP -> done();
      case GO -> {
        waiting = false;
        if (call == null) {
          window = Window.first(facts.sliceSize(), received);
          ask();
        } else {
          pauseOrNot();
        }
      }
    }
  }

  private void cut(StoreFailure why) {
    if (waiting) {
      // A store that does not wait for slow clients: the next one asks anew.
      done();
    } else if (received > answeredFrom && resumes < MOST_RESUMES && !version.isOutdated()) {
      long wait = FIRST_PAUSE_MILLIS << (2 * resumes);
      resumes++;
      loop.executor().schedule(this::ask, wait, TimeUnit.MILLISECONDS);
    } else {
      finish(new Outcome.Failed(why));
    }
  }

  private void done() {
    finish(new Outcome.Done());
  }

  private void finish(Outcome how) {
    stop();
    writer.end(how);
  }

  /** The disk has written most of what it had. */
  void diskReady() {
    diskBusy = false;
    pauseOrNot();
  }

  private void pauseOrNot() {
    StoreClient.Call running = call;
    boolean pause = diskBusy || waiting;
    if (!over && running != null && paused != pause) {
      paused = pause;
      running.pause(pause);
    }
  }

  /** Lets the store go. */
  void stop() {
    if (!over) {
      over = true;
      drop();
    }
  }

  private void drop() {
    StoreClient.Call running = call;
    call = null;
    if (running != null) {
      running.drop();
    }
  }
}
