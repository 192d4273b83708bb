package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.loop.Loop;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One version of one object: its slices, who fills them, and who waits for them. May be used from
 * any thread; nothing here touches the disk while it is locked.
 */
final class KeptVersion {
  /** Somebody who reads slices one after the other. */
  interface Reader {
    /** Where to be told. */
    Loop loop();

    /** Something has changed: look again. On the loop. */
    void lookAgain();
  }

  /** What a reader finds. */
  sealed interface Look {
    /**
     * @param file retained for the reader
     * @param readable octets of the slice that can be read
     */
    record Here(Slice slice, SliceFile file, int readable) implements Look {}

    /** The reader is told when there is more. */
    record Waiting(Optional<Fill> fill) implements Look {}

    /** The reader is told once the file is open, and has it opened now. */
    record Closed(Slice slice) implements Look {}

    /** Nobody has it, nobody fetches it. */
    record Missing() implements Look {}

    /** The store has another version by now. */
    record Outdated() implements Look {}
  }

  /** May a fill go on? */
  enum Next {
    GO,
    /** Nobody is near enough to need it soon. */
    HOLD,
    /** Nobody wants it, or somebody else has it. */
    STOP
  }

  /** Which slices a reader is at, and wants in the end. */
  private record Want(Reader reader, int at, int last) {}

  /** Slices that may be fetched ahead of whoever reads fastest. */
  private static final int AHEAD = 2;

  private final String key;
  private final long id;
  private volatile @Nullable ObjectFacts facts;

  /** In ascending order of their numbers. */
  private final List<Slice> slices = new ArrayList<>(1);

  private final List<Fill> fills = new ArrayList<>(1);
  private final List<Want> wants = new ArrayList<>(1);
  private List<Reader> waiting = new ArrayList<>(1);
  private boolean outdated;
  private volatile @Nullable Long validatedNanos;

  /** Guarded by {@link Index}: a version that somebody uses is not forgotten. */
  int users;

  /**
   * @param id differs from that of every other version of this key
   */
  KeptVersion(String key, long id) {
    this.key = key;
    this.id = id;
  }

  /** A version that a store told of just now. */
  KeptVersion(String key, long id, ObjectFacts facts) {
    this(key, id);
    this.facts = facts;
  }

  String key() {
    return key;
  }

  SliceName name(int slice) {
    return new SliceName(key, id, slice);
  }

  /** Empty until they were read from a slice. */
  Optional<ObjectFacts> knownFacts() {
    return Optional.ofNullable(facts);
  }

  ObjectFacts facts() {
    return Objects.requireNonNull(facts, "not read yet");
  }

  void facts(ObjectFacts read) {
    facts = read;
  }

  /** The store said at that time, or later, that this is its version. */
  void validated(long nanos) {
    validatedNanos = nanos;
  }

  /** Whether the store was asked within the last {@code nanos}. */
  boolean isFresh(long now, long nanos) {
    Long then = validatedNanos;
    return then != null && nanos > 0 && now - then <= nanos && !facts().askAlways();
  }

  /** Held while facts are read, so that it is done once. */
  Object reading() {
    return slices;
  }

  // --- readers

  /**
   * @param from octets of the slice that the reader has already
   */
  synchronized Look look(int number, int from, Reader reader) {
    if (outdated) {
      return new Look.Outdated();
    }
    Slice slice = find(number);
    if (slice == null) {
      Optional<Fill> coming = fills.stream().filter(fill -> fill.comesTo(number)).findAny();
      if (coming.isEmpty()) {
        return new Look.Missing();
      }
      waiting.add(reader);
      return new Look.Waiting(coming);
    }
    SliceFile file = slice.file;
    if (file != null && slice.readable > from && file.retain()) {
      return new Look.Here(slice, file, slice.readable);
    }
    waiting.add(reader);
    if (slice.state == Slice.State.STORED && !slice.opening) {
      slice.opening = true;
      return new Look.Closed(slice);
    }
    return new Look.Waiting(fills.stream().filter(fill -> fill.fills(number)).findAny());
  }

  /** The slice, if its file should be opened before a reader comes to it. */
  synchronized @Nullable Slice toOpenAhead(int number) {
    Slice slice = find(number);
    if (slice == null || slice.state != Slice.State.STORED || slice.file != null || slice.opening) {
      return null;
    }
    slice.opening = true;
    return slice;
  }

  /** Whether a slice is here, or about to come. */
  synchronized boolean comes(int number) {
    return !outdated
        && (find(number) != null || fills.stream().anyMatch(fill -> fill.comesTo(number)));
  }

  /** Whether all of these slices are here. */
  synchronized boolean holds(int first, int last) {
    int from = position(first);
    int to = position(last);
    return to < slices.size()
        && slices.get(to).number() == last
        && to - from == last - first
        && slices.subList(from, to + 1).stream().allMatch(this::isWhole);
  }

  private boolean isWhole(Slice slice) {
    return slice.state == Slice.State.STORED || slice.readable == facts().lengthOf(slice.number());
  }

  /** Says where a reader is; fills that waited for it go on. */
  synchronized void want(Reader reader, int at, int last) {
    unwant(reader);
    wants.add(new Want(reader, at, last));
    fills.forEach(Fill::goOn);
  }

  /** The reader has left; fills that only it wanted end. */
  synchronized void leave(Reader reader) {
    unwant(reader);
    waiting.removeIf(other -> isSame(other, reader));
    fills.forEach(Fill::goOn);
  }

  private void unwant(Reader reader) {
    wants.removeIf(want -> isSame(want.reader, reader));
  }

  @SuppressWarnings("ReferenceEquality") // a reader is nobody but itself
  private static boolean isSame(Reader one, Reader other) {
    return one == other;
  }

  /** Has everybody who waits look again. */
  void wake() {
    List<Reader> told;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      told = waiting;
      waiting = new ArrayList<>(told.size());
    }
    IdentityHashMap<Loop, List<Reader>> byLoop = new IdentityHashMap<>(2);
    told.forEach(
        reader -> byLoop.computeIfAbsent(reader.loop(), _ -> new ArrayList<>()).add(reader));
    byLoop.forEach((loop, readers) -> {
      try {
        loop.executor().execute(() -> readers.forEach(Reader::lookAgain));
      } catch (RejectedExecutionException stopped) {
        // Its exchanges are gone with the loop.
        return;
      }
    });
  }

  // --- fills

  /**
   * Makes room for a fill that begins at a slice nobody has.
   *
   * @param last the last slice that is wanted
   * @return one past the last slice it should fetch; empty: somebody was faster
   */
  synchronized Optional<Integer> begin(Fill fill, int number, int last) {
    if (outdated
        || find(number) != null
        || fills.stream().anyMatch(other -> other.comesTo(number))) {
      return Optional.empty();
    }
    int end = last == Integer.MAX_VALUE ? last : last + 1;
    int at = position(number);
    if (at < slices.size()) {
      end = Math.min(end, slices.get(at).number());
    }
    for (Fill other : fills) {
      if (other.next() > number) {
        end = Math.min(end, other.next());
      }
    }
    fills.add(fill);
    return Optional.of(end);
  }

  /** Whether a fill may begin that slice now. */
  synchronized Next mayGoOn(Fill fill, int number) {
    if (outdated
        || find(number) != null
        || fills.stream()
            .anyMatch(other -> other.first() > fill.first() && other.comesTo(number))) {
      return Next.STOP;
    }
    Next next = Next.STOP;
    for (Want want : wants) {
      if (want.at <= number && number <= want.last) {
        if (number - want.at <= AHEAD) {
          return Next.GO;
        }
        next = Next.HOLD;
      }
    }
    return next;
  }

  /** Whether a slice is still to be fetched. */
  synchronized boolean lacks(int number) {
    return !outdated && find(number) == null;
  }

  /** A slice begins to grow; false when the version is outdated. */
  synchronized boolean grow(Slice slice, SliceFile file) {
    int at = position(slice.number());
    if (outdated || (at < slices.size() && slices.get(at).number() == slice.number())) {
      return false;
    }
    slice.file = file;
    slices.add(at, slice);
    return true;
  }

  synchronized void grown(Slice slice, int readable) {
    slice.readable = readable;
  }

  /** Its file is whole and has its name; false when it is not wanted any more. */
  synchronized boolean stored(Slice slice) {
    if (slice.state == Slice.State.GROWING && !outdated) {
      slice.state = Slice.State.STORED;
      slice.verified = true;
      return true;
    }
    return false;
  }

  synchronized void over(Fill fill) {
    fills.remove(fill);
  }

  // --- what is on disk

  /** A slice that an earlier process left; in any order. */
  synchronized void found(Slice slice) {
    slice.readable = 0;
    slices.add(position(slice.number()), slice);
  }

  synchronized Optional<Slice> anyStored() {
    return slices.stream().filter(slice -> slice.state == Slice.State.STORED).findFirst();
  }

  synchronized boolean isVerified(Slice slice) {
    return slice.verified;
  }

  /** Its file is open; false when the slice went meanwhile. */
  synchronized boolean opened(Slice slice, SliceFile file, int length) {
    slice.opening = false;
    if (slice.state != Slice.State.STORED) {
      return false;
    }
    slice.file = file;
    slice.verified = true;
    slice.readable = length;
    return true;
  }

  /** Closes the file of a slice that nobody reads just now. */
  synchronized Optional<SliceFile> closeIdle(Slice slice) {
    SliceFile file = slice.file;
    if (file == null || isInUse(slice)) {
      return Optional.empty();
    }
    slice.file = null;
    slice.readable = 0;
    return Optional.of(file);
  }

  /** How taking a slice out went. */
  sealed interface Removal {
    /**
     * Its file on the disk is the caller's now.
     *
     * @param file open, to be released
     */
    record Removed(Optional<SliceFile> file) implements Removal {}

    /** Somebody reads it just now. */
    record InUse() implements Removal {}

    /** Somebody else has done it. */
    record Gone() implements Removal {}
  }

  /** Takes a slice out unless it is being used. */
  synchronized Removal removeIdle(Slice slice) {
    return isInUse(slice) ? new Removal.InUse() : remove(slice);
  }

  /** Takes a slice out. */
  @SuppressWarnings("ReferenceEquality") // another one may have its number already
  synchronized Removal remove(Slice slice) {
    if (slice.state == Slice.State.GONE) {
      return new Removal.Gone();
    }
    slice.state = Slice.State.GONE;
    int at = position(slice.number());
    if (at < slices.size() && slices.get(at) == slice) {
      slices.remove(at);
    }
    SliceFile file = slice.file;
    slice.file = null;
    slice.opening = false;
    slice.readable = 0;
    return new Removal.Removed(Optional.ofNullable(file));
  }

  private static boolean isInUse(Slice slice) {
    SliceFile file = slice.file;
    return slice.opening || slice.state == Slice.State.GROWING || (file != null && file.isInUse());
  }

  /**
   * Nothing is read of it any more.
   *
   * @return what is to be removed; what grows just now is its fill's business
   */
  synchronized List<Slice> outdate() {
    outdated = true;
    fills.forEach(Fill::goOn);
    return slices.stream().filter(slice -> slice.state == Slice.State.STORED).toList().reversed();
  }

  /** The cache is closed: files are closed with their last transfers. */
  synchronized void close() {
    outdated = true;
    for (Slice slice : List.copyOf(slices)) {
      if (remove(slice) instanceof Removal.Removed(Optional<SliceFile> file)) {
        file.ifPresent(SliceFile::release);
      }
    }
  }

  synchronized boolean isOpen(Slice slice) {
    return slice.file != null;
  }

  synchronized boolean isOutdated() {
    return outdated;
  }

  synchronized boolean isEmpty() {
    return slices.isEmpty() && fills.isEmpty();
  }

  private @Nullable Slice find(int number) {
    int at = position(number);
    return at < slices.size() && slices.get(at).number() == number ? slices.get(at) : null;
  }

  /** Where that slice is, or would be. */
  private int position(int number) {
    int low = 0;
    int high = slices.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slices.get(middle).number() < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
