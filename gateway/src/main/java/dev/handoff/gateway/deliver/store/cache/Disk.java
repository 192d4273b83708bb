package dev.handoff.gateway.deliver.store.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept: the folder, what lies in it, how much that is, and who works on it. May be used
 * from any thread; methods say where they block.
 */
final class Disk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);

  /** Files open although nobody reads them. */
  private static final int IDLE_FILES = 512;

  /** Octets of all fills together that wait for the disk, before every fill is held short. */
  private static final long MUCH_WAITING = 16L * 1024 * 1024;

  private static final int CLOSE_SECONDS = 2;

  /** The time of a file is set anew only when it is this far behind. */
  private static final int STALE_SECONDS = 60;

  private final SliceFolder folder;
  private final DiskClock clock;
  private final DiskWorkers workers = new DiskWorkers();
  private final Room room = new Room(this::evict);
  private final Index index = new Index();
  private final OpenSlices open = new OpenSlices(IDLE_FILES);
  private final Trouble trouble;
  private final CacheCounters counters = new CacheCounters();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicInteger users = new AtomicInteger(1);
  private final CountDownLatch down = new CountDownLatch(1);
  private volatile boolean closed;

  Disk(SliceFolder folder, DiskClock clock) {
    this.folder = folder;
    this.clock = clock;
    this.trouble = new Trouble(folder.dir(), clock);
  }

  /** Begins to look at what is there. */
  void start() throws IOException {
    if (folder.isEmpty()) {
      index.knowAll();
      room.complete();
      return;
    }
    room.unseen(SliceName.FOLDERS, SliceName.FOLDERS);
    Thread.ofPlatform().name("handoff-cache-look").daemon().start(this::readAll);
  }

  /** Reads every folder, and says when the order of what is there is known. Blocks. */
  void readAll() {
    for (int folder = 0; folder < SliceName.FOLDERS && !closed; folder++) {
      read(folder);
      room.unseen(SliceName.FOLDERS - folder - 1, SliceName.FOLDERS);
    }
    room.complete();
  }

  SliceFolder folder() {
    return folder;
  }

  DiskClock clock() {
    return clock;
  }

  DiskWorkers workers() {
    return workers;
  }

  Room room() {
    return room;
  }

  Index index() {
    return index;
  }

  CacheCounters counters() {
    return counters;
  }

  /** Octets were received that the disk does not have yet; less than zero: it has them now. */
  void waiting(int octets) {
    waiting.addAndGet(octets);
  }

  boolean isMuchWaiting() {
    return waiting.get() > MUCH_WAITING;
  }

  /** A slice is being sent. */
  void used(Slice slice) {
    room.used(slice, clock.seconds());
  }

  /** Whether new slices can be kept just now. */
  boolean takesMore() {
    return !trouble.isNear();
  }

  /** The disk failed. */
  void trouble(Exception failure) {
    trouble.met(failure);
    workers.runBehind(() -> {
      if (folder.isFull()) {
        // Others have filled it: our size is more than there is.
        room.dropSome();
      }
    });
  }

  /** Another version takes the place of the one that was kept; held for the caller. */
  KeptVersion replace(CacheKey key, ObjectFacts facts) {
    Index.Replaced replaced = index.replace(key, facts);
    replaced.before().ifPresent(this::outdate);
    return replaced.fresh();
  }

  /** Whether nothing of what is wanted has to be fetched. */
  boolean isWhole(KeptVersion version, Wanted wanted) {
    ObjectFacts facts = version.facts();
    return wanted
        .in(facts.length())
        .map(range -> version.holds(facts.sliceOf(range.first()), facts.sliceOf(range.last())))
        .orElse(true);
  }

  /** The version is not the store's any more: nobody finds it, its slices go. */
  void outdate(KeptVersion version) {
    index.remove(version);
    for (Slice slice : version.outdate()) {
      workers.runBehind(() -> delete(slice));
    }
    version.wake();
  }

  // --- on a worker: slices that grow

  /** Begins a slice; null when there is no room for it. Blocks. */
  @Nullable GrowingSlice grow(KeptVersion version, int number) throws IOException {
    ObjectFacts facts = version.facts();
    int header = SliceHeader.lengthFor(facts);
    int footprint = Room.footprint(header + (long) facts.lengthOf(number));
    if (trouble.isNear() || !room.reserve(footprint)) {
      return null;
    }
    try {
      SliceFolder.Growing file = folder.grow();
      Slice slice = new Slice(version, number, Slice.State.GROWING, footprint, clock.seconds());
      SliceFile octets = new SliceFile(file.channel(), header, workers);
      return new GrowingSlice(slice, file.path(), octets, facts);
    } catch (IOException e) {
      room.free(footprint);
      throw e;
    }
  }

  /** Gives a finished slice its name. Blocks. */
  void store(GrowingSlice grown) throws IOException {
    Slice slice = grown.slice();
    try {
      folder.keep(grown.path(), slice.name());
    } catch (IOException e) {
      discard(grown);
      throw e;
    }
    if (slice.version().stored(slice)) {
      room.stored(slice);
      open.add(slice);
    } else {
      deleteFile(slice);
      discard(grown);
    }
  }

  /** Removes a slice that will not be finished. Blocks. */
  void discard(GrowingSlice unfinished) {
    Slice slice = unfinished.slice();
    slice.version().remove(slice);
    try {
      folder.delete(unfinished.path());
    } catch (IOException e) {
      LOG.warn("an unfinished slice stays in {}: {}", folder.dir(), e.toString());
    }
    unfinished.file().release(() -> room.free(slice.footprint()));
    index.shrunk(slice.version());
  }

  // --- on a worker: slices that are there

  /** Opens a slice's file, and has whoever waits for it look again. Blocks. */
  void open(Slice slice) {
    KeptVersion version = slice.version();
    try {
      boolean verified = version.isVerified(slice);
      SliceFile file = opened(slice, verified);
      if (!version.opened(slice, file, version.facts().lengthOf(slice.number()))) {
        file.release();
      } else {
        open.add(slice);
        noteUse(slice, verified);
      }
    } catch (IOException | RuntimeException e) {
      trouble.damaged(e);
      delete(slice);
    }
    version.wake();
  }

  private SliceFile opened(Slice slice, boolean verified) throws IOException {
    FileChannel channel = folder.open(slice.name());
    try {
      int header = StoredSlice.check(channel, slice.number(), slice.version().facts(), !verified);
      return new SliceFile(channel, header, workers);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** So that a restart knows what was used. */
  private void noteUse(Slice slice, boolean verified) throws IOException {
    int now = clock.seconds();
    if (!verified || now - slice.usedAt > STALE_SECONDS) {
      folder.used(slice.name(), FileTime.from(clock.at(now)));
    }
  }

  /**
   * Reads what an earlier process knew of a version; false when nothing of it can be used. Blocks.
   */
  boolean readFacts(KeptVersion version, CacheKey key) {
    synchronized (version.reading()) {
      while (version.knownFacts().isEmpty()) {
        Optional<Slice> slice = version.anyStored();
        if (slice.isEmpty()) {
          return false;
        }
        try (FileChannel channel = folder.open(slice.get().name())) {
          ObjectFacts facts = StoredSlice.header(channel).facts();
          if (!facts.key().equals(key.text())) {
            throw new SliceFolder.DamagedException("a slice of another object");
          }
          version.facts(facts);
        } catch (IOException | RuntimeException e) {
          trouble.damaged(e);
          delete(slice.get());
        }
      }
      return true;
    }
  }

  /** Finds out what an earlier process left in a folder. Blocks. */
  void read(int folder) {
    try {
      index.read(folder, this);
    } catch (IOException e) {
      trouble.met(e);
      index.giveUp(folder);
    }
  }

  /** A slice that an earlier process left. */
  void found(KeptVersion version, SliceFolder.Found found) {
    Slice slice =
        new Slice(
            version,
            found.name().slice(),
            Slice.State.STORED,
            Room.footprint(found.sizeOctets()),
            clock.seconds(found.used().toInstant()));
    version.found(slice);
    room.found(slice);
  }

  // --- on a worker: slices that go

  private boolean evict(Slice slice) {
    return gone(slice, slice.version().removeIdle(slice));
  }

  private void delete(Slice slice) {
    gone(slice, slice.version().remove(slice));
  }

  private boolean gone(Slice slice, KeptVersion.Removal removal) {
    switch (removal) {
      case KeptVersion.Removal.InUse _ -> {
        return false;
      }
      case KeptVersion.Removal.Gone _ -> {}
      case KeptVersion.Removal.Removed(Optional<SliceFile> file) -> {
        room.forget(slice);
        deleteFile(slice);
        Runnable free = () -> room.free(slice.footprint());
        file.ifPresentOrElse(octets -> octets.release(free), free);
        index.shrunk(slice.version());
      }
    }
    return true;
  }

  private void deleteFile(Slice slice) {
    try {
      folder.delete(slice.name());
    } catch (IOException e) {
      LOG.warn("a slice stays in {}: {}", folder.dir(), e.toString());
    }
  }

  /** A delivery begins to use what is kept; false when that is over. */
  boolean enter() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
      now = users.get();
    }
    return false;
  }

  /** The last to leave has everything closed, on a thread that may wait. */
  void leave() {
    if (users.decrementAndGet() == 0) {
      Thread.ofPlatform().name("handoff-cache-close").start(this::shut);
    }
  }

  /** Waits until the last has left. Blocks. */
  @Override
  public void close() {
    boolean interrupted = false;
    try {
      if (!down.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("cache.remote: closed under deliveries that run");
        shut();
      }
    } catch (InterruptedException hurried) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing of it is used any more; others may take the folder. Blocks. */
  private synchronized void shut() {
    if (closed) {
      return;
    }
    closed = true;
    workers.close();
    index.all().forEach(KeptVersion::close);
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("leaving {} failed", folder.dir(), e);
    }
    down.countDown();
  }

  Path dir() {
    return folder.dir();
  }
}
