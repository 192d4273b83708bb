package dev.handoff.gateway.deliver.store.address;

import dev.handoff.gateway.deliver.store.address.HostSpelling.Literal;
import dev.handoff.gateway.deliver.store.address.HostSpelling.Name;
import dev.handoff.gateway.deliver.store.address.HostSpelling.Refused;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms a host may have, and those it may not. */
final class Spellings {
  private static final String PART = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(PART + "(\\." + PART + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
  private static final int LONGEST_NAME = 253;

  private Spellings() {}

  static HostSpelling read(String host) {
    if (host.indexOf('%') >= 0) {
      return new Refused("an address with a zone belongs to one interface of one machine");
    }
    if (host.indexOf(':') >= 0) {
      return v6(host);
    }
    if (V4.matcher(host).matches()) {
      return new Literal(InetAddress.ofLiteral(host));
    }
    String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (NUMBER.matcher(plain.substring(plain.lastIndexOf('.') + 1)).matches()) {
      return new Refused("a host that looks like an address and is none: write a.b.c.d");
    }
    return name(host, plain);
  }

  private static HostSpelling v6(String host) {
    try {
      if (V6.matcher(host).matches()) {
        return new Literal(InetAddress.ofLiteral(host));
      }
    } catch (IllegalArgumentException notOne) {
      // Falls through to the refusal.
    }
    return new Refused("not an IPv6 address (RFC 4291)");
  }

  private static HostSpelling name(String host, String plain) {
    if (plain.isEmpty() || plain.length() > LONGEST_NAME) {
      return new Refused("a host name has 1 to " + LONGEST_NAME + " octets");
    }
    for (String label : plain.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return new Refused(
            "a label of a host name has 1 to 63 letters, digits, hyphens or underscores;"
                + " other letters are written in Punycode (xn--…)");
      }
    }
    return new Name(host.toLowerCase(Locale.ROOT));
  }
}
