package dev.handoff.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.config.Throttle.PerKey;
import dev.handoff.gateway.config.Throttle.RequestRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that clients make up: how many are kept, and who pays for too many. */
final class KeyTableTest {
  private static final int MOST = KeyTable.SHARDS * KeyTable.KEYS_PER_SHARD;

  /** So many find no room. */
  private static final int FLOOD = MOST + 8192;

  private static final double PER_SECOND = 10;

  private final long now = System.nanoTime();
  private final Rule rule = new Rule("per_client");
  private final KeyTable table = rule.table();

  @BeforeEach
  void limitRequests() {
    rule.change(
        PerKey.UNLIMITED,
        Optional.of(new RequestRate((int) PER_SECOND, Duration.ofSeconds(1), 1)),
        Throttle.Queue.DEFAULT);
  }

  /** Asks once, and is gone. */
  private boolean ask(String key, long at) {
    KeyState state = table.hold(key, at);
    Line.Entry entry = state.turns().enter(null, 0, at);
    table.giveBack(state, at);
    return entry == Line.Entry.THROUGH;
  }

  @Test
  void aKeyThatOwesNothingIsForgottenAtOnce() {
    KeyState state = table.hold("a", now);
    assertThat(table.hold("a", now)).isSameAs(state);
    table.giveBack(state, now);
    assertThat(table.size()).isEqualTo(1);
    table.giveBack(state, now);
    assertThat(table.size()).isZero();
  }

  @Test
  void aKeyThatAskedIsRememberedUntilItMayAskAgain() {
    assertThat(ask("a", now)).isTrue();
    assertThat(ask("a", now)).isFalse();
    assertThat(table.size()).isEqualTo(1);
    assertThat(ask("a", now + 100_000_000)).isTrue();
  }

  @Test
  void aFloodOfKeysFillsTheTableAndNoMore() {
    for (int i = 0; i < FLOOD; i++) {
      ask("key " + i, now);
    }
    assertThat(table.size()).isEqualTo(MOST);
  }

  @Test
  void beyondTheBoundKeysShareALimitInsteadOfHavingNone() {
    for (int i = 0; i < FLOOD; i++) {
      ask("key " + i, now);
    }
    int passed = 0;
    for (int i = 0; i < 1000; i++) {
      passed += ask("new " + i, now) ? 1 : 0;
    }
    assertThat(passed).isLessThanOrEqualTo(KeyTable.SHARDS);
  }

  @Test
  void aFloodDoesNotMakeAnybodysDebtForgotten() {
    assertThat(ask("me", now)).isTrue();
    for (int i = 0; i < FLOOD; i++) {
      ask("key " + i, now);
    }
    assertThat(ask("me", now)).isFalse();
  }

  @Test
  void afterAFloodThereIsRoomAgain() {
    for (int i = 0; i < FLOOD; i++) {
      ask("key " + i, now);
    }
    long later = now + Duration.ofSeconds(5).toNanos();
    List<KeyState> held = new ArrayList<>();
    for (int i = 0; i < 2 * MOST / 3; i++) {
      held.add(table.hold("late " + i, later));
    }
    assertThat(held).noneMatch(KeyState::isOverflow);
    held.forEach(state -> table.giveBack(state, later));
    assertThat(table.size()).isLessThan(MOST / 2);
  }

  @Test
  void keysAreSpreadOverTheShards() {
    Set<KeyState> overflows = new HashSet<>();
    for (int i = 0; i < FLOOD; i++) {
      KeyState state = table.hold("10.0." + i / 256 + "." + i % 256, now);
      if (state.isOverflow()) {
        overflows.add(state);
      }
    }
    assertThat(overflows).hasSize(KeyTable.SHARDS);
  }
}
