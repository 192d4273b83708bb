package dev.handoff.gateway.limit;

import dev.handoff.gateway.limit.pace.SharedRate;
import dev.handoff.gateway.limit.pace.TokenBucket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of one client, subject or file. Thread-safe. */
final class KeyState implements SharedRate.Terms {
  private final Rule rule;
  private final String key;
  private final Slots slots;
  private final Turns turns;
  private final SharedRate rate;
  private final boolean overflow;

  /** Where several gateways share: this one's parts; else null. */
  private final @Nullable Lease requestLease;

  private final @Nullable Lease octetLease;

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
    Leases leases = overflow ? null : rule.leases();
    this.requestLease =
        leases == null || !rule.limitsRequests()
            ? null
            : new Lease(leases, () -> rule.requestBudget(key), turns, 1, now);
    this.octetLease =
        leases == null || !rule.limitsOctets()
            ? null
            : new Lease(
                leases, () -> rule.octetBudget(key), new RateOwner(rate), SharedRate.FLOOR, now);
  }

  private record RateOwner(SharedRate rate) implements Lease.Owner {
    @Override
    public void change(Consumer<TokenBucket> change) {
      rate.change(change);
    }

    @Override
    public void changed() {
      // Every transfer looks again with its next piece.
    }
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
    double configured = rule.requestsPerSecond();
    Lease lease = requestLease;
    return lease == null || Double.isInfinite(configured) ? configured : lease.perSecond();
  }

  /** A request is about to be let through, or to wait for that. */
  void requestUsed() {
    if (requestLease != null) {
      requestLease.used();
    }
  }

  @Override
  public double perSecond() {
    double configured = rule.octetsPerSecond();
    Lease lease = octetLease;
    return lease == null || Double.isInfinite(configured) ? configured : lease.perSecond();
  }

  @Override
  public long burst() {
    return rule.octetBurst();
  }

  @Override
  public void used() {
    if (octetLease != null) {
      octetLease.used();
    }
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
