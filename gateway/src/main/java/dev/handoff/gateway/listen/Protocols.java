package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Client;
import dev.handoff.gateway.loop.Loop;
import io.netty.channel.Channel;

/** What is spoken on a connection that was accepted. On the connection's loop. */
final class Protocols {
  private Protocols() {}

  /** The connection speaks HTTP/1 from its next octet on. */
  static void http1(Channel channel, Loop loop, Client client, ConnectionSettings settings) {
    channel.pipeline().addLast(new Http1Connection(channel, loop, client, settings));
  }

  /** Lets what is running on a connection finish, and then closes it. */
  static void drain(Channel channel) {
    Http1Connection connection = channel.pipeline().get(Http1Connection.class);
    if (connection != null) {
      connection.drain();
    }
  }
}
