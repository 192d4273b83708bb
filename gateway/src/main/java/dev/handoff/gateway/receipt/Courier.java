package dev.handoff.gateway.receipt;

import dev.handoff.core.receipts.ReceiptSignature;
import dev.handoff.gateway.config.ReceiptsConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from a spool to the app, one after the other, until each is received.
 *
 * <p>An answer of 2xx is a receipt for the receipts; anything else means that the batch comes
 * again, after a wait that grows to a minute. Confined to its own thread, except for {@link #wake}
 * and {@link #stop}.
 */
final class Courier implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final long MOST_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 60_000;
  private static final long TELL_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Spool spool;
  private final Identifiers identifiers;
  private volatile ReceiptsConfig config;
  private volatile boolean stopping;
  private final Semaphore bell = new Semaphore(0);
  private long failures;
  private long toldNanos = System.nanoTime() - TELL_EVERY_NANOS;
  private final AtomicLong received = new AtomicLong();
  private @Nullable HttpClient client;

  Courier(Spool spool, Identifiers identifiers, ReceiptsConfig config) {
    this.spool = spool;
    this.identifiers = identifiers;
    this.config = config;
  }

  /** Sends by another configuration from now on. */
  void use(ReceiptsConfig next) {
    config = next;
    wake();
  }

  /** A whole batch may be there, or something else has changed. */
  void wake() {
    bell.release();
  }

  /** Tries once more to send what waits, and then ends. */
  void stop() {
    stopping = true;
    wake();
  }

  /** Receipts that were received since the start. */
  long received() {
    return received.get();
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        if (spool.waiting() == 0) {
          sleep(Long.MAX_VALUE);
        } else if (failures == 0 && spool.waiting() < config.batch()) {
          collect();
          sendAll(PATIENCE);
        } else {
          sendAll(PATIENCE);
        }
      }
      failures = 0;
      sendAll(LAST_PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      if (client != null) {
        client.shutdownNow();
      }
    }
  }

  /** Gives more receipts the time to come. */
  private void collect() throws InterruptedException {
    long end = System.nanoTime() + config.every().toNanos();
    while (!stopping && spool.waiting() < config.batch() && end - System.nanoTime() > 0) {
      sleep(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
  }

  /** Until the time is over or somebody wakes it. */
  private void sleep(long millis) throws InterruptedException {
    boolean woken = bell.tryAcquire(millis, TimeUnit.MILLISECONDS);
    if (woken) {
      bell.drainPermits();
    }
  }

  private void sendAll(Duration patience) throws InterruptedException {
    do {
      if (!sendOne(patience)) {
        failures++;
        pause();
        return;
      }
      failures = 0;
    } while (spool.waiting() >= (stopping ? 1 : config.batch()));
  }

  private void pause() throws InterruptedException {
    long most = FIRST_WAIT_MILLIS << Math.min(failures - 1, 10);
    long wait = Math.min(most, LONGEST_WAIT_MILLIS);
    // Not all gateways at once, when an app is back.
    wait = wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
    ReceiptsConfig before = config;
    while (!stopping && config.equals(before) && end - System.nanoTime() > 0) {
      sleep(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
  }

  /** Whether the app has the oldest batch now. */
  private boolean sendOne(Duration patience) throws InterruptedException {
    ReceiptsConfig to = config;
    try {
      Spool.Waiting waiting = spool.peek(to.batch(), MOST_BYTES);
      if (waiting.receipts().isEmpty()) {
        return true;
      }
      byte[] body = ReceiptText.batch(identifiers.next(), waiting.receipts());
      int status = post(to, body, patience);
      if (status / 100 != 2) {
        failed(to, status);
        return false;
      }
      received.addAndGet(waiting.receipts().size());
      spool.sent(waiting);
      return true;
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      if (isTimeToTell()) {
        LOG.warn(
            "receipts: {} cannot be reached ({}); {} wait and are sent again",
            to.url(),
            reason,
            spool.waiting());
      }
      return false;
    }
  }

  private int post(ReceiptsConfig to, byte[] body, Duration patience)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to.url())
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header(ReceiptSignature.FIELD, ReceiptSignature.sign(to.key(), Instant.now(), body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpClient client() {
    HttpClient opened = client;
    if (opened == null) {
      // Redirects are not followed: what is signed for one address is not for another.
      opened =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(5))
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = opened;
    }
    return opened;
  }

  private void failed(ReceiptsConfig to, int status) {
    if (!isTimeToTell()) {
      return;
    }
    boolean passes = status == 408 || status == 429 || status >= 500;
    if (passes) {
      LOG.warn(
          "receipts: {} answered {}; {} wait and are sent again",
          to.url(),
          status,
          spool.waiting());
    } else {
      LOG.error(
          "receipts: {} answered {}, which does not pass by itself: {}; {} wait and are sent again",
          to.url(),
          status,
          fix(status, to),
          spool.waiting());
    }
  }

  private static String fix(int status, ReceiptsConfig to) {
    return switch (status) {
      case 401, 403 ->
          "give the app the secret of key " + to.key().id() + " and let no log-in stand before it";
      case 404, 405, 410 -> "correct receipts.url, or let the app take POST there";
      case 413 -> "lower receipts.batch, or let the app take larger bodies";
      default -> "the app must answer 2xx to a batch that it has stored";
    };
  }

  private boolean isTimeToTell() {
    long now = System.nanoTime();
    if (now - toldNanos < TELL_EVERY_NANOS) {
      return false;
    }
    toldNanos = now;
    return true;
  }
}
