package dev.handoff.core.links;

import dev.handoff.core.paths.Octets;

/**
 * A range of addresses: {@code 203.0.113.0/24}, {@code 2001:db8:1::/56}. IPv4 and IPv6 alike.
 *
 * @param address 4 or 16 octets; bits behind the prefix are zero
 * @param bits length of the prefix, 0 to 32 or 0 to 128
 */
public record ClientNetwork(Octets address, int bits) {
  public ClientNetwork {
    int width = address.length() * 8;
    if ((width != 32 && width != 128) || bits < 0 || bits > width) {
      throw new IllegalArgumentException("no network: " + address.length() + " octets, /" + bits);
    }
    if (!masked(address, bits).equals(address)) {
      throw new IllegalArgumentException("bits behind /" + bits + " are not zero");
    }
  }

  /** The network of that size around an address. */
  public static ClientNetwork around(Octets address, int bits) {
    return new ClientNetwork(masked(address, bits), bits);
  }

  /** Whether an address lies in it; IPv4-mapped IPv6 addresses count as IPv4. */
  public boolean contains(Octets client) {
    Octets plain = unmapped(client);
    return plain.length() == address.length() && masked(plain, bits).equals(address);
  }

  /** As people write it, an IPv6 address at full length. */
  public String text() {
    StringBuilder text = new StringBuilder(48);
    boolean four = address.length() == 4;
    for (int i = 0; i < address.length(); i += four ? 1 : 2) {
      text.append(i == 0 ? "" : four ? "." : ":");
      text.append(
          four
              ? Integer.toString(address.at(i))
              : Integer.toHexString(address.at(i) << 8 | address.at(i + 1)));
    }
    return text.append('/').append(bits).toString();
  }

  /** As it is signed: the address and the length of the prefix, in hexadecimal. */
  String signed() {
    StringBuilder text = new StringBuilder(36);
    for (int i = 0; i < address.length(); i++) {
      text.append(Character.forDigit(address.at(i) >> 4, 16));
      text.append(Character.forDigit(address.at(i) & 0xf, 16));
    }
    return text.append('-').append(bits).toString();
  }

  /**
   * @throws IllegalArgumentException if it is not what {@link #signed} makes
   */
  static ClientNetwork ofSigned(String text) {
    int dash = text.indexOf('-');
    if (dash != 8 && dash != 32) {
      throw new IllegalArgumentException("no network: " + text);
    }
    byte[] octets = new byte[dash / 2];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) Integer.parseInt(text, 2 * i, 2 * i + 2, 16);
    }
    ClientNetwork network =
        new ClientNetwork(Octets.wrap(octets), Integer.parseInt(text.substring(dash + 1)));
    if (!network.signed().equals(text)) {
      throw new IllegalArgumentException("no network: " + text);
    }
    return network;
  }

  private static Octets unmapped(Octets address) {
    if (address.length() != 16) {
      return address;
    }
    for (int i = 0; i < 10; i++) {
      if (address.at(i) != 0) {
        return address;
      }
    }
    return address.at(10) == 0xff && address.at(11) == 0xff ? address.from(12) : address;
  }

  private static Octets masked(Octets address, int bits) {
    byte[] kept = address.toByteArray();
    for (int i = 0; i < kept.length; i++) {
      int here = Math.max(0, Math.min(8, bits - 8 * i));
      kept[i] &= (byte) (0xff << (8 - here));
    }
    return Octets.wrap(kept);
  }
}
