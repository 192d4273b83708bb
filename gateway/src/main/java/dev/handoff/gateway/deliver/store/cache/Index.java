package dev.handoff.gateway.deliver.store.cache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Which version of which object is kept. May be used from any thread.
 *
 * <p>After a start each of the folders is read when it is first needed, and all of them bit by bit.
 */
final class Index {
  private final ConcurrentHashMap<String, KeptVersion> versions = new ConcurrentHashMap<>();
  private final AtomicIntegerArray known = new AtomicIntegerArray(SliceName.FOLDERS);
  private final Object[] reading = new Object[SliceName.FOLDERS];

  Index() {
    for (int i = 0; i < reading.length; i++) {
      reading[i] = new Object();
    }
  }

  /** Whether what was on disk at the start is known. */
  boolean knows(CacheKey key) {
    return known.get(SliceName.folder(key.name())) != 0;
  }

  /** The version that is kept, held for the caller, who gives it back with {@link #release}. */
  Optional<KeptVersion> acquire(CacheKey key) {
    return Optional.ofNullable(
        versions.computeIfPresent(
            key.name(),
            (_, version) -> {
              version.users++;
              return version;
            }));
  }

  /** Holds a version once more. */
  void retain(KeptVersion version) {
    versions.compute(
        version.key(),
        (_, current) -> {
          version.users++;
          return current;
        });
  }

  /** Gives a version back; one of which nothing is kept is forgotten with its last user. */
  @SuppressWarnings("ReferenceEquality") // a version is nothing but itself
  void release(KeptVersion version) {
    versions.compute(
        version.key(),
        (_, current) -> {
          version.users--;
          return current == version && isForgettable(version) ? null : current;
        });
  }

  /** A slice or a fill of it is gone. */
  @SuppressWarnings("ReferenceEquality") // a version is nothing but itself
  void shrunk(KeptVersion version) {
    versions.computeIfPresent(
        version.key(),
        (_, current) -> current == version && isForgettable(version) ? null : current);
  }

  private static boolean isForgettable(KeptVersion version) {
    return version.users == 0 && version.isEmpty();
  }

  /** A new version, held for the caller. Its forerunner is returned, to be removed. */
  Replaced replace(CacheKey key, ObjectFacts facts) {
    KeptVersion fresh = new KeptVersion(key.name(), ThreadLocalRandom.current().nextLong(), facts);
    fresh.users = 1;
    return new Replaced(fresh, Optional.ofNullable(versions.put(key.name(), fresh)));
  }

  record Replaced(KeptVersion fresh, Optional<KeptVersion> before) {}

  /** Forgets a version; nobody finds it any more. */
  void remove(KeptVersion version) {
    versions.remove(version.key(), version);
  }

  Collection<KeptVersion> all() {
    return versions.values();
  }

  // --- on a worker

  /** Slices of the same key by different processes' ideas of its version: the youngest is right. */
  private record Heap(long version, List<SliceFolder.Found> slices) {
    long youngest() {
      return slices.stream().mapToLong(found -> found.used().toMillis()).max().orElse(0);
    }
  }

  /** Reads one folder, unless that was done. Blocks. */
  void read(int number, Disk disk) throws IOException {
    synchronized (reading[number]) {
      if (known.get(number) != 0) {
        return;
      }
      Map<String, Map<Long, Heap>> keys = new HashMap<>();
      for (SliceFolder.Found found : disk.folder().list(number)) {
        keys.computeIfAbsent(found.name().key(), _ -> new HashMap<>(2))
            .computeIfAbsent(found.name().version(), id -> new Heap(id, new ArrayList<>(1)))
            .slices()
            .add(found);
      }
      for (Map.Entry<String, Map<Long, Heap>> key : keys.entrySet()) {
        enter(key.getKey(), List.copyOf(key.getValue().values()), disk);
      }
      known.set(number, 1);
    }
  }

  /** Nothing is there. */
  void knowAll() {
    for (int i = 0; i < known.length(); i++) {
      known.set(i, 1);
    }
  }

  /** Whatever lies there cannot be found out. */
  void giveUp(int number) {
    known.set(number, 1);
  }

  private void enter(String key, List<Heap> heaps, Disk disk) throws IOException {
    @Nullable Heap right =
        heaps.stream().max(Comparator.comparingLong(Heap::youngest)).orElse(null);
    for (Heap heap : heaps) {
      if (heap.equals(right)) {
        KeptVersion version = new KeptVersion(key, heap.version());
        heap.slices().forEach(found -> disk.found(version, found));
        versions.put(key, version);
      } else {
        for (SliceFolder.Found found : heap.slices()) {
          disk.folder().delete(found.name());
        }
      }
    }
  }
}
