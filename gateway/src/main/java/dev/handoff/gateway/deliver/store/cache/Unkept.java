package dev.handoff.gateway.deliver.store.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Objects that were found not to be kept, so that the next deliveries need not find out again. May
 * be used from any thread.
 */
final class Unkept {
  private static final int MOST = 8192;
  private static final long REMEMBERED = TimeUnit.MINUTES.toNanos(5);

  private final DiskClock clock;
  private final Map<String, Long> since =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  Unkept(DiskClock clock) {
    this.clock = clock;
  }

  synchronized void add(CacheKey key) {
    since.put(key.name(), clock.nanos());
  }

  synchronized boolean has(CacheKey key) {
    Long then = since.get(key.name());
    if (then != null && clock.nanos() - then > REMEMBERED) {
      since.remove(key.name());
      return false;
    }
    return then != null;
  }
}
