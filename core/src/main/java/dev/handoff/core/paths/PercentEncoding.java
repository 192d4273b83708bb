package dev.handoff.core.paths;

import java.util.OptionalInt;

/** Percent-encoding of paths (RFC 3986 §2.1): decoded exactly once, encoded exactly once. */
public final class PercentEncoding {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /** The offset of the first {@code %} that two hexadecimal digits do not follow. */
  public static OptionalInt firstMalformed(Octets encoded) {
    for (int i = encoded.find('%', 0); i < encoded.length(); i = encoded.find('%', i + 1)) {
      if (!isEscape(encoded, i)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Replaces every escape by its octet; {@code +} stays a plus.
   *
   * @throws IllegalArgumentException if an escape is malformed ({@link #firstMalformed} tells)
   */
  public static Octets decode(Octets encoded) {
    int escape = encoded.find('%', 0);
    if (escape == encoded.length()) {
      return encoded;
    }
    byte[] decoded = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      int octet = encoded.at(i);
      if (octet == '%') {
        octet = escapedAt(encoded, i);
        i += 2;
      }
      decoded[length++] = (byte) octet;
    }
    return Octets.wrap(decoded).slice(0, length);
  }

  /**
   * A path as a URI says it: slashes and the unreserved characters of RFC 3986 stay, everything
   * else is escaped. So the result is ASCII, has no {@code ?}, {@code #}, {@code +}, comma or
   * equals sign, and decodes to the same octets everywhere.
   */
  public static String encodePath(Octets path) {
    StringBuilder encoded = new StringBuilder(path.length() + 16);
    for (int i = 0; i < path.length(); i++) {
      int octet = path.at(i);
      if (octet == '/' || isUnreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX[octet >> 4]).append(HEX[octet & 0xf]);
      }
    }
    return encoded.toString();
  }

  /**
   * What follows the first {@code segments} segments of an encoded path and the slash that ends
   * them, octet for octet. Empty segments and {@code .} before or between those segments do not
   * count, an encoded slash separates like a plain one. Empty when the path has no more than that.
   */
  public static Octets rawBelow(Octets encodedPath, int segments) {
    int left = segments;
    boolean inSegment = false;
    int i = 0;
    while (i < encodedPath.length() && left > 0) {
      int width = isEscape(encodedPath, i) ? 3 : 1;
      int octet = width == 3 ? escapedAt(encodedPath, i) : encodedPath.at(i);
      if (octet != '/') {
        inSegment = inSegment || octet != '.' || !endsSegment(encodedPath, i + width);
      } else if (inSegment) {
        left--;
        inSegment = false;
      }
      i += width;
    }
    boolean leadingSlash = segments == 0 && !encodedPath.isEmpty() && encodedPath.at(0) == '/';
    return encodedPath.from(leadingSlash ? 1 : i);
  }

  private static boolean endsSegment(Octets encoded, int index) {
    return index == encoded.length()
        || encoded.at(index) == '/'
        || (isEscape(encoded, index) && escapedAt(encoded, index) == '/');
  }

  /** Whether {@code %} and two hexadecimal digits stand at {@code index}. */
  static boolean isEscape(Octets encoded, int index) {
    return index + 2 < encoded.length()
        && encoded.at(index) == '%'
        && digit(encoded.at(index + 1)) < 16
        && digit(encoded.at(index + 2)) < 16;
  }

  /** The octet that the escape at {@code index} stands for. */
  static int escapedAt(Octets encoded, int index) {
    if (!isEscape(encoded, index)) {
      throw new IllegalArgumentException("malformed escape at offset " + index);
    }
    return digit(encoded.at(index + 1)) << 4 | digit(encoded.at(index + 2));
  }

  private static int digit(int octet) {
    if (octet >= '0' && octet <= '9') {
      return octet - '0';
    }
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
  }

  private static boolean isUnreserved(int octet) {
    int lower = octet | 0x20;
    return (lower >= 'a' && lower <= 'z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }
}
