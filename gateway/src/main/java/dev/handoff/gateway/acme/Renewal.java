package dev.handoff.gateway.acme;

import dev.handoff.gateway.config.AcmeConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one certificate good: looks twice a day, orders when it is due, and after a refusal waits
 * longer each time, because authorities count failures.
 */
final class Renewal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final Duration BETWEEN = Duration.ofHours(12);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY = Duration.ofHours(6);

  private final AcmeConfig config;
  private final Ordering ordering;
  private final StoredCertificate files;
  private final InstantSource clock;
  private final Thread thread;
  private Duration retry = FIRST_RETRY;

  Renewal(AcmeConfig config, Challenges challenges, InstantSource clock) {
    this.config = config;
    this.ordering = new Ordering(config, challenges);
    this.files = new StoredCertificate(config);
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("acme-" + config.hosts().getFirst()).unstarted(this::run);
  }

  /** Begins; whatever answers challenges is reachable by now. */
  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(turn());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due now; returns how long to wait then. */
  Duration turn() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(files.due())) {
      retry = FIRST_RETRY;
      return BETWEEN;
    }
    try {
      ordering.obtain();
    } catch (IOException refused) {
      Duration wait = retry;
      retry =
          retry.multipliedBy(4).compareTo(LONGEST_RETRY) > 0
              ? LONGEST_RETRY
              : retry.multipliedBy(4);
      LOG.error(
          "no certificate for {}: {}. The one before stays; the next try is in {} minutes.",
          String.join(", ", config.hosts()),
          refused.getMessage(),
          wait.toMinutes());
      return wait;
    }
    retry = FIRST_RETRY;
    LOG.info(
        "a new certificate for {}, good until {}",
        String.join(", ", config.hosts()),
        files.certificate().map(c -> c.getNotAfter().toInstant().toString()).orElse("?"));
    return BETWEEN;
  }
}
