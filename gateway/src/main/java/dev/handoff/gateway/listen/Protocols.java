package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.loop.Loop;
import io.netty.channel.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is spoken on a connection that was accepted. On the connection's loop. */
public final class Protocols {
  private static final String HTTP2 = "h2";

  /** What a TLS listener offers (ALPN, RFC 7301), the best first. */
  public static final List<String> OVER_TLS = List.of(HTTP2, "http/1.1");

  private Protocols() {}

  /** The connection speaks HTTP/1 from its next octet on. */
  static void http1(Channel channel, Loop loop, Client client, ConnectionSettings settings) {
    channel.pipeline().addLast(new Http1Connection(channel, loop, client, settings));
  }

  /** The connection speaks HTTP/2 from its next octet on, its preface included. */
  static void http2(Channel channel, Loop loop, Client client, ConnectionSettings settings) {
    channel.pipeline().addLast(new Http2Connection(channel, loop, client, settings));
  }

  /** The connection speaks HTTP/1 unless its first octets are the preface of HTTP/2. */
  static void cleartext(Channel channel, Loop loop, Client client, ConnectionSettings settings) {
    channel.pipeline().addLast(new PriorKnowledge(loop, client, settings));
    http1(channel, loop, client, settings);
  }

  /**
   * The handshake is done, and the channel's octets from here on are those inside TLS.
   *
   * @param alpn one of {@link #OVER_TLS}; null when the client named none, which means HTTP/1.1
   */
  static void afterTls(
      @Nullable String alpn,
      Channel channel,
      Loop loop,
      Client client,
      ConnectionSettings settings) {
    if (HTTP2.equals(alpn)) {
      http2(channel, loop, client, settings);
    } else {
      http1(channel, loop, client, settings);
    }
  }

  /** Ends a connection and what is running on it. */
  static void stop(Channel channel) {
    Http1Connection connection = channel.pipeline().get(Http1Connection.class);
    Http2Connection multiplexed = channel.pipeline().get(Http2Connection.class);
    if (connection != null) {
      connection.stop();
    } else if (multiplexed != null) {
      multiplexed.stop();
    } else {
      channel.close();
    }
  }

  /** Lets what is running on a connection finish, and then closes it. */
  static void drain(Channel channel) {
    Http1Connection connection = channel.pipeline().get(Http1Connection.class);
    if (connection != null) {
      connection.drain();
      return;
    }
    Http2Connection multiplexed = channel.pipeline().get(Http2Connection.class);
    if (multiplexed != null) {
      multiplexed.drain();
    } else {
      // Nothing was asked yet.
      channel.close();
    }
  }
}
