package dev.handoff.core.ranges;

import java.util.OptionalLong;

/** Numbers of octets as fields have them: ASCII digits and nothing else. */
final class Digits {
  private static final int MOST = 18;

  private Digits() {}

  /** Empty for what is no number, or one of more than 18 digits: nothing real is that long. */
  static OptionalLong parse(String text) {
    if (text.isEmpty() || text.length() > MOST) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalLong.empty();
      }
      number = number * 10 + (c - '0');
    }
    return OptionalLong.of(number);
  }
}
