package dev.handoff.gateway.listen;

import dev.handoff.gateway.deliver.file.LinuxCalls;
import dev.handoff.gateway.exchange.Exchange.Ending;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Knows how much of one answer's content the client has acknowledged, and waits until it has all.
 *
 * <p>A write that succeeded only reached our kernel: a client that reads nothing still lets a small
 * file "finish". The kernel's count of unacknowledged octets (SIOCOUTQ) falls to zero only when the
 * peer's TCP has them. A Unix socket has no such count; there it stays at what was not yet read.
 *
 * <p>Never claims too much: heads, framing, TLS and other answers on the connection make the
 * kernel's count larger, and whatever it counts is taken for content of this answer. Confined to
 * the loop.
 */
final class DeliveryWatch {
  private static final long FIRST_STEP_MILLIS = 20;
  private static final long LONGEST_STEP_MILLIS = 320;

  private final Channel channel;
  private final EventLoop loop;
  private final List<Ending> endings = new ArrayList<>(2);
  private final ChannelFutureListener closed = _ -> tell(false);
  private long taken;
  private long acknowledged;
  private long stepMillis = FIRST_STEP_MILLIS;
  private boolean told;

  DeliveryWatch(Channel channel, EventLoop loop) {
    this.channel = channel;
    this.loop = loop;
  }

  /** Has one more told. */
  void add(Ending ending) {
    endings.add(ending);
  }

  /** The kernel took content octets of the answer. */
  void taken(long octets) {
    taken += octets;
  }

  /** Counts what was acknowledged; the last time this can be done is before the socket closes. */
  void takeStock() {
    int outstanding = outstanding();
    if (outstanding >= 0) {
      acknowledged = Math.max(acknowledged, taken - outstanding);
    }
  }

  /**
   * Tells all when everything is acknowledged, or the connection died first.
   *
   * @param whole the answer was written to its end; if not, that is told at once
   */
  void over(boolean whole) {
    if (!whole) {
      takeStock();
      tell(false);
      return;
    }
    lookAgain();
    if (!told) {
      channel.closeFuture().addListener(closed);
    }
  }

  /** Whether it is known how the delivery ended. */
  boolean isTold() {
    return told;
  }

  /** Looks now and not only at the next step: the client has spoken, so it may have everything. */
  void look() {
    if (told) {
      return;
    }
    // Without the kernel's count (NIO, other systems) nothing is ever claimed as delivered.
    if (!channel.isOpen() || !(channel instanceof UnixChannel)) {
      tell(false);
      return;
    }
    takeStock();
    var out = channel.unsafe().outboundBuffer();
    if ((out == null || out.isEmpty()) && outstanding() == 0) {
      tell(true);
    }
  }

  /** Goes on looking, ever more seldom, until there is something to tell. */
  private void lookAgain() {
    look();
    if (!told) {
      loop.schedule(this::lookAgain, stepMillis, TimeUnit.MILLISECONDS);
      stepMillis = Math.min(2 * stepMillis, LONGEST_STEP_MILLIS);
    }
  }

  private void tell(boolean delivered) {
    if (told) {
      return;
    }
    told = true;
    channel.closeFuture().removeListener(closed);
    for (Ending ending : endings) {
      ending.ended(delivered, acknowledged);
    }
  }

  /** Octets not acknowledged yet; -1 when nobody can say. */
  private int outstanding() {
    return unacknowledged(channel).orElse(-1);
  }

  /** Octets that our kernel took and the peer's has not; empty when nobody can say. */
  static OptionalInt unacknowledged(Channel channel) {
    return channel.isOpen() && channel instanceof UnixChannel unix
        ? LinuxCalls.unacknowledged(unix.fd().intValue())
        : OptionalInt.empty();
  }
}
