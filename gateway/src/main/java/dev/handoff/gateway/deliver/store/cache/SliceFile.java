package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.gateway.exchange.OpenOctets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open file of one slice, whole or still growing. May be used from any thread.
 *
 * <p>Counted like {@link OpenOctets}; whoever makes one has the first hold.
 */
final class SliceFile implements OpenOctets {
  private static final Logger LOG = LoggerFactory.getLogger(SliceFile.class);

  private final FileChannel channel;
  private final int bodyOffset;
  private final DiskWorkers closer;
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile Runnable whenClosed = () -> {};

  /**
   * @param bodyOffset where the slice's own octets begin in the file
   */
  SliceFile(FileChannel channel, int bodyOffset, DiskWorkers closer) {
    this.channel = channel;
    this.bodyOffset = bodyOffset;
    this.closer = closer;
  }

  @Override
  public FileChannel channel() {
    return channel;
  }

  int bodyOffset() {
    return bodyOffset;
  }

  @Override
  public boolean retain() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return true;
      }
      now = users.get();
    }
    return false;
  }

  @Override
  public void release() {
    int left = users.decrementAndGet();
    if (left == 0) {
      closer.runBehind(this::close);
    } else if (left < 0) {
      throw new IllegalStateException("released more often than retained");
    }
  }

  /** Whether a transfer uses it besides its owner. */
  boolean isInUse() {
    return users.get() > 1;
  }

  /**
   * The owner lets go for good, on a worker; {@code then} runs once nobody uses it any more, during
   * the call if that is now: whoever makes room counts on it.
   */
  void release(Runnable then) {
    whenClosed = then;
    if (users.decrementAndGet() == 0) {
      close();
    }
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("closing a slice failed", e);
    }
    whenClosed.run();
  }
}
