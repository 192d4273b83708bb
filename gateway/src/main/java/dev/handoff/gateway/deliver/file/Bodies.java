package dev.handoff.gateway.deliver.file;

import dev.handoff.gateway.config.CacheConfig;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;

/**
 * Content of small files in native memory, so that head and body leave in one write. Only of files
 * asked for a second time, and only once they have settled: a file written twice within one tick of
 * its time stamp would otherwise be kept in its first form.
 *
 * <p>The bound counts what is kept; content dropped while it is being sent lives on until then.
 */
final class Bodies {
  private static final long NEVER = Duration.ofDays(36_500).toNanos();
  private static final long AGAIN = Duration.ofSeconds(1).toNanos();

  private final Clocks clocks;
  private final int largest;
  private final ClockRing ring;

  Bodies(CacheConfig config, Clocks clocks) {
    this.clocks = clocks;
    this.largest = (int) Math.min(config.memoryFile(), config.memoryTotal());
    this.ring = new ClockRing(config.memoryTotal());
  }

  /** The tick before which the content is not worth loading, or not safe to keep. */
  long notBefore(OpenNode node, long tick) {
    if (node.size() == 0 || node.size() > largest) {
      return tick + NEVER;
    }
    Instant latest = node.touched().isAfter(node.modified()) ? node.touched() : node.modified();
    Duration left = Duration.between(clocks.now(), latest.plus(ServedFile.SETTLING));
    boolean far = left.compareTo(Duration.ofNanos(NEVER)) > 0;
    return tick + (far ? NEVER : Math.max(0, left.toNanos()));
  }

  boolean wants(KeptFile kept, long tick) {
    return tick - kept.bodyNotBefore >= 0 && !kept.file.hasBody();
  }

  /** Blocks. */
  void load(KeptFile kept) {
    kept.bodyNotBefore = clocks.tick() + AGAIN;
    ServedFile file = kept.file;
    if (!file.retain()) {
      return;
    }
    try {
      int size = (int) file.size();
      ByteBuf content = Unpooled.directBuffer(size, size);
      if (!readWhole(file.channel(), content, size) || !file.node().isUnchanged()) {
        content.release();
        return;
      }
      ClockRing.Place place = ring.take(size, file::dropBody);
      file.setBody(content, ring, place);
      // Dropped or evicted before the content was there to go with it.
      if (kept.dropped.get() || place.isFree()) {
        file.dropBody();
      }
    } finally {
      file.release();
    }
  }

  private static boolean readWhole(FileChannel channel, ByteBuf into, int size) {
    try {
      while (into.writerIndex() < size) {
        if (into.writeBytes(channel, into.writerIndex(), size - into.writerIndex()) <= 0) {
          return false;
        }
      }
      return true;
    } catch (IOException unreadable) {
      // The delivery that reads it from the channel says so.
      return false;
    }
  }

  /** Octets of content that is kept. */
  long held() {
    return ring.held();
  }

  void sweep() {
    ring.sweep();
  }
}
