package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import dev.handoff.servlet.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Whether a front was seen, and how much it took. Shareable between threads. */
final class DeliveryCounts implements DeliveryWatch {
  private final Clock clock;
  private final AtomicLong handedOff = new AtomicLong();
  private final AtomicLong byThisProcess = new AtomicLong();
  private final AtomicReference<Optional<Seen>> seen = new AtomicReference<>(Optional.empty());

  /**
   * A front that took a file.
   *
   * @param map the folders it said it has; empty where the app says that
   */
  record Seen(Instant last, Optional<String> map) {}

  DeliveryCounts(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Consumer<Outcome> begin(SendFile file, HttpServletRequest request) {
    Optional<String> map =
        request.getHeader("Handoff-Front") == null
            ? Optional.empty()
            : Optional.ofNullable(request.getHeader("X-Redirect-Map"));
    return outcome -> {
      if (outcome instanceof Outcome.HandedOff) {
        handedOff.incrementAndGet();
        seen.set(Optional.of(new Seen(clock.instant(), map)));
      } else {
        byThisProcess.incrementAndGet();
      }
    };
  }

  /** The last time a front took a file. */
  Optional<Seen> seen() {
    return seen.get();
  }

  long handedOff() {
    return handedOff.get();
  }

  long byThisProcess() {
    return byThisProcess.get();
  }
}
