package dev.handoff.gateway.reuse;

import dev.handoff.gateway.http1.ResponseHead;
import java.util.Optional;

/**
 * What an app answered once.
 *
 * @param head as it came; only read
 * @param key by which it can be revoked
 * @param keptNanos when it was kept, on the clock of {@link Decisions}
 * @param lifeNanos how long it may be used
 */
record Decision(ResponseHead head, Optional<String> key, long keptNanos, long lifeNanos) {
  boolean isFreshAt(long nanos) {
    return nanos - keptNanos < lifeNanos;
  }

  /** Memory in octets, roughly: the head, its id and the entries that hold it. */
  int footprint() {
    return head.footprint() + 2 * key.map(String::length).orElse(0) + 256;
  }
}
