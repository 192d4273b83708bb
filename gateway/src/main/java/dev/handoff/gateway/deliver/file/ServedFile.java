package dev.handoff.gateway.deliver.file;

import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.exchange.OpenOctets;
import dev.handoff.gateway.exchange.ReadyFields;
import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An open regular file and what was seen on its descriptor: length, validators and bytes belong to
 * one version. May be used from any thread.
 *
 * <p>Counted: whoever got it from {@link FileStore} calls {@link #release()} once, after the last
 * transfer. A file that leaves the cache meanwhile stays open until then.
 */
public final class ServedFile implements OpenOctets {
  /** A younger file may change once more without its time stamp showing it. */
  static final Duration SETTLING = Duration.ofSeconds(2);

  private static final AtomicIntegerFieldUpdater<ServedFile> USERS =
      AtomicIntegerFieldUpdater.newUpdater(ServedFile.class, "users");

  private final OpenNode node;
  private final Clocks clocks;
  private final Workers closer;
  private final AtomicReference<@Nullable Body> body = new AtomicReference<>();
  private volatile int users = 1;
  private volatile @Nullable FileFields settledFields;

  /** Content in memory, and the room it takes there. */
  private record Body(ByteBuf content, ClockRing bodies, ClockRing.Place place) {
    void free() {
      bodies.free(place);
      content.release();
    }
  }

  /** Opened once for its receiver, who releases it. */
  ServedFile(OpenNode node, Clocks clocks, Workers closer) {
    this.node = node;
    this.clocks = clocks;
    this.closer = closer;
  }

  /** Size in bytes. */
  public long size() {
    return node.size();
  }

  /** Seconds since 1970 of the last modification. */
  public long mtimeSeconds() {
    return node.mtimeSeconds();
  }

  /** Nanoseconds within that second. */
  public int mtimeNanos() {
    return node.mtimeNanos();
  }

  /** Entity tag and modification date as of now; the tag of a file that just changed is weak. */
  public Validators validators() {
    return fields().validators();
  }

  /**
   * {@code Content-Length}, {@code ETag}, {@code Last-Modified} and {@code Accept-Ranges} for an
   * answer with the whole file.
   */
  public ReadyFields readyFields() {
    return fields().ready();
  }

  private FileFields fields() {
    FileFields settled = settledFields;
    if (settled != null) {
      return settled;
    }
    Instant now = clocks.now();
    FileFields fields = FileFields.of(node, now);
    if (node.modified().plus(SETTLING).isBefore(now)) {
      settledFields = fields;
    }
    return fields;
  }

  /**
   * For file regions and positioned reads; the position is nobody's. Belongs to this object: never
   * closed by its users.
   */
  @Override
  public FileChannel channel() {
    return node.channel();
  }

  /**
   * The whole content, when it is in memory: a view the caller only reads and releases, as writing
   * it to a channel does. Null when the bytes have to come from {@link #channel()}.
   */
  public @Nullable ByteBuf body() {
    Body held = body.get();
    if (held == null) {
      return null;
    }
    held.place().use();
    try {
      return held.content().retainedDuplicate();
    } catch (IllegalReferenceCountException evicted) {
      return null;
    }
  }

  /** Gives the file back; the last one to do so has it closed, off the calling thread. */
  @Override
  public void release() {
    int left = USERS.decrementAndGet(this);
    if (left == 0) {
      dropBody();
      // Closing the last descriptor of a deleted file frees its blocks, which takes a while.
      closer.runBehind(node::close);
    } else if (left < 0) {
      throw new IllegalStateException("released more often than retained");
    }
  }

  /** False when the last user has gone already. */
  @Override
  public boolean retain() {
    int now = users;
    while (now > 0) {
      if (USERS.compareAndSet(this, now, now + 1)) {
        return true;
      }
      now = users;
    }
    return false;
  }

  OpenNode node() {
    return node;
  }

  boolean hasBody() {
    return body.get() != null;
  }

  /** Takes over the content and its place. */
  void setBody(ByteBuf content, ClockRing bodies, ClockRing.Place place) {
    Body before = body.getAndSet(new Body(content, bodies, place));
    if (before != null) {
      before.free();
    }
  }

  void dropBody() {
    Body before = body.getAndSet(null);
    if (before != null) {
      before.free();
    }
  }
}
