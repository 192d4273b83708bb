package dev.handoff.gateway.observe;

import java.math.BigDecimal;

/** Times as a log says them: in microseconds' precision, never with an exponent. */
final class Seconds {
  private Seconds() {}

  /** {@code 0.000678}. */
  static BigDecimal of(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 6);
  }

  static String text(long nanos) {
    return of(nanos).toPlainString();
  }
}
