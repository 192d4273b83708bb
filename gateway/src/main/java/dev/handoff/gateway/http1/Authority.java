package dev.handoff.gateway.http1;

/** {@code host} or {@code host:port}, without userinfo (RFC 9110 §4.2, §7.2). */
public final class Authority {
  private static final int LAST_PORT = 65535;

  private Authority() {}

  /** Whether {@code octets[from, to)} is an authority a client may name; an empty one is none. */
  public static boolean isValid(byte[] octets, int from, int to) {
    int hostEnd = hostEnd(octets, from, to);
    if (hostEnd <= from) {
      return false;
    }
    if (hostEnd == to) {
      return true;
    }
    if (octets[hostEnd] != ':' || to - hostEnd > 6) {
      return false;
    }
    int port = 0;
    for (int i = hostEnd + 1; i < to; i++) {
      if (!RequestHead.isDigit(octets[i])) {
        return false;
      }
      port = 10 * port + octets[i] - '0';
    }
    return port <= LAST_PORT;
  }

  /** Where the host ends and a port may begin; -1 when no host can be read. */
  public static int hostEnd(byte[] octets, int from, int to) {
    if (from < to && octets[from] == '[') {
      boolean colon = false;
      for (int i = from + 1; i < to; i++) {
        if (octets[i] == ']') {
          // Without a colon it is no IPv6 address, and nothing else stands in brackets.
          return colon ? i + 1 : -1;
        }
        colon |= octets[i] == ':';
        if (!isAddressOctet(octets[i])) {
          return -1;
        }
      }
      return -1;
    }
    int i = from;
    while (i < to && octets[i] != ':') {
      if (!isHostOctet(octets[i])) {
        return -1;
      }
      i++;
    }
    return i;
  }

  private static boolean isAddressOctet(byte c) {
    return RequestHead.isDigit(c)
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F')
        || c == ':'
        || c == '.';
  }

  /** Unreserved and sub-delims; percent-encoding in a host has no use but to hide another one. */
  private static boolean isHostOctet(byte c) {
    return RequestHead.isDigit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
