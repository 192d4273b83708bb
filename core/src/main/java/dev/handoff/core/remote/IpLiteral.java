package dev.handoff.core.remote;

import dev.handoff.core.paths.Octets;
import java.util.Optional;

/** Reads addresses as they are written, to octets in network order; asks no resolver. */
final class IpLiteral {
  private static final int V4_OCTETS = 4;
  private static final int V6_OCTETS = 16;

  private IpLiteral() {}

  /**
   * 4 octets for {@code a.b.c.d} in decimal without leading zeros (RFC 3986 §3.2.2), 16 for the
   * forms of RFC 4291 §2.2 without a zone; empty for anything else.
   */
  static Optional<Octets> parse(String text) {
    byte[] octets = new byte[text.indexOf(':') < 0 ? V4_OCTETS : V6_OCTETS];
    boolean valid = octets.length == V4_OCTETS ? v4(text, octets, 0) : v6(text, octets);
    return valid ? Optional.of(Octets.wrap(octets)) : Optional.empty();
  }

  private static boolean v4(String text, byte[] into, int at) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != V4_OCTETS) {
      return false;
    }
    for (int i = 0; i < V4_OCTETS; i++) {
      String part = parts[i];
      boolean zeros = part.length() > 1 && part.charAt(0) == '0';
      int value = part.length() > 3 || zeros ? -1 : number(part, 10);
      if (value < 0 || value > 255) {
        return false;
      }
      into[at + i] = (byte) value;
    }
    return true;
  }

  private static boolean v6(String text, byte[] into) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, into, 0) == V6_OCTETS;
    }
    String behind = text.substring(gap + 2);
    byte[] tail = new byte[V6_OCTETS];
    int front = gap == 0 ? 0 : groups(text.substring(0, gap), into, 0);
    int back = behind.isEmpty() ? 0 : groups(behind, tail, 0);
    // A gap is of at least one group (RFC 5952 §4.2.2 allows to read one, not none).
    if (front < 0 || back < 0 || front + back > V6_OCTETS - 2) {
      return false;
    }
    // Four decimal parts stand at the very end only.
    if (text.substring(0, gap).indexOf('.') >= 0) {
      return false;
    }
    System.arraycopy(tail, 0, into, V6_OCTETS - back, back);
    return true;
  }

  /** How many octets the groups are; -1 if they are none. */
  private static int groups(String text, byte[] into, int begin) {
    String[] groups = text.split(":", -1);
    int at = begin;
    for (int i = 0; i < groups.length; i++) {
      String group = groups[i];
      boolean dotted = i == groups.length - 1 && group.indexOf('.') >= 0;
      int size = dotted ? V4_OCTETS : 2;
      if (at + size > V6_OCTETS) {
        return -1;
      }
      if (dotted) {
        if (!v4(group, into, at)) {
          return -1;
        }
      } else {
        int value = group.length() > 4 ? -1 : number(group, 16);
        if (value < 0) {
          return -1;
        }
        into[at] = (byte) (value >> 8);
        into[at + 1] = (byte) value;
      }
      at += size;
    }
    return at;
  }

  /** -1 for what is empty or holds anything but ASCII digits of that radix. */
  private static int number(String text, int radix) {
    if (text.isEmpty()) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
