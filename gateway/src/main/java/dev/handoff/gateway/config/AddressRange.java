package dev.handoff.gateway.config;

import java.net.InetAddress;

/**
 * A block of addresses in CIDR notation ({@code 10.0.0.0/8}, {@code fd00::/8}); a single address is
 * a block of itself.
 *
 * @param prefixLength in bits, 0 to 32 (IPv4) or 128 (IPv6)
 */
public record AddressRange(InetAddress network, int prefixLength) {

  /** An IPv4 address never lies in an IPv6 block, nor the other way round. */
  public boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit += 8) {
      int kept = Math.min(8, prefixLength - bit);
      int mask = (0xFF << (8 - kept)) & 0xFF;
      if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
