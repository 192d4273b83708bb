package dev.handoff.gateway.receipt;

import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.config.ReceiptsConfig;
import dev.handoff.gateway.deliver.Carried;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a receipt of every delivery and sees that the app gets it.
 *
 * <p>A loop only puts a receipt into a queue of {@value #MOST_QUEUED}. One thread writes them to
 * the spool, many at a time with one wait for the disk; another sends them. What has no room is
 * dropped, the oldest first, counted and told at most once a minute. Thread-safe.
 */
public final class Receipts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
  private static final int MOST_QUEUED = 16_384;
  private static final int MOST_AT_ONCE = 1024;
  private static final long TELL_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int LONGEST_REQUEST_ID = 128;

  /** Says that no more will come. */
  private static final byte[] LAST = {};

  private final Spool spool;
  private final Courier courier;
  private final Identifiers identifiers = new Identifiers();
  private final ArrayBlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MOST_QUEUED);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong droppedEver = new AtomicLong();
  private final Thread writer;
  private final Thread sender;
  private volatile ReceiptsConfig config;
  private volatile boolean closed;
  private @Nullable String lastFailure;
  private long toldNanos = System.nanoTime() - TELL_EVERY_NANOS;

  private Receipts(ReceiptsConfig config, Spool spool) {
    this.config = config;
    this.spool = spool;
    this.courier = new Courier(spool, identifiers, config);
    this.writer = Thread.ofPlatform().name("receipts").daemon().unstarted(this::write);
    this.sender = Thread.ofVirtual().name("receipts-courier").unstarted(courier);
  }

  /**
   * Begins to take receipts; those of an earlier process that nobody received are sent first.
   *
   * @throws IOException when the spool cannot be used
   */
  public static Receipts open(ReceiptsConfig config) throws IOException {
    Spool spool =
        config.spool().isPresent()
            ? Journal.open(config.spool().get(), config.max())
            : new MemorySpool(config.max());
    Receipts receipts = new Receipts(config, spool);
    receipts.writer.start();
    receipts.sender.start();
    return receipts;
  }

  /** Whether what it keeps is kept as {@code other} wants it, so that it can go on by that one. */
  public boolean isKeptLike(ReceiptsConfig other) {
    return config.spool().equals(other.spool());
  }

  /** Sends by another configuration, for which {@link #isKeptLike} holds, from now on. */
  public void use(ReceiptsConfig next) {
    config = next;
    spool.limit(next.max());
    courier.use(next);
  }

  /**
   * A delivery begins: its receipt is taken when it is over. To be called on the exchange's loop,
   * before the answer begins.
   *
   * @param location the file is delivered from
   * @param asking who is at the far end of the request
   */
  public void begin(
      Exchange exchange,
      Carried carried,
      Validators validators,
      String location,
      HandoffHints hints,
      Function<Exchange, String> asking) {
    ReceiptText.Delivery delivery =
        new ReceiptText.Delivery(
            carried,
            validators.entityTag().map(EntityTag::toString),
            location,
            hints.receipt(),
            hints.subject(),
            requestId(exchange),
            asking.apply(exchange),
            exchange.client().trusted());
    RequestRecord record = exchange.record();
    exchange.whenOver((delivered, acknowledged) ->
        add(ReceiptText.of(identifiers.next(), delivery, record, delivered, acknowledged)));
  }

  /** What the client or a proxy before us called the request. */
  private static Optional<String> requestId(Exchange exchange) {
    List<String> lines = exchange.request().lines("X-Request-Id");
    return lines.size() == 1 && lines.getFirst().length() <= LONGEST_REQUEST_ID
        ? Optional.of(lines.getFirst())
        : Optional.empty();
  }

  private void add(byte[] receipt) {
    if (receipt.length > Segment.LONGEST) {
      dropped.incrementAndGet();
      return;
    }
    while (!closed && !queue.offer(receipt)) {
      if (queue.poll() != null) {
        dropped.incrementAndGet();
      }
    }
    if (closed) {
      dropped.incrementAndGet();
    }
  }

  /** Receipts that were received since the start. */
  public long received() {
    return courier.received();
  }

  /** Receipts that wait to be sent. */
  public long waiting() {
    return spool.waiting() + queue.size();
  }

  /** Receipts that were lost since the start: there was no room, or the disk failed. */
  public long dropped() {
    return droppedEver.get() + dropped.get();
  }

  private void write() {
    List<byte[]> some = new ArrayList<>(MOST_AT_ONCE);
    try {
      while (true) {
        byte[] first = queue.poll(1, TimeUnit.SECONDS);
        if (first != null) {
          some.add(first);
          queue.drainTo(some, MOST_AT_ONCE - 1);
          boolean last = some.removeIf(receipt -> receipt.length == 0);
          append(some);
          some.clear();
          if (last) {
            return;
          }
        }
        tellDropped();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(List<byte[]> some) {
    try {
      spool.append(some);
    } catch (IOException | RuntimeException failed) {
      dropped.addAndGet(some.size());
      lastFailure = failed.getMessage();
    }
    if (spool.waiting() >= config.batch() || spool.waiting() <= some.size()) {
      courier.wake();
    }
  }

  private void tellDropped() {
    dropped.addAndGet(spool.takeDropped());
    long now = System.nanoTime();
    if (dropped.get() == 0 || now - toldNanos < TELL_EVERY_NANOS) {
      return;
    }
    toldNanos = now;
    long count = dropped.getAndSet(0);
    droppedEver.addAndGet(count);
    String failure = lastFailure;
    lastFailure = null;
    if (failure == null) {
      LOG.warn("receipts: {} were dropped, the oldest first; raise receipts.max", count);
    } else {
      LOG.error("receipts: {} were lost, they cannot be written: {}", count, failure);
    }
  }

  /**
   * Keeps what was taken, and tries once more to send what waits, for a few seconds. Blocks; to be
   * called when no loop adds any more.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      closed = true;
      if (queue.offer(LAST, 1, TimeUnit.SECONDS)) {
        // A disk that others keep busy takes its time; what it does not get is lost.
        writer.join(TimeUnit.SECONDS.toMillis(30));
      }
      courier.stop();
      sender.join(TimeUnit.SECONDS.toMillis(12));
      sender.interrupt();
      sender.join(TimeUnit.SECONDS.toMillis(1));
      writer.interrupt();
      spool.close();
      if (spool instanceof MemorySpool && spool.waiting() > 0) {
        LOG.warn(
            "receipts: {} are lost, nobody received them; receipts.spool would keep them",
            spool.waiting());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("receipts: the spool cannot be closed: {}", e.getMessage());
    }
  }
}
