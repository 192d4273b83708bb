package dev.handoff.gateway.listen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** What was read of a frame that is not whole yet. */
final class UnreadOctets {
  private final ByteBufAllocator allocator;
  private @Nullable ByteBuf kept;

  UnreadOctets(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** Copies what is left in {@code in}: a few octets must not keep a large buffer. */
  void keep(ByteBuf in) {
    kept = allocator.buffer(in.readableBytes()).writeBytes(in);
  }

  /** What is kept and {@code in} behind it, which is taken over. */
  ByteBuf before(ByteBuf in) {
    ByteBuf first = take();
    if (first == null) {
      return in;
    }
    ByteBuf both = first;
    if (first.maxFastWritableBytes() >= in.readableBytes()) {
      both.writeBytes(in);
    } else {
      both = allocator.buffer(first.readableBytes() + in.readableBytes());
      both.writeBytes(first).writeBytes(in);
      first.release();
    }
    in.release();
    return both;
  }

  @Nullable ByteBuf take() {
    ByteBuf taken = kept;
    kept = null;
    return taken;
  }

  void drop() {
    ByteBuf dropped = take();
    if (dropped != null) {
      dropped.release();
    }
  }
}
