package dev.handoff.core.handoff;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The fields by which an app and a front speak to each other. A front removes every one of them
 * from what a client sends and from what a client gets, in both directions and in trailers.
 *
 * <p>Names are compared without case and with {@code _} as {@code -}: WSGI, CGI and PHP give apps
 * {@code HTTP_X_ACCEL_MAPPING} for both spellings.
 */
public final class ControlFields {

  /** What an app may tell a front. */
  public static final List<String> FROM_APP =
      List.of(
          "X-Accel-Redirect",
          "X-Sendfile",
          "X-LIGHTTPD-send-file",
          "X-Accel-Limit-Rate",
          "X-Accel-Buffering",
          "X-Accel-Expires",
          "X-Accel-Charset",
          "X-Archive-Files",
          "Handoff");

  /** What a front tells an app. */
  public static final List<String> TO_APP =
      List.of(
          "X-Sendfile-Type",
          "X-Accel-Mapping",
          "X-Redirect-Map",
          "Handoff-Front",
          "Handoff-Explain");

  /** Everything that begins so is a control field, known today or not. */
  private static final byte[][] FAMILIES = {
    ascii("x-accel-"), ascii("x-sendfile"), ascii("x-lighttpd-"), ascii("handoff-")
  };

  private static final byte[][] SINGLE = {
    ascii("handoff"), ascii("x-archive-files"), ascii("x-redirect-map")
  };

  private ControlFields() {}

  /** Whether a field of this name is one of ours. */
  public static boolean isControl(CharSequence name) {
    if (name.length() == 0 || !canBegin(name.charAt(0))) {
      return false;
    }
    byte[] octets = name.toString().getBytes(StandardCharsets.ISO_8859_1);
    return isControl(octets, 0, octets.length);
  }

  /** Whether the field name in [from, to) is one of ours. Allocates nothing. */
  public static boolean isControl(byte[] octets, int from, int to) {
    if (from >= to || !canBegin(octets[from])) {
      return false;
    }
    for (byte[] family : FAMILIES) {
      if (startsWith(octets, from, to, family)) {
        return true;
      }
    }
    for (byte[] name : SINGLE) {
      if (to - from == name.length && startsWith(octets, from, to, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean canBegin(int first) {
    int lower = first | 0x20;
    return lower == 'x' || lower == 'h';
  }

  private static boolean startsWith(byte[] octets, int from, int to, byte[] lowerCase) {
    if (to - from < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (folded(octets[from + i]) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static int folded(byte octet) {
    if (octet == '_') {
      return '-';
    }
    return octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
