package dev.handoff.gateway.limit;

import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Throttle.ByteRate;
import dev.handoff.gateway.config.Throttle.PerKey;
import dev.handoff.gateway.config.Throttle.RequestRate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Limits in a few words. Whoever waits does so for longer than any test runs, unless told. */
final class Throttles {
  private static final Duration VERY_LONG = Duration.ofMinutes(10);

  private Throttles() {}

  static PerKey transfers(int most) {
    return new PerKey(OptionalInt.of(most), Optional.empty());
  }

  static PerKey rate(long perSecond, long burst) {
    return new PerKey(OptionalInt.empty(), Optional.of(new ByteRate(perSecond, burst)));
  }

  static Throttle client(PerKey client) {
    return of(client, PerKey.UNLIMITED, PerKey.UNLIMITED);
  }

  static Throttle subject(PerKey subject) {
    return of(PerKey.UNLIMITED, subject, PerKey.UNLIMITED);
  }

  static Throttle file(PerKey file) {
    return of(PerKey.UNLIMITED, PerKey.UNLIMITED, file);
  }

  private static Throttle of(PerKey client, PerKey subject, PerKey file) {
    return new Throttle(
        client,
        subject,
        file,
        Optional.empty(),
        0,
        new Throttle.Queue(VERY_LONG, 100),
        Optional.empty());
  }

  static Throttle requests(int number, Duration in, int burst) {
    return new Throttle(
        PerKey.UNLIMITED,
        PerKey.UNLIMITED,
        PerKey.UNLIMITED,
        Optional.of(new RequestRate(number, in, burst)),
        0,
        new Throttle.Queue(VERY_LONG, 100),
        Optional.empty());
  }

  static Throttle queue(Throttle throttle, Duration longest, int max) {
    return new Throttle(
        throttle.client(),
        throttle.subject(),
        throttle.file(),
        throttle.requests(),
        throttle.rateAfter(),
        new Throttle.Queue(longest, max),
        throttle.shared());
  }
}
