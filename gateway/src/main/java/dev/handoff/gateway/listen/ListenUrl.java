package dev.handoff.gateway.listen;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** An address on which somebody listens, as a person would write it. */
public final class ListenUrl {
  private ListenUrl() {}

  /**
   * @param secure whether TLS is spoken there
   */
  public static String of(SocketAddress address, boolean secure) {
    if (!(address instanceof InetSocketAddress inet)) {
      return "unix:" + address;
    }
    String host =
        inet.getAddress() == null ? inet.getHostString() : inet.getAddress().getHostAddress();
    return (secure ? "https://" : "http://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + inet.getPort();
  }
}
