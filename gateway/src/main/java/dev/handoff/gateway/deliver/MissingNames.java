package dev.handoff.gateway.deliver;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.deliver.file.ServedRoot;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compressed siblings that were looked for in vain a moment ago.
 *
 * <p>Without it every request of a browser would look for up to three of them on disk. Bounded;
 * thread-safe.
 */
public final class MissingNames {
  private static final int MOST = 10_000;

  private final ConcurrentHashMap<Key, Long> until = new ConcurrentHashMap<>();
  private final long keptNanos;

  private record Key(ServedRoot root, Octets name) {}

  /**
   * @param kept how long a name counts as missing without another look
   */
  public MissingNames(Duration kept) {
    keptNanos = kept.toNanos();
  }

  boolean has(ServedRoot root, Octets name) {
    Long deadline = until.get(new Key(root, name));
    return deadline != null && deadline - System.nanoTime() > 0;
  }

  void add(ServedRoot root, Octets name) {
    if (until.size() >= MOST) {
      until.clear();
    }
    until.put(new Key(root, name), System.nanoTime() + keptNanos);
  }
}
