package dev.handoff.gateway.listen;

import dev.handoff.gateway.loop.Deadlines;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/**
 * What a connection waits for, and until when.
 *
 * <p>While sending there is no total time: at the deadline the octets that are still to go are
 * compared with those at the last one, and only a client that took none is cut off.
 */
final class ConnectionClock extends Deadlines.Timed {
  static final Duration LINGER_TIME = Duration.ofSeconds(2);

  /** What is waited for. */
  enum Wait {
    HEAD,
    IDLE,
    BODY,
    SEND,
    LINGER
  }

  private final Http1Connection connection;
  private final Channel channel;
  private Wait wait = Wait.HEAD;
  private long span = Deadlines.NEVER;
  private long pendingSeen;
  private long progressSeen;

  ConnectionClock(Http1Connection connection, Channel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  void start(Wait next, Duration within) {
    wait = next;
    expireIn(within.toNanos());
  }

  void sending(Duration stall) {
    wait = Wait.SEND;
    span = stall.toNanos();
    pendingSeen = pending();
    progressSeen = progress();
    expireIn(span);
  }

  void stop() {
    expireIn(Deadlines.NEVER);
  }

  @Override
  protected void expired() {
    if (wait == Wait.SEND) {
      long pending = pending();
      long progress = progress();
      if (pending == 0) {
        return;
      }
      if (pending != pendingSeen || progress != progressSeen) {
        pendingSeen = pending;
        progressSeen = progress;
        expireIn(span);
        return;
      }
    }
    connection.expired(wait);
  }

  private long pending() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    return out == null ? 0 : out.size();
  }

  private long progress() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    return out == null ? 0 : out.currentProgress() + out.totalPendingWriteBytes();
  }
}
