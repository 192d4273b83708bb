package dev.handoff.gateway.deliver.store.s3;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Credentials at hand. A thread of its own looks for them, renews them ahead of their end, and
 * reads files again that changed; {@link #now} is a field read.
 */
final class KeptCredentials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptCredentials.class);

  /** Longest a start waits for an instance that does not answer. */
  private static final Duration FIRST = Duration.ofSeconds(5);

  /** Between two looks at files that may have changed. */
  private static final Duration WATCH = Duration.ofSeconds(1);

  /** What there is to sign with. */
  sealed interface State {
    /**
     * @param until when they end; empty: never
     */
    record Valid(AwsCredentialsIdentity identity, Optional<Instant> until) implements State {}

    /**
     * @param reason what is missing and what to do; no secret
     */
    record None(String reason) implements State {}
  }

  private final CredentialSource source;
  private final Clock clock;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final ScheduledExecutorService thread;
  private volatile State state;
  private volatile String trouble = "";

  // Confined to the thread.
  private int failures;
  private Instant due = Instant.EPOCH;

  KeptCredentials(CredentialSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
    this.state = new State.None("no answer came from " + source + " yet");
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("s3-credentials").factory());
    thread.execute(this::look);
  }

  /** Never blocks. */
  State now() {
    State now = state;
    if (now instanceof State.Valid(_, Optional<Instant> until)
        && until.isPresent()
        && !clock.instant().isBefore(until.get())) {
      return new State.None("the credentials of " + source + " have ended; " + trouble);
    }
    return now;
  }

  /** Waits until there was an answer, whatever it is; not for ever. */
  void awaitFirst() {
    try {
      if (!answered.await(FIRST.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("still waiting for credentials from {}", source);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      if (source.changed() || !clock.instant().isBefore(due)) {
        load();
      }
    } finally {
      if (answered.getCount() > 0) {
        Sigv4.warmUp();
        answered.countDown();
      }
      Duration pause = Duration.between(clock.instant(), due);
      if (source.isWatched() && pause.compareTo(WATCH) > 0) {
        pause = WATCH;
      }
      if (!thread.isShutdown()) {
        thread.schedule(this::look, Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void load() {
    Instant now = clock.instant();
    Optional<Duration> left;
    try {
      CredentialSource.Found found = checked(source.load(), now);
      left = found.until().map(until -> Duration.between(now, until));
      state = new State.Valid(found.identity(), found.until());
      if (failures > 0) {
        LOG.info("credentials came from {}", source);
      }
      failures = 0;
      trouble = "";
    } catch (NoCredentialsException missing) {
      left = Optional.empty();
      fail(String.valueOf(missing.getMessage()));
    }
    due = now.plus(Renewal.pause(failures, left));
  }

  /** What was known stays in use until its end: the source may be away for a moment only. */
  private void fail(String reason) {
    failures++;
    trouble = reason;
    if (!(state instanceof State.Valid)) {
      state = new State.None(source + ": " + reason);
    }
    if (failures == 1) {
      LOG.warn("no credentials from {}: {}", source, reason);
    }
  }

  private static CredentialSource.Found checked(CredentialSource.Found found, Instant now)
      throws NoCredentialsException {
    if (found.until().isPresent() && !found.until().get().isAfter(now)) {
      throw new NoCredentialsException(
          "it gave credentials that ended at " + found.until().get() + "; is the clock right?");
    }
    AwsCredentialsIdentity identity = found.identity();
    boolean plain = isPlain(identity.accessKeyId()) && isPlain(identity.secretAccessKey());
    if (identity instanceof AwsSessionCredentialsIdentity session) {
      plain &= isPlain(session.sessionToken());
    }
    if (!plain) {
      throw new NoCredentialsException("it gave credentials with characters no key has");
    }
    return found;
  }

  /** They become fields: nothing may be in them that ends a line. */
  private static boolean isPlain(String text) {
    return text.strip().chars().allMatch(c -> c > 0x20 && c < 0x7F);
  }

  /** Stops looking; what is known stays. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
