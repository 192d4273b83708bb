package dev.handoff.core.handoff;

import java.util.Locale;
import java.util.Optional;

/** How fast a body may go out. */
public sealed interface Rate {

  /** As fast as it goes, whatever is configured. */
  record Unlimited() implements Rate {}

  /** At most so many bytes in a second; the head does not count. */
  record Limited(long bytesPerSecond) implements Rate {
    public Limited {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException("a limit is at least 1 byte/s, got " + bytesPerSecond);
      }
    }
  }

  /** Zero means unlimited, in {@code X-Accel-Limit-Rate} as in {@code Handoff: rate=0}. */
  static Rate ofBytesPerSecond(long bytesPerSecond) {
    return bytesPerSecond == 0 ? new Unlimited() : new Limited(bytesPerSecond);
  }

  /**
   * Reads {@code X-Accel-Limit-Rate}: a decimal number of bytes in a second, or one with a unit as
   * nginx writes sizes, {@code 512k}, {@code 2m}, {@code 1g} (powers of 1024). Empty for anything
   * else, which is ignored: the configured rate stays.
   */
  static Optional<Rate> parseLimitRate(String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    int unit = text.isEmpty() ? -1 : "kmg".indexOf(text.charAt(text.length() - 1));
    String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
    // 15 digits cannot overflow; more of them are no rate anybody means.
    if (digits.isEmpty()
        || digits.length() > 15
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    try {
      long factor = 1L << (10 * (unit + 1));
      return Optional.of(ofBytesPerSecond(Math.multiplyExact(Long.parseLong(digits), factor)));
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }
}
