package dev.handoff.gateway.exchange;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Who is at the other end of a connection.
 *
 * @param address in text, without port; {@code unix} for a socket file
 * @param trusted a proxy whose X-Forwarded-* fields are believed
 * @param secure over TLS
 */
public record Client(String address, boolean trusted, boolean secure) {

  /** The client at {@code address}. */
  public static Client at(SocketAddress address, boolean trusted, boolean secure) {
    String text = "unix";
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      text = text(inet.getAddress());
    }
    return new Client(text, trusted, secure);
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
