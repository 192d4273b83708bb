package dev.handoff.core.paths;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one segment of a file name may not be. */
final class SegmentRules {

  private static final Set<String> PLAIN_DEVICES =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");

  private SegmentRules() {}

  /** Why the segment is refused, or null. */
  static @Nullable String objectionTo(Octets segment) {
    if (segment.is("..")) {
      return "a .. segment";
    }
    int length = segment.length();
    if (segment.find('\0', 0) < length) {
      return "NUL in a name";
    }
    if (segment.find('\\', 0) < length) {
      return "a backslash in a name";
    }
    if (segment.at(length - 1) == '.') {
      return "a name that ends in a dot";
    }
    int colon = segment.find(':', 0);
    if (colon == 1 && colon < length && isLetter(segment.at(0))) {
      return "a drive letter";
    }
    if (colon + 1 < length && opensStream(segment, colon)) {
      return "a stream of a file";
    }
    if (length <= 7 && isDevice(segment)) {
      return "the name of a device";
    }
    return null;
  }

  /** {@code name:$DATA} and {@code name::$DATA}; a lone colon is common in names, as in a time. */
  private static boolean opensStream(Octets segment, int firstColon) {
    for (int i = firstColon; i + 1 < segment.length(); i = segment.find(':', i + 1)) {
      if (segment.at(i + 1) == '$') {
        return true;
      }
    }
    return false;
  }

  /** Devices have their name everywhere; a name with an extension is a file on today's Windows. */
  private static boolean isDevice(Octets segment) {
    String name =
        new String(segment.toByteArray(), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
    return PLAIN_DEVICES.contains(name)
        || (name.length() == 4
            && (name.startsWith("COM") || name.startsWith("LPT"))
            && name.charAt(3) >= '1'
            && name.charAt(3) <= '9');
  }

  private static boolean isLetter(int octet) {
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
