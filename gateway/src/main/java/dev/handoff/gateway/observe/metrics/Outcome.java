package dev.handoff.gateway.observe.metrics;

import dev.handoff.gateway.exchange.RequestRecord;
import java.util.Locale;

/** How a delivery ended. */
enum Outcome {
  /** All the client asked for was sent, which may be nothing new (304). */
  WHOLE,
  /** An answer of 400 and more: no such file, no such range, a store that failed. */
  REFUSED,
  CLIENT_LEFT,
  ABORTED_BY_GATEWAY,
  ABORTED_BY_APP,
  ABORTED_BY_STORE;

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }

  static Outcome of(RequestRecord record) {
    if (record.isWhole()) {
      return record.status() >= 400 ? REFUSED : WHOLE;
    }
    return switch (record.abortedBy()) {
      case CLIENT -> CLIENT_LEFT;
      case APP -> ABORTED_BY_APP;
      case STORE -> ABORTED_BY_STORE;
      case GATEWAY -> ABORTED_BY_GATEWAY;
      case null -> ABORTED_BY_GATEWAY;
    };
  }
}
