package dev.handoff.gateway.deliver.store.cache;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The writing half of a {@link Fill}: cuts what arrives into slices, and says after each piece how
 * far readers may read. Never two workers at once.
 *
 * <p>Its lock is taken inside of a version's, never the other way round.
 */
final class FillWriter {
  /** Octets that may wait for the disk before the store is asked to pause. */
  private static final int HIGH = 512 * 1024;

  private static final int LOW = 128 * 1024;

  /** Readers are told at least that often. */
  private static final int TELL = 256 * 1024;

  private final Disk disk;
  private final KeptVersion version;
  private final Fill fill;

  // Guarded by this.
  private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
  private int queued;
  private boolean working;
  private boolean busy;
  private Fill.@Nullable Outcome ending;
  private Fill.@Nullable Outcome outcome;
  private int next;
  private int endSlice;
  private boolean filling;

  // Confined to whoever works.
  private @Nullable GrowingSlice growing;
  private int untold;

  FillWriter(Disk disk, KeptVersion version, Fill fill, int first) {
    this.disk = disk;
    this.version = version;
    this.fill = fill;
    this.next = first;
    this.endSlice = first + 1;
  }

  synchronized void until(int slice) {
    endSlice = slice;
  }

  synchronized int next() {
    return next;
  }

  synchronized boolean comesTo(int number) {
    return outcome == null && next == number && number < endSlice;
  }

  synchronized boolean fills(int number) {
    return filling && next == number + 1;
  }

  synchronized Optional<Fill.Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Takes over {@code data}. True: the disk has enough to do until {@link Fill#diskReady}. */
  synchronized boolean offer(ByteBuf data) {
    if (outcome != null || ending != null) {
      data.release();
      return false;
    }
    queue.add(data);
    add(data.readableBytes());
    start();
    busy = queued > HIGH || disk.isMuchWaiting();
    return busy;
  }

  /** Nothing more comes. */
  synchronized void end(Fill.Outcome why) {
    if (ending == null) {
      ending = why;
      start();
    }
  }

  private void start() {
    if (!working && outcome == null) {
      working = true;
      disk.workers().run(this::work);
    }
  }

  private void add(int octets) {
    queued += octets;
    disk.waiting(octets);
  }

  // --- on a worker

  private void work() {
    try {
      ByteBuf data = first();
      while (data != null && write(data)) {
        data = first();
      }
    } catch (IOException | RuntimeException e) {
      disk.trouble(e);
      over(new Fill.Outcome.NotKept());
    }
  }

  /** What is to be written next; null when this worker has nothing more to do. */
  private @Nullable ByteBuf first() {
    if (isCaughtUp()) {
      tell();
    }
    Fill.Outcome end;
    synchronized (this) {
      ByteBuf data = queue.peek();
      if (data != null) {
        return data;
      }
      end = ending;
      working = end != null;
    }
    if (end != null) {
      over(end);
    }
    return null;
  }

  private synchronized boolean isCaughtUp() {
    return queue.isEmpty();
  }

  /** False when nothing more is wanted. */
  private boolean write(ByteBuf data) throws IOException {
    while (data.isReadable()) {
      GrowingSlice slice = growing == null ? begin() : growing;
      if (slice == null) {
        return false;
      }
      int before = data.readableBytes();
      slice.write(data);
      wrote(before - data.readableBytes());
      if (slice.isFull()) {
        store(slice);
      } else if (untold >= TELL) {
        tell();
      }
    }
    synchronized (this) {
      queue.remove();
    }
    data.release();
    return true;
  }

  private void wrote(int octets) {
    untold += octets;
    boolean ready;
    synchronized (this) {
      add(-octets);
      ready = busy && queued <= LOW;
      if (ready) {
        busy = false;
      }
    }
    if (ready) {
      fill.onLoop(fill::diskReady);
    }
  }

  private @Nullable GrowingSlice begin() throws IOException {
    int number;
    boolean end;
    synchronized (this) {
      number = next;
      end = next >= endSlice;
    }
    if (end || !version.lacks(number)) {
      over(new Fill.Outcome.Done());
      return null;
    }
    GrowingSlice begun = disk.grow(version, number);
    if (begun == null) {
      over(new Fill.Outcome.NotKept());
      return null;
    }
    if (!version.grow(begun.slice(), begun.file())) {
      disk.discard(begun);
      over(new Fill.Outcome.Done());
      return null;
    }
    growing = begun;
    synchronized (this) {
      filling = true;
      next = number + 1;
    }
    return begun;
  }

  /** Lets readers see what was written. */
  private void tell() {
    GrowingSlice slice = growing;
    if (slice != null && untold > 0) {
      untold = 0;
      version.grown(slice.slice(), slice.written());
      version.wake();
    }
  }

  private void store(GrowingSlice slice) throws IOException {
    tell();
    slice.finish();
    growing = null;
    synchronized (this) {
      filling = false;
    }
    disk.store(slice);
  }

  private void over(Fill.Outcome how) {
    synchronized (this) {
      outcome = how;
      working = false;
      filling = false;
      queue.forEach(ByteBuf::release);
      queue.clear();
      add(-queued);
    }
    GrowingSlice unfinished = growing;
    growing = null;
    if (unfinished != null) {
      disk.discard(unfinished);
    }
    version.over(fill);
    version.wake();
    disk.index().shrunk(version);
    fill.onLoop(fill::stop);
    disk.leave();
  }
}
