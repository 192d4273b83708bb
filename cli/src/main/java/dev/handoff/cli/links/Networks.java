package dev.handoff.cli.links;

import dev.handoff.core.links.ClientNetwork;
import dev.handoff.core.paths.Octets;
import java.net.InetAddress;

/** Networks as people write them. */
final class Networks {
  private Networks() {}

  /**
   * @throws IllegalArgumentException with the fix
   */
  static ClientNetwork parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = address(slash < 0 ? text : text.substring(0, slash));
    int width = address.length * 8;
    String bits = slash < 0 ? String.valueOf(width) : text.substring(slash + 1);
    if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > width) {
      throw new IllegalArgumentException("\"/" + bits + "\" is not 0 to " + width);
    }
    return ClientNetwork.around(Octets.wrap(address), Integer.parseInt(bits));
  }

  /**
   * The octets of an address.
   *
   * @throws IllegalArgumentException with the fix
   */
  static byte[] address(String text) {
    try {
      // The JDK also takes 1.2.3 for 1.2.0.3.
      if (text.indexOf(':') < 0 && !text.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")) {
        throw new IllegalArgumentException(text);
      }
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address such as 203.0.113.7 or 2001:db8::1", e);
    }
  }
}
