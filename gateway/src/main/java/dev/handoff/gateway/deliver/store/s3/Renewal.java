package dev.handoff.gateway.deliver.store.s3;

import java.time.Duration;
import java.util.Optional;

/** When to look for credentials again. */
final class Renewal {
  /** Issuers have new credentials at least five minutes before the old ones end. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST_AFTER_FAILURE = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofDays(365);

  private Renewal() {}

  /**
   * How long to wait.
   *
   * @param failures in a row; 0 after credentials came
   * @param left until these end; empty: they do not
   */
  static Duration pause(int failures, Optional<Duration> left) {
    if (failures > 0) {
      Duration doubled = SHORTEST.multipliedBy(1L << Math.min(failures - 1, 10));
      return doubled.compareTo(LONGEST_AFTER_FAILURE) < 0 ? doubled : LONGEST_AFTER_FAILURE;
    }
    if (left.isEmpty()) {
      return NEVER;
    }
    // Near the end the issuer may still give the old ones: ask again, at half of what is left.
    Duration ahead = left.get().minus(AHEAD);
    Duration half = left.get().dividedBy(2);
    Duration pause = ahead.compareTo(half) > 0 ? ahead : half;
    return pause.compareTo(SHORTEST) > 0 ? pause : SHORTEST;
  }
}
