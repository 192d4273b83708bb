package dev.handoff.core.paths;

import java.util.Arrays;
import java.util.Optional;

/**
 * Paths that could lead a store out of the folder they seem to be in: with a {@code ..} segment in
 * any reading that some server has. Read as written and decoded once and twice, split at slashes
 * and backslashes, parameters ({@code ;v=1}) and trailing blanks cut off, overlong UTF-8 taken for
 * what it was meant to hide. Doubled slashes and {@code .} segments lead nowhere and are left
 * alone.
 */
public final class UnsafePath {
  private static final int READINGS = 3;

  private UnsafePath() {}

  /** Why the path, percent-encoded or not, is refused; empty when it is safe. */
  public static Optional<String> objectionTo(Octets encoded) {
    byte[] path = encoded.toByteArray();
    if (isPlain(path)) {
      return Optional.empty();
    }
    for (int reading = 0; reading < READINGS; reading++) {
      if (reading > 0) {
        byte[] decoded = decode(path);
        if (decoded.length == path.length) {
          break;
        }
        path = decoded;
      }
      Optional<String> objection = objection(fold(path));
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  /** Most paths: nothing to decode or fold, and no two dots side by side. */
  private static boolean isPlain(byte[] path) {
    byte last = 0;
    for (byte octet : path) {
      if (octet <= 0 || octet == '%' || (octet == '.' && last == '.')) {
        return false;
      }
      last = octet;
    }
    return true;
  }

  private static Optional<String> objection(byte[] path) {
    int begin = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i < path.length && path[i] == 0) {
        return Optional.of("NUL in the path");
      }
      if (i == path.length || path[i] == '/' || path[i] == '\\') {
        if (isDotDot(path, begin, i)) {
          return Optional.of("a .. segment");
        }
        begin = i + 1;
      }
    }
    return Optional.empty();
  }

  private static boolean isDotDot(byte[] path, int begin, int end) {
    if (end - begin < 2 || path[begin] != '.' || path[begin + 1] != '.') {
      return false;
    }
    int i = begin + 2;
    while (i < end && path[i] > 0 && path[i] <= ' ') {
      i++;
    }
    return i == end || path[i] == ';';
  }

  /** Replaces every escape by its octet; what is none stays as it is. */
  private static byte[] decode(byte[] path) {
    Buffer decoded = new Buffer(path.length);
    for (int i = 0; i < path.length; i++) {
      if (path[i] == '%'
          && i + 2 < path.length
          && Character.digit(path[i + 1], 16) >= 0
          && Character.digit(path[i + 2], 16) >= 0) {
        decoded.add(Character.digit(path[i + 1], 16) << 4 | Character.digit(path[i + 2], 16));
        i += 2;
      } else {
        decoded.add(path[i]);
      }
    }
    return decoded.octets();
  }

  /** Puts ASCII in place of its overlong forms (RFC 3629 §3 forbids them, old decoders do not). */
  private static byte[] fold(byte[] path) {
    Buffer folded = new Buffer(path.length);
    for (int i = 0; i < path.length; i++) {
      int lead = path[i] & 0xff;
      boolean three =
          lead == 0xe0 && i + 2 < path.length && (path[i + 1] & 0xfe) == 0x80 && tail(path[i + 2]);
      if ((lead == 0xc0 || lead == 0xc1) && i + 1 < path.length && tail(path[i + 1])) {
        folded.add((lead & 1) << 6 | (path[i + 1] & 0x3f));
        i++;
      } else if (three) {
        folded.add((path[i + 1] & 1) << 6 | (path[i + 2] & 0x3f));
        i += 2;
      } else {
        folded.add(lead);
      }
    }
    return folded.octets();
  }

  private static boolean tail(byte octet) {
    return (octet & 0xc0) == 0x80;
  }

  /** Octets that get no more than there were. */
  private static final class Buffer {
    private final byte[] array;
    private int length;

    Buffer(int most) {
      array = new byte[most];
    }

    void add(int octet) {
      array[length++] = (byte) octet;
    }

    byte[] octets() {
      return length == array.length ? array : Arrays.copyOf(array, length);
    }
  }
}
