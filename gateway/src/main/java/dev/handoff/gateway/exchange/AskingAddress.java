package dev.handoff.gateway.exchange;

import dev.handoff.core.paths.Octets;
import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.http1.FieldName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address a link for a network is compared with: the peer's, or what trusted proxies say of the
 * one before them. What they say is read from its end, where the nearest proxy wrote; the first
 * address that is none of theirs is the client's. A client that writes the field itself gains
 * nothing.
 */
public final class AskingAddress {
  private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

  private AskingAddress() {}

  /** The same as text; the peer's where its proxy names nobody. */
  public static String text(Exchange exchange, List<AddressRange> trusted) {
    Client client = exchange.client();
    return client.trusted()
        ? of(exchange, trusted).map(AskingAddress::text).orElse(client.address())
        : client.address();
  }

  private static String text(Octets address) {
    try {
      return InetAddress.getByAddress(address.toByteArray()).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * 4 or 16 octets; empty when nobody says, so that no link for a network is good then.
   *
   * @param trusted proxies that are believed
   */
  public static Optional<Octets> of(Exchange exchange, List<AddressRange> trusted) {
    Client client = exchange.client();
    if (!client.trusted()) {
      return literal(client.address()).map(AskingAddress::octets);
    }
    List<String> lines = exchange.request().lines(FieldName.X_FORWARDED_FOR.text());
    String[] hops = String.join(",", lines).split(",", -1);
    Optional<InetAddress> farthest = Optional.empty();
    for (int i = hops.length - 1; i >= 0; i--) {
      Optional<InetAddress> hop = literal(hops[i].strip());
      if (hop.isEmpty()) {
        return Optional.empty();
      }
      farthest = hop;
      if (trusted.stream().noneMatch(range -> range.contains(hop.get()))) {
        break;
      }
    }
    return farthest.map(AskingAddress::octets);
  }

  private static Octets octets(InetAddress address) {
    return Octets.wrap(address.getAddress());
  }

  /** Never a name, so nothing is looked up. */
  private static Optional<InetAddress> literal(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
