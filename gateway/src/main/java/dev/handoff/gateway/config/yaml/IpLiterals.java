package dev.handoff.gateway.config.yaml;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as text, in the one strict form each; never a name, so nothing is looked up. */
final class IpLiterals {
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private IpLiterals() {}

  static Optional<InetAddress> any(String text) {
    return v4(text).map(InetAddress.class::cast).or(() -> v6(text));
  }

  /** Four decimal parts: the short forms ({@code 127.1}) are too easy to get wrong. */
  static Optional<Inet4Address> v4(String text) {
    if (!V4.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Inet4Address.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** No scope ({@code %eth0}); an IPv4 address in IPv6 clothing counts as neither. */
  static Optional<Inet6Address> v6(String text) {
    if (!V6.matcher(text).matches() || text.indexOf(':') < 0) {
      return Optional.empty();
    }
    try {
      return InetAddress.ofLiteral(text) instanceof Inet6Address address
          ? Optional.of(address)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
