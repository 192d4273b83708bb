package dev.handoff.gateway.config.yaml;

import dev.handoff.gateway.config.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Blocks of addresses in CIDR notation, without bits beyond the prefix. */
final class AddressRanges {
  static final Kind<AddressRange> KIND =
      new Kind<>("address or block", AddressRanges::parse, AddressRanges::show);

  private AddressRanges() {}

  private static Parsed<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> literal = IpLiterals.any(slash < 0 ? text : text.substring(0, slash));
    if (literal.isEmpty()) {
      return Parsed.bad(
          Quoted.of(text) + " is not an IP address or block.",
          "Write addresses such as 10.0.0.0/8, 192.0.2.7 or fd00::/8; names are not looked up.");
    }
    InetAddress address = literal.get();
    int bits = address instanceof Inet4Address ? 32 : 128;
    String length = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
      return Parsed.bad(
          Quoted.of(text) + " has no valid prefix length.",
          "Write a number from 0 to " + bits + " after the slash.");
    }
    AddressRange range =
        new AddressRange(masked(address, Integer.parseInt(length)), Integer.parseInt(length));
    if (!range.network().equals(address)) {
      return Parsed.bad(
          Quoted.of(text) + " has bits set beyond its prefix length.",
          "Write " + show(range) + ", or " + address.getHostAddress() + " for that address alone.");
    }
    return Parsed.good(range);
  }

  private static InetAddress masked(InetAddress address, int prefixLength) {
    byte[] octets = address.getAddress();
    for (int i = 0; i < octets.length; i++) {
      int kept = Math.clamp(prefixLength - 8L * i, 0, 8);
      octets[i] &= (byte) (0xFF << (8 - kept));
    }
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("octets of an address make an address", e);
    }
  }

  private static String show(AddressRange range) {
    return range.network().getHostAddress() + "/" + range.prefixLength();
  }
}
