package dev.handoff.core.send;

import java.time.Duration;
import java.util.Optional;

/**
 * What only our own gateway understands; other fronts are not told, and nothing is lost but the
 * comfort.
 *
 * @param reuse how long the decision may answer identical requests of the same user
 * @param key names the decision, so that it can be withdrawn
 * @param subject who the delivery is for; limits count by it
 * @param receipt names the delivery in its receipt
 */
public record GatewayOptions(
    Optional<Duration> reuse,
    Optional<String> key,
    Optional<String> subject,
    Optional<String> receipt) {
  private static final Duration LONGEST_REUSE = Duration.ofDays(1);

  /** Nothing said. */
  public static final GatewayOptions NONE =
      new GatewayOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public GatewayOptions {
    reuse.ifPresent(GatewayOptions::requireReusable);
    key.ifPresent(text -> requireText("key", text));
    subject.ifPresent(text -> requireText("subject", text));
    receipt.ifPresent(text -> requireText("receipt", text));
  }

  /** With a time for which the decision may be reused, 1 s to a day. */
  public GatewayOptions reuse(Duration time) {
    return new GatewayOptions(Optional.of(time), key, subject, receipt);
  }

  /** With a name for the decision; printable ASCII. */
  public GatewayOptions key(String name) {
    return new GatewayOptions(reuse, Optional.of(name), subject, receipt);
  }

  /** With who the delivery is for; printable ASCII. */
  public GatewayOptions subject(String name) {
    return new GatewayOptions(reuse, key, Optional.of(name), receipt);
  }

  /** With a name for the receipt; printable ASCII. */
  public GatewayOptions receipt(String name) {
    return new GatewayOptions(reuse, key, subject, Optional.of(name));
  }

  private static void requireReusable(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST_REUSE) > 0) {
      throw new IllegalArgumentException("a decision is reused for 1 s to 1 day, not " + time);
    }
  }

  private static void requireText(String what, String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          what + " is printable ASCII and not empty; encode what is not");
    }
  }
}
