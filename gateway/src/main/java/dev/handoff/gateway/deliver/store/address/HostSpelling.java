package dev.handoff.gateway.deliver.store.address;

import java.net.InetAddress;

/**
 * What the host of a URL is, so that nothing behind us can read it as something else.
 *
 * <p>System resolvers take {@code 2130706433}, {@code 0177.0.0.1}, {@code 0x7f.1} and {@code 127.1}
 * for 127.0.0.1 (inet_aton), and {@code fe80::1%eth0} for an address on one interface. Here a host
 * is a strict literal (RFC 3986 §3.2.2: four decimal parts without leading zeros, or the RFC 4291
 * form without a zone), a name, or refused. What ends in a number is no name: no top-level domain
 * is numeric.
 */
public sealed interface HostSpelling {

  /** An address; nothing is left to look up. */
  record Literal(InetAddress address) implements HostSpelling {}

  /**
   * @param name lower case, at most 253 octets, possibly with a final dot
   */
  record Name(String name) implements HostSpelling {

    /** As certificates and Server Name Indication have it: without the final dot (RFC 6066 §3). */
    public String withoutFinalDot() {
      return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Names that always mean this machine (RFC 6761 §6.3), whatever a DNS server says. */
    public boolean isLocalhost() {
      String plain = withoutFinalDot();
      return plain.equals("localhost") || plain.endsWith(".localhost");
    }
  }

  /**
   * @param reason for the log
   */
  record Refused(String reason) implements HostSpelling {}

  /** Reads a host, in any case, without brackets. */
  static HostSpelling of(String host) {
    return Spellings.read(host);
  }
}
