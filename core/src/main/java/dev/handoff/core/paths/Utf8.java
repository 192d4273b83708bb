package dev.handoff.core.paths;

/** Which octets are UTF-8 (RFC 3629 §4), without building a text. */
final class Utf8 {

  private Utf8() {}

  static boolean isWellFormed(byte[] octets, int from, int to) {
    int i = from;
    while (i < to) {
      int length = sequenceAt(octets, i, to);
      if (length == 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  /**
   * Whether an overlong form stands anywhere: a longer spelling of a character that has a shorter
   * one, such as {@code C0 AE} for a dot. Nobody writes one by accident.
   */
  static boolean hasOverlong(byte[] octets, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      int first = octets[i] & 0xff;
      int second = octets[i + 1] & 0xff;
      boolean overlong =
          switch (first) {
            case 0xc0, 0xc1 -> isContinuation(second);
            case 0xe0 -> second >= 0x80 && second < 0xa0;
            case 0xf0 -> second >= 0x80 && second < 0x90;
            default -> false;
          };
      if (overlong) {
        return true;
      }
    }
    return false;
  }

  /** The length of the well-formed sequence at {@code i}; 0 when there is none. */
  private static int sequenceAt(byte[] octets, int i, int to) {
    int first = octets[i] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || i + length > to) {
      return 0;
    }
    // The second octet has a narrower range after four of the first ones: no overlong form, no
    // surrogate, nothing above U+10FFFF.
    int second = octets[i + 1] & 0xff;
    int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if (!isContinuation(octets[i + k] & 0xff)) {
        return 0;
      }
    }
    return length;
  }

  private static boolean isContinuation(int octet) {
    return octet >= 0x80 && octet < 0xc0;
  }
}
