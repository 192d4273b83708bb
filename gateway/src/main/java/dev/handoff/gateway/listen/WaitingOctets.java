package dev.handoff.gateway.listen;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent ahead of what is being worked on: the next requests, or a body nobody takes
 * yet. Holds one buffer, none when nothing waits.
 */
final class WaitingOctets {
  private static final int LIMIT = 64 * 1024;

  private final Channel channel;
  private @Nullable ByteBuf octets;

  WaitingOctets(Channel channel) {
    this.channel = channel;
  }

  boolean isEmpty() {
    return octets == null;
  }

  /** Whether so much waits that the client has to be held back. */
  boolean isFull() {
    return octets != null && octets.readableBytes() >= LIMIT;
  }

  /** Adds {@code more}, which is its own from now on. */
  void add(ByteBuf more) {
    ByteBuf before = octets;
    if (before == null) {
      octets = more;
      return;
    }
    ByteBuf both = channel.alloc().buffer(before.readableBytes() + more.readableBytes());
    octets = both.writeBytes(before).writeBytes(more);
    before.release();
    more.release();
  }

  /** Hands everything over to the caller; null when nothing waits. */
  @Nullable ByteBuf take() {
    ByteBuf taken = octets;
    octets = null;
    return taken;
  }

  void drop() {
    if (octets != null) {
      octets.release();
      octets = null;
    }
  }
}
