package dev.handoff.gateway.deliver.store.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the disk is taken, and which slices were used longest ago. May be used from any
 * thread.
 *
 * <p>A slice counts from the moment it begins to grow until its file is deleted and the last
 * transfer has closed it: what a slow client still reads is still on the disk.
 */
final class Room {
  /** How a slice leaves: the version and the disk are told. Blocks. */
  interface Evictor {
    /** False when it is being read, so that deleting it would free nothing. */
    boolean evict(Slice slice);
  }

  /** What a file takes at least, in octets. */
  static final int BLOCK = 4096;

  private final Evictor evictor;
  private long size;
  private int most;
  private long taken;
  private int listed;

  /** Until everything on the disk was seen: what is not known yet might fill it. */
  private boolean complete;

  private long unseen;
  private @Nullable Slice oldest;
  private @Nullable Slice newest;

  Room(Evictor evictor) {
    this.evictor = evictor;
  }

  /**
   * @param size octets of the disk that may be taken
   * @param most slices that may be kept: each takes some memory
   */
  synchronized void limit(long size, int most) {
    this.size = size;
    this.most = most;
  }

  static int footprint(long fileOctets) {
    return (int) ((fileOctets + BLOCK - 1) / BLOCK * BLOCK);
  }

  /** So many of so many folders were not looked into: at worst they hold their share of all. */
  synchronized void unseen(int folders, int all) {
    unseen = size / all * folders;
  }

  /** A slice of an earlier process. */
  synchronized void found(Slice slice) {
    taken += slice.footprint();
    append(slice);
  }

  /** Everything on the disk was found: from now on the order is right, and is used. */
  synchronized void complete() {
    List<Slice> all = new ArrayList<>(listed);
    for (Slice slice = oldest; slice != null; slice = slice.newer) {
      all.add(slice);
    }
    all.sort(Comparator.comparingInt(slice -> slice.usedAt));
    all.forEach(this::remove);
    all.forEach(this::append);
    unseen = 0;
    complete = true;
  }

  /** Takes that much for a slice that begins to grow; false when nothing more can go. Blocks. */
  boolean reserve(int octets) {
    if (!makeRoom(octets, 1)) {
      return false;
    }
    synchronized (this) {
      if (taken + unseen + octets > size) {
        return false;
      }
      taken += octets;
      return true;
    }
  }

  /** Removes slices until that much fits; false when it cannot be. Blocks. */
  boolean makeRoom(long octets, int slices) {
    int tries = listed();
    while (!fits(octets, slices)) {
      Slice victim = --tries < 0 ? null : takeOldest();
      if (victim == null) {
        return false;
      }
      if (!evictor.evict(victim)) {
        stored(victim);
      }
    }
    return true;
  }

  /** Removes what nobody has used since then. Blocks. */
  void dropUnused(int sinceSeconds) {
    for (Slice slice = oldestBefore(sinceSeconds);
        slice != null;
        slice = oldestBefore(sinceSeconds)) {
      if (!evictor.evict(slice)) {
        used(slice, sinceSeconds);
        stored(slice);
      }
    }
  }

  /** Removes a part of everything, of what was used longest ago. Blocks. */
  void dropSome() {
    long goal = taken() / 32;
    long gone = 0;
    for (int tries = listed(); gone < goal && tries > 0; tries--) {
      Slice victim = takeOldest();
      if (victim == null) {
        return;
      }
      if (evictor.evict(victim)) {
        gone += victim.footprint();
      } else {
        stored(victim);
      }
    }
  }

  private synchronized boolean fits(long octets, int slices) {
    return taken + unseen + octets <= size && listed + slices <= most;
  }

  private synchronized @Nullable Slice takeOldest() {
    Slice victim = complete ? oldest : null;
    if (victim != null) {
      remove(victim);
    }
    return victim;
  }

  private synchronized @Nullable Slice oldestBefore(int seconds) {
    Slice first = complete ? oldest : null;
    if (first == null || first.usedAt >= seconds) {
      return null;
    }
    remove(first);
    return first;
  }

  /** A slice is whole, and may go when its turn comes. */
  synchronized void stored(Slice slice) {
    append(slice);
  }

  /** It is used now, and goes last. */
  @SuppressWarnings("ReferenceEquality") // a slice is nothing but itself
  synchronized void used(Slice slice, int nowSeconds) {
    slice.usedAt = nowSeconds;
    if (slice.listed && slice != newest) {
      remove(slice);
      append(slice);
    }
  }

  /** It leaves without its turn having come. */
  synchronized void forget(Slice slice) {
    if (slice.listed) {
      remove(slice);
    }
  }

  /** Its octets are no longer on the disk. */
  synchronized void free(int octets) {
    taken -= octets;
  }

  synchronized long taken() {
    return taken;
  }

  synchronized int listed() {
    return listed;
  }

  private void append(Slice slice) {
    Slice last = newest;
    slice.older = last;
    slice.newer = null;
    if (last == null) {
      oldest = slice;
    } else {
      last.newer = slice;
    }
    newest = slice;
    slice.listed = true;
    listed++;
  }

  private void remove(Slice slice) {
    Slice before = slice.older;
    Slice behind = slice.newer;
    if (before == null) {
      oldest = behind;
    } else {
      before.newer = behind;
    }
    if (behind == null) {
      newest = before;
    } else {
      behind.older = before;
    }
    slice.older = null;
    slice.newer = null;
    slice.listed = false;
    listed--;
  }
}
