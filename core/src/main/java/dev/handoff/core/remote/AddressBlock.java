package dev.handoff.core.remote;

import java.util.Arrays;

/**
 * A block of addresses in CIDR notation, compared by octets: an IPv4-mapped address is not the same
 * as what is mapped.
 */
final class AddressBlock {
  private final String text;
  private final byte[] network;
  private final int bits;

  /**
   * @param text an address literal, a slash, and a prefix length in bits
   */
  AddressBlock(String text) {
    int slash = text.indexOf('/');
    this.text = text;
    this.network = IpLiteral.parse(text.substring(0, slash)).orElseThrow().toByteArray();
    this.bits = Integer.parseInt(text.substring(slash + 1));
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ network[whole]) & 0xFF) >> (8 - rest) == 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
