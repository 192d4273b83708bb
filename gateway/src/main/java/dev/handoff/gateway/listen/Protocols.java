package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.loop.Loop;
import io.netty.channel.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is spoken on a connection that was accepted. On the connection's loop. */
public final class Protocols {
  /** What a TLS listener offers (ALPN, RFC 7301), the best first. */
  public static final List<String> OVER_TLS = List.of("http/1.1");

  private Protocols() {}

  /** The connection speaks HTTP/1 from its next octet on. */
  static void http1(Channel channel, Loop loop, Client client, ConnectionSettings settings) {
    channel.pipeline().addLast(new Http1Connection(channel, loop, client, settings));
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
    http1(channel, loop, client, settings);
  }

  /** Lets what is running on a connection finish, and then closes it. */
  static void drain(Channel channel) {
    Http1Connection connection = channel.pipeline().get(Http1Connection.class);
    if (connection != null) {
      connection.drain();
    } else {
      // Nothing was asked yet.
      channel.close();
    }
  }
}
