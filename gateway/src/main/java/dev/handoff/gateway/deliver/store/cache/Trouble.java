package dev.handoff.gateway.deliver.store.cache;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A disk that does not do what it should: nothing new is kept for a while, and it is said once a
 * minute. May be used from any thread.
 */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

  private final Path dir;
  private final DiskClock clock;
  private final Saying failed;
  private final Saying damaged;
  private boolean any;
  private long since;

  /** One sort of message. */
  private final class Saying {
    private static final long QUIET = 60_000_000_000L;

    private final String text;
    private boolean said;
    private long saidAt;
    private long count;

    Saying(String text) {
      this.text = text;
    }

    void add(Exception last) {
      long now = clock.nanos();
      count++;
      if (!said || now - saidAt >= QUIET) {
        said = true;
        saidAt = now;
        String why =
            last instanceof SliceFolder.DamagedException ? last.getMessage() : last.toString();
        LOG.warn("cache.remote.dir {}: {} ({} times; the last time: {})", dir, text, count, why);
        count = 0;
      }
    }
  }

  Trouble(Path dir, DiskClock clock) {
    this.dir = dir;
    this.clock = clock;
    this.failed =
        new Saying("the disk fails; objects are delivered without being kept until it works again");
    this.damaged = new Saying("a slice is not what it was, and is fetched anew");
  }

  /** Something could not be written. */
  synchronized void met(Exception failure) {
    any = true;
    since = clock.nanos();
    failed.add(failure);
  }

  /** A slice could not be read. */
  synchronized void damaged(Exception failure) {
    damaged.add(failure);
  }

  /** Whether it failed just now. */
  synchronized boolean isNear() {
    return any && clock.nanos() - since < PAUSE;
  }
}
