package dev.handoff.gateway.limit.shared;

import java.time.Duration;

/**
 * What one key may have, of all gateways together.
 *
 * @param name of the key, with all that tells budgets apart but the numbers
 * @param tokens that come in {@code in}
 * @param burst that may be taken at once after a pause
 */
public record Budget(String name, long tokens, Duration in, long burst) {
  public double perSecond() {
    return tokens * 1e9 / in.toNanos();
  }

  /** With other numbers it is another budget: an engine goes by those of its first day. */
  String key(String prefix) {
    return prefix + ":" + tokens + "/" + in.toSeconds() + "s+" + burst + ":" + name;
  }
}
