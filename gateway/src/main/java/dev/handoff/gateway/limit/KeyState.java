package dev.handoff.gateway.limit;

import dev.handoff.gateway.limit.pace.SharedRate;

/** What is known of one client, subject or file. Thread-safe. */
final class KeyState implements SharedRate.Terms {
  private final Rule rule;
  private final String key;
  private final Slots slots;
  private final Turns turns;
  private final SharedRate rate;
  private final boolean overflow;

  /** Requests that hold this; guarded by the table's shard. */
  int holders;

  /**
   * @param overflow it stands for all keys that find no room
   */
  KeyState(Rule rule, String key, boolean overflow, long now) {
    this.rule = rule;
    this.key = key;
    this.overflow = overflow;
    this.slots = new Slots(rule);
    this.turns = new Turns(rule, this, now);
    this.rate = new SharedRate(this, now);
  }

  String key() {
    return key;
  }

  boolean isOverflow() {
    return overflow;
  }

  Slots slots() {
    return slots;
  }

  Turns turns() {
    return turns;
  }

  SharedRate rate() {
    return rate;
  }

  double requestsPerSecond() {
    return rule.requestsPerSecond();
  }

  @Override
  public double perSecond() {
    return rule.octetsPerSecond();
  }

  @Override
  public long burst() {
    return rule.octetBurst();
  }

  void termsChanged() {
    slots.termsChanged();
    turns.termsChanged();
  }

  /** Whether a new one would know as much. */
  boolean isForgettable(long now) {
    return slots.isUnused() && turns.isUnused(now) && rate.isUnused(now);
  }
}
