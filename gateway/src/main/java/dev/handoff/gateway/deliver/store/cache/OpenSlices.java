package dev.handoff.gateway.deliver.store.cache;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Files of slices that are kept open though nobody reads them, so that the next one need not open.
 */
final class OpenSlices {
  private final int most;
  private final ArrayDeque<Slice> open = new ArrayDeque<>();

  OpenSlices(int most) {
    this.most = most;
  }

  /** A slice's file is open; another one's may have to go for it. */
  void add(Slice slice) {
    int tries;
    synchronized (this) {
      open.add(slice);
      tries = open.size() - most;
    }
    // Those in use stay: as many as there are transfers, which are bounded elsewhere.
    for (int left = Math.min(tries, 4); left > 0; left--) {
      Slice oldest = oldest();
      Optional<SliceFile> idle = oldest.version().closeIdle(oldest);
      idle.ifPresent(SliceFile::release);
      if (idle.isEmpty() && oldest.version().isOpen(oldest)) {
        again(oldest);
      }
    }
  }

  private synchronized Slice oldest() {
    return open.remove();
  }

  private synchronized void again(Slice slice) {
    open.add(slice);
  }
}
