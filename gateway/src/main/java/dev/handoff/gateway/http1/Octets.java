package dev.handoff.gateway.http1;

/** Which octets may stand where (RFC 9110 §5.5, §5.6.2). */
final class Octets {
  private static final boolean[] TOKEN = new boolean[256];
  private static final boolean[] VALUE = new boolean[256];
  private static final boolean[] TARGET = new boolean[256];

  static {
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
    for (int c = 0; c < 256; c++) {
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        TOKEN[c] = true;
      }
      VALUE[c] = c == '\t' || (c >= 0x20 && c != 0x7F);
      // Browsers send | ^ { } " and others raw, so they pass; a fragment never belongs here.
      TARGET[c] = c > 0x20 && c != 0x7F && c != '#';
    }
  }

  private Octets() {}

  static boolean isToken(byte octet) {
    return TOKEN[octet & 0xFF];
  }

  static boolean isValue(byte octet) {
    return VALUE[octet & 0xFF];
  }

  static boolean isTarget(byte octet) {
    return TARGET[octet & 0xFF];
  }
}
