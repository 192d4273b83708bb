package dev.handoff.gateway.limit;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.exchange.AskingAddress;
import dev.handoff.gateway.exchange.Exchange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Whose limit a request counts against: an IPv4 address, or the /64 of an IPv6 address, because
 * whoever has one address there has them all.
 */
final class ClientKey {
  private static final int NETWORK_OCTETS = 8;

  private ClientKey() {}

  /**
   * Behind trusted proxies the address that they say; what they leave out counts as their own.
   *
   * @param trusted proxies that are believed
   */
  static String of(Exchange exchange, List<AddressRange> trusted) {
    String peer = exchange.client().address();
    if (!exchange.client().trusted() && peer.indexOf(':') < 0) {
      return peer;
    }
    Optional<Octets> address = AskingAddress.of(exchange, trusted);
    return address.isPresent() ? of(address.get().toByteArray()) : peer;
  }

  /** 4 or 16 octets. */
  static String of(byte[] address) {
    if (address.length == 4) {
      try {
        return InetAddress.getByAddress(address).getHostAddress();
      } catch (UnknownHostException impossible) {
        throw new IllegalArgumentException(impossible);
      }
    }
    return HexFormat.of().formatHex(address, 0, NETWORK_OCTETS) + "::/64";
  }
}
