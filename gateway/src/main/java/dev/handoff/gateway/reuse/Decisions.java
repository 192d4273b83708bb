package dev.handoff.gateway.reuse;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that are kept, of all apps, for all loops: a video that seeks opens connections on
 * every one of them.
 *
 * <p>At most {@value #MOST} and {@value #MOST_OCTETS} octets; the oldest go first. Looking up takes
 * no lock; keeping one holds a lock for a few map operations. Shared between threads.
 */
public final class Decisions {
  /** Decisions at most. */
  public static final int MOST = 10_000;

  /** Memory at most, in octets. */
  public static final int MOST_OCTETS = 16 << 20;

  private final LongSupplier clock;
  private final int most;
  private final long mostOctets;
  private final ConcurrentHashMap<DecisionId, Decision> kept = new ConcurrentHashMap<>();

  /** The same ones, the oldest first. Guarded by this. */
  private final Map<DecisionId, Decision> byAge = new LinkedHashMap<>();

  private long octets;
  private long withdrawnNanos;
  private boolean anyWithdrawn;
  private final LongAdder reused = new LongAdder();
  private final LongAdder withdrawn = new LongAdder();

  public Decisions() {
    this(System::nanoTime, MOST, MOST_OCTETS);
  }

  /**
   * @param clock as {@link System#nanoTime}
   */
  Decisions(LongSupplier clock, int most, long mostOctets) {
    this.clock = clock;
    this.most = most;
    this.mostOctets = mostOctets;
  }

  /** The state of affairs, for an operator. */
  public record Counts(int kept, long octets, long reused, long revoked) {}

  public synchronized Counts counts() {
    return new Counts(byAge.size(), octets, reused.sum(), withdrawn.sum());
  }

  long now() {
    return clock.getAsLong();
  }

  /** The decision for exactly that request, or null when there is none that may still be used. */
  @Nullable Decision find(DecisionId id) {
    Decision decision = kept.get(id);
    if (decision == null) {
      return null;
    }
    if (!decision.isFreshAt(now())) {
      drop(id, decision);
      return null;
    }
    reused.increment();
    return decision;
  }

  /**
   * Keeps a decision in place of an earlier one.
   *
   * @param askedNanos when its request came in: what was decided before something was withdrawn may
   *     be the very thing that was withdrawn, so it is not kept
   * @return whether it was kept
   */
  synchronized boolean keep(DecisionId id, Decision decision, long askedNanos) {
    if (anyWithdrawn && askedNanos - withdrawnNanos <= 0) {
      return false;
    }
    if (decision.footprint() > mostOctets) {
      return false;
    }
    remove(id);
    byAge.put(id, decision);
    kept.put(id, decision);
    octets += decision.footprint();
    makeRoom();
    return true;
  }

  private void makeRoom() {
    long now = now();
    Iterator<Map.Entry<DecisionId, Decision>> oldest = byAge.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<DecisionId, Decision> entry = oldest.next();
      boolean full = byAge.size() > most || octets > mostOctets;
      if (!full && entry.getValue().isFreshAt(now)) {
        return;
      }
      oldest.remove();
      kept.remove(entry.getKey());
      octets -= entry.getValue().footprint();
    }
  }

  private void remove(DecisionId id) {
    Decision before = byAge.remove(id);
    if (before != null) {
      kept.remove(id);
      octets -= before.footprint();
    }
  }

  /** Drops exactly that decision, not one that took its place. */
  synchronized void drop(DecisionId id, Decision decision) {
    // Heads are equal only to themselves, and so are decisions.
    if (decision.equals(byAge.get(id))) {
      remove(id);
    }
  }

  /**
   * Withdraws every decision that its app named so; the next request for each asks the app.
   *
   * @return how many there were
   */
  public int revoke(String key) {
    return withdraw(decision -> decision.key().equals(Optional.of(key)));
  }

  /**
   * Withdraws every decision whose name begins so; with an empty prefix all that have a name.
   *
   * @return how many there were
   */
  public int revokePrefix(String prefix) {
    return withdraw(decision -> decision.key().filter(key -> key.startsWith(prefix)).isPresent());
  }

  /** Withdraws all, as after a change of the configuration. */
  public void clear() {
    withdraw(_ -> true);
  }

  private int withdraw(Predicate<Decision> chosen) {
    synchronized (this) {
      withdrawnNanos = System.nanoTime();
      anyWithdrawn = true;
    }
    // Not under the lock: loops that keep decisions do not wait for the whole walk. Whatever is
    // kept
    // from now on was asked for after this.
    int count = 0;
    for (Map.Entry<DecisionId, Decision> entry : kept.entrySet()) {
      if (chosen.test(entry.getValue())) {
        drop(entry.getKey(), entry.getValue());
        count++;
      }
    }
    withdrawn.add(count);
    return count;
  }
}
