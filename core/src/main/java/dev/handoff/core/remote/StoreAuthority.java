package dev.handoff.core.remote;

import dev.handoff.core.paths.Octets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Host and port of a store, each in its one strict form (RFC 3986 §3.2), so that no two programs
 * can read it differently: no userinfo, no escape, no short, decimal, octal or hexadecimal spelling
 * of an address, no IPv4 address in IPv6 clothing, no zone, no trailing dot, names in ASCII only.
 *
 * @param host lower case, without brackets; a name or an IP literal
 * @param port 1 to 65535
 */
public record StoreAuthority(String host, int port) {
  private static final Pattern V6 = Pattern.compile("[0-9a-f:.]{2,45}");
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  /** What a text turned out to be. */
  public sealed interface Reading {
    record Accepted(StoreAuthority authority) implements Reading {}

    record Refused(String reason) implements Reading {}
  }

  /**
   * Reads {@code host} or {@code host:port}; an IPv6 literal stands in brackets.
   *
   * @param defaultPort where none is written
   */
  public static Reading read(String text, int defaultPort) {
    String host = text;
    int port = defaultPort;
    int colon = text.lastIndexOf(':');
    if (colon >= 0 && text.indexOf(']', colon) < 0) {
      port = port(text, colon + 1);
      if (port < 0) {
        return new Reading.Refused("the port is not a number from 1 to 65535");
      }
      host = text.substring(0, colon);
    }
    String lower = host.toLowerCase(Locale.ROOT);
    boolean bracketed = lower.startsWith("[") && lower.endsWith("]");
    String bare = bracketed ? lower.substring(1, lower.length() - 1) : lower;
    Optional<String> objection = bracketed ? objectionToV6(bare) : objectionToHost(bare);
    if (objection.isPresent()) {
      return new Reading.Refused(objection.get());
    }
    return new Reading.Accepted(new StoreAuthority(bare, port));
  }

  /** The address a host names itself, in network order; empty for a name to be looked up. */
  public static Optional<Octets> literal(String host) {
    return IpLiteral.parse(host);
  }

  /** Whether only a private address can be meant: an address, or the one name that is one. */
  public static boolean isPrivatelyMeant(String host) {
    return literal(host).isPresent() || host.equals("localhost") || host.endsWith(".localhost");
  }

  private static Optional<String> objectionToV6(String bare) {
    if (!V6.matcher(bare).matches() || bare.indexOf(':') < 0) {
      return Optional.of("no IPv6 address stands in the brackets");
    }
    Optional<Octets> address = IpLiteral.parse(bare);
    if (address.isEmpty()) {
      return Optional.of("no IPv6 address stands in the brackets");
    }
    return Arrays.equals(address.get().slice(0, MAPPED.length).toByteArray(), MAPPED)
        ? Optional.of("an IPv4 address is written as an IPv6 one")
        : Optional.empty();
  }

  private static Optional<String> objectionToHost(String bare) {
    if (bare.isEmpty()) {
      return Optional.of("there is no host");
    }
    if (bare.endsWith(".")) {
      return Optional.of("the host ends in a dot");
    }
    if (endsInNumber(bare)) {
      return IpLiteral.parse(bare).isPresent()
          ? Optional.empty()
          : Optional.of("the host looks like an address, but is not four decimal parts");
    }
    return isName(bare)
        ? Optional.empty()
        : Optional.of("the host is neither a name nor an IP address");
  }

  /** Labels of letters, digits, hyphens and underscores, no hyphen at an end of one. */
  private static boolean isName(String bare) {
    int begin = 0;
    for (int i = 0; i <= bare.length(); i++) {
      char c = i < bare.length() ? bare.charAt(i) : '.';
      if (c == '.') {
        boolean label =
            i > begin
                && i - begin <= LONGEST_LABEL
                && bare.charAt(begin) != '-'
                && bare.charAt(i - 1) != '-';
        if (!label) {
          return false;
        }
        begin = i + 1;
      } else if (!((c >= 'a' && c <= 'z') || isDigit(c) || c == '-' || c == '_')) {
        return false;
      }
    }
    return bare.length() <= LONGEST_NAME;
  }

  /** What programs take for an IPv4 address (WHATWG URL, "ends in a number"). */
  private static boolean endsInNumber(String host) {
    int begin = host.lastIndexOf('.') + 1;
    boolean hex = host.startsWith("0x", begin);
    boolean number = begin < host.length();
    for (int i = hex ? begin + 2 : begin; i < host.length(); i++) {
      char c = host.charAt(i);
      number &= isDigit(c) || (hex && c >= 'a' && c <= 'f');
    }
    return number;
  }

  /** Decimal without leading zeros; -1 when it is no port. */
  private static int port(String text, int from) {
    int length = text.length() - from;
    if (length < 1 || length > 5 || text.charAt(from) == '0') {
      return -1;
    }
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      port = 10 * port + text.charAt(i) - '0';
    }
    return port <= 65_535 ? port : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
