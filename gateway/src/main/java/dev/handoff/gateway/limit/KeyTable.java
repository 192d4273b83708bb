package dev.handoff.gateway.limit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of one rule that have anything running or anything to make up for.
 *
 * <p>Bounded: a shard holds so many keys and no more. Where there is no room, keys that could be
 * forgotten without a difference go first, and when there are none, a new key shares one state with
 * all others that find no room in the shard. So nobody gets rid of a limit by inventing keys, and
 * who has a state of its own keeps it. Thread-safe.
 */
final class KeyTable {
  static final int SHARDS = 16;

  /** 32,768 keys in all. */
  static final int KEYS_PER_SHARD = 2048;

  /** How many old keys are looked at when a new one comes, so that the table shrinks by itself. */
  private static final int LOOKED_AT = 4;

  private final Rule rule;
  private final Shard[] shards = new Shard[SHARDS];

  private static final class Shard {
    /** The one that came first is the first. */
    final LinkedHashMap<String, KeyState> states = new LinkedHashMap<>();

    final KeyState overflow;

    Shard(KeyState overflow) {
      this.overflow = overflow;
    }
  }

  KeyTable(Rule rule, long now) {
    this.rule = rule;
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard(new KeyState(rule, "", true, now));
    }
  }

  private Shard shard(String key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return shards[hash >>> 28];
  }

  /** The state of a key, held until it is given back. */
  KeyState hold(String key, long now) {
    Shard shard = shard(key);
    synchronized (shard) {
      KeyState state = shard.states.get(key);
      if (state == null) {
        forgetOld(shard, now);
        if (shard.states.size() >= KEYS_PER_SHARD) {
          state = shard.overflow;
        } else {
          state = new KeyState(rule, key, false, now);
          shard.states.put(key, state);
        }
      }
      state.holders++;
      return state;
    }
  }

  /** Looks at the oldest; who is still needed goes to the end, so that others are looked at. */
  private static void forgetOld(Shard shard, long now) {
    Iterator<Map.Entry<String, KeyState>> old = shard.states.entrySet().iterator();
    List<KeyState> needed = new ArrayList<>(LOOKED_AT);
    for (int i = 0; i < LOOKED_AT && old.hasNext(); i++) {
      KeyState state = old.next().getValue();
      old.remove();
      if (state.holders > 0 || !state.isForgettable(now)) {
        needed.add(state);
      }
    }
    needed.forEach(state -> shard.states.put(state.key(), state));
  }

  void giveBack(KeyState state, long now) {
    if (state.isOverflow()) {
      return;
    }
    Shard shard = shard(state.key());
    synchronized (shard) {
      state.holders--;
      if (state.holders == 0 && state.isForgettable(now)) {
        shard.states.remove(state.key(), state);
      }
    }
  }

  /** How many keys have a state of their own. */
  int size() {
    int size = 0;
    for (Shard shard : shards) {
      synchronized (shard) {
        size += shard.states.size();
      }
    }
    return size;
  }

  void termsChanged() {
    for (Shard shard : shards) {
      List<KeyState> states;
      synchronized (shard) {
        states = new ArrayList<>(shard.states.values());
      }
      states.add(shard.overflow);
      states.forEach(KeyState::termsChanged);
    }
  }
}
