package dev.handoff.gateway.observe;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.LogConfig;
import dev.handoff.gateway.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request, written by a thread of its own so that a slow disk never slows a client.
 *
 * <p>Lines wait in a bounded queue; when the disk cannot keep up they are dropped, counted, and the
 * count is logged. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final int MOST_WAITING = 100_000;
  private static final long MOST_OCTETS = 32 << 20;

  /** Octets that are written at once when more wait. */
  private static final int ENOUGH = 64 * 1024;

  /** One line; without octets it says that no more will come. */
  private static final class Line {
    private final byte[] octets;

    Line(byte[] octets) {
      this.octets = octets;
    }

    boolean isLast() {
      return octets.length == 0;
    }
  }

  private final LogConfig config;
  private final LineFormat format;
  private final LinkedBlockingQueue<Line> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicLong octets = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private long toldDropped;
  private final Thread writer;
  private volatile boolean reopen;

  private AccessLog(LogConfig config, List<AddressRange> trusted) {
    this.config = config;
    LogFields fields = new LogFields(config, trusted);
    this.format =
        switch (config.format()) {
          case COMBINED -> new CombinedFormat(fields);
          case JSON -> new JsonFormat(fields);
        };
    this.writer = Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
  }

  /**
   * Opens the log of a configuration; null when it is off.
   *
   * @param trusted proxies that are believed about who the client is
   * @throws IOException when its file cannot be written
   */
  public static @Nullable AccessLog open(LogConfig config, List<AddressRange> trusted)
      throws IOException {
    if (config.access() instanceof LogConfig.Access.Off) {
      return null;
    }
    AccessLog log = new AccessLog(config, trusted);
    log.target().close();
    log.writer.start();
    return log;
  }

  /** Adds the line of an exchange that is over. Never blocks. */
  public void add(Exchange exchange) {
    Line line = new Line(format.line(exchange));
    // A client may make long lines, so their number alone bounds nothing.
    if (octets.addAndGet(line.octets.length) > MOST_OCTETS || !waiting.offer(line)) {
      octets.addAndGet(-line.octets.length);
      dropped.incrementAndGet();
    }
  }

  /** Lines that were dropped since the log was opened, because the disk was too slow. */
  public long dropped() {
    return dropped.get();
  }

  /** Opens the file anew before the next line: it was renamed away. */
  public void reopen() {
    reopen = true;
  }

  /** Writes what waits, at most for five seconds. */
  @Override
  public void close() {
    try {
      if (waiting.offer(new Line(new byte[0]), 1, TimeUnit.SECONDS)) {
        writer.join(TimeUnit.SECONDS.toMillis(5));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    ByteArrayOutputStream batch = new ByteArrayOutputStream(2 * ENOUGH);
    OutputStream out = null;
    boolean last = false;
    boolean failing = false;
    try {
      while (!last) {
        Line line = waiting.take();
        boolean anew = reopen;
        reopen = false;
        int lines = 0;
        // A gateway that is never idle must get to the new file, too.
        for (; line != null && !last; line = isEnough(batch) ? null : waiting.poll()) {
          last = line.isLast();
          batch.writeBytes(line.octets);
          octets.addAndGet(-line.octets.length);
          lines++;
        }
        try {
          if (out == null || anew) {
            close(out);
            out = target();
          }
          // Whole lines in one write: whoever else appends to the file tears none.
          batch.writeTo(out);
          out.flush();
          failing = false;
        } catch (IOException full) {
          dropped.addAndGet(lines);
          close(out);
          out = null;
          if (!failing) {
            LOG.error(
                "the access log cannot be written, lines are lost until it can: {}",
                full.getMessage());
          }
          failing = true;
        }
        batch.reset();
        tellDropped();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      close(out);
    }
  }

  private boolean isEnough(ByteArrayOutputStream batch) {
    return reopen || batch.size() >= ENOUGH;
  }

  private static void close(@Nullable OutputStream out) {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException full) {
      LOG.error("the access log could not be closed: {}", full.getMessage());
    }
  }

  private void tellDropped() {
    long all = dropped.get();
    long count = all - toldDropped;
    toldDropped = all;
    if (count > 0) {
      LOG.warn("access log: {} lines were dropped, the disk is too slow or full", count);
    }
  }

  private OutputStream target() throws IOException {
    return switch (config.access()) {
      case LogConfig.Access.ToFile to -> append(to.file());
      case LogConfig.Access.Stdout _, LogConfig.Access.Off _ -> new StandardOutput();
    };
  }

  private static OutputStream append(Path file) throws IOException {
    try {
      return new FileOutputStream(file.toFile(), true);
    } catch (IOException refused) {
      throw new IOException(
          "cannot write the access log " + file + ": " + refused.getMessage(), refused);
    }
  }

  /** Standard output, which stays open. */
  private static final class StandardOutput extends OutputStream {
    @Override
    public void write(int octet) {
      System.out.write(octet);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      System.out.write(octets, from, length);
    }

    @Override
    public void flush() {
      System.out.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
