package dev.handoff.gateway.limit.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets how much of a rate, with clients that take whatever comes. No clock runs. */
// proves handoff-protocol: F3
final class PaceTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int KB = 1 << 10;
  private static final int MB = 1 << 20;
  private static final Percentage ROUGHLY = Percentage.withPercentage(6);

  private long now;
  private final List<Transfer> all = new ArrayList<>();

  /** A transfer of a file without end. */
  private final class Transfer {
    final Pace pace;
    long sent;
    long piece;

    Transfer(Pace pace) {
      this.pace = pace;
      all.add(this);
      piece = pace.reserve(Long.MAX_VALUE, now);
    }

    void send() {
      sent += piece;
      piece = pace.reserve(Long.MAX_VALUE, now);
    }
  }

  private static SharedRate.Terms terms(long perSecond, long burst) {
    return new SharedRate.Terms() {
      @Override
      public double perSecond() {
        return perSecond;
      }

      @Override
      public long burst() {
        return burst;
      }
    };
  }

  private static SharedRate rate(long perSecond, long burst) {
    return new SharedRate(terms(perSecond, burst), 0);
  }

  private Transfer start(SharedRate... rates) {
    return start(0, rates);
  }

  private Transfer start(long own, SharedRate... rates) {
    Pace pace = new Pace(0);
    if (own > 0) {
      pace.own(own, now);
    }
    for (SharedRate rate : rates) {
      pace.share(rate);
    }
    return new Transfer(pace);
  }

  private void run(long seconds) {
    long end = now + seconds * SECOND;
    while (true) {
      Transfer next =
          all.stream().min(Comparator.comparingLong(one -> one.pace.due() - now)).orElseThrow();
      if (next.pace.due() - end >= 0) {
        now = end;
        return;
      }
      now = Math.max(now, next.pace.due());
      next.send();
    }
  }

  private long sent() {
    return all.stream().mapToLong(one -> one.sent).sum();
  }

  @ParameterizedTest(name = "{0} connections")
  @ValueSource(ints = {1, 2, 10, 32})
  void connectionsOfOneClientGetTogetherWhatOneGets(int connections) {
    SharedRate client = rate(MB, MB);
    IntStream.range(0, connections).forEach(_ -> start(client));
    run(20);
    assertThat(sent()).isCloseTo(21L * MB, ROUGHLY);
  }

  @Test
  void eachOfThemGetsAnEqualShare() {
    SharedRate client = rate(MB, MB);
    IntStream.range(0, 10).forEach(_ -> start(client));
    // The burst was for who came first.
    run(2);
    all.forEach(one -> one.sent = 0);
    run(20);
    assertThat(all)
        .extracting(one -> one.sent)
        .allSatisfy(sent -> assertThat(sent).isCloseTo(2L * MB, ROUGHLY));
  }

  @Test
  void aClientWithTenConnectionsGetsNoMoreThanOneWithOne() {
    SharedRate greedy = rate(MB, MB);
    SharedRate modest = rate(MB, MB);
    IntStream.range(0, 10).forEach(_ -> start(greedy));
    long others = all.size();
    Transfer one = start(modest);
    run(20);
    assertThat(others).isEqualTo(10);
    assertThat(sent() - one.sent).isCloseTo(one.sent, ROUGHLY);
  }

  @Test
  void noneGetsLessThanTheFloor() {
    SharedRate client = rate(160 * KB, 160 * KB);
    IntStream.range(0, 100).forEach(_ -> start(client));
    run(20);
    assertThat(all)
        .extracting(one -> one.sent)
        .allSatisfy(sent -> assertThat(sent).isGreaterThan(19L * SharedRate.FLOOR));
    assertThat(sent()).isCloseTo(100 * 20L * SharedRate.FLOOR + 160 * KB, ROUGHLY);
  }

  @Test
  void whoStaysBehindAfterACrowdHasTheWholeRateSoon() {
    SharedRate client = rate(160 * KB, 160 * KB);
    Transfer last = start(client);
    IntStream.range(0, 100).forEach(_ -> start(client));
    run(20);
    all.removeIf(one -> {
      if (one != last) {
        one.pace.leave();
      }
      return one != last;
    });
    run(2);
    long before = last.sent;
    run(10);
    assertThat(last.sent - before).isCloseTo(1600L * KB, ROUGHLY);
  }

  @Test
  void whatOneDoesNotUseIsThereForTheOthers() {
    SharedRate client = rate(MB, MB);
    Transfer slow = start(32L * KB, client);
    Transfer fast = start(client);
    run(20);
    assertThat(slow.sent).isCloseTo(20L * 32 * KB, ROUGHLY);
    assertThat(fast.sent).isCloseTo(21L * MB - slow.sent, ROUGHLY);
  }

  @Test
  void everyRateHoldsAtOnce() {
    SharedRate client = rate(4L * MB, 4L * MB);
    SharedRate file = rate(MB, MB);
    Transfer both = start(client, file);
    run(20);
    assertThat(both.sent).isCloseTo(21L * MB, ROUGHLY);
    assertThat(start(100L * KB, client, file).pace.reserve(MB, now)).isEqualTo(10L * KB);
  }

  @Test
  void anOwnRateHasNoBurst() {
    Transfer one = start(100L * KB);
    run(10);
    assertThat(one.sent).isCloseTo(1010L * KB, Percentage.withPercentage(1));
  }

  @Test
  void afterAPauseABurstGoesAtOnce() {
    SharedRate client = rate(MB, 8L * MB);
    start(client);
    run(1);
    assertThat(sent()).isCloseTo(9L * MB, ROUGHLY);
  }

  @Test
  void theFirstOctetsAreFree() {
    SharedRate client = rate(MB, MB);
    Pace pace = new Pace(5L * MB);
    pace.own(64L * KB, now);
    pace.share(client);
    Transfer one = new Transfer(pace);
    run(10);
    assertThat(one.sent).isCloseTo(5L * MB + 10 * 64 * KB, ROUGHLY);
  }

  @Test
  void anExemptTransferTakesNothingFromTheOthers() {
    SharedRate client = rate(MB, MB);
    start(client);
    Pace free = new Pace(0);
    free.share(client);
    free.exempt();
    assertThat(free.reserve(Long.MAX_VALUE, now)).isEqualTo(Long.MAX_VALUE);
    assertThat(free.due()).isEqualTo(now);
    run(20);
    assertThat(sent()).isCloseTo(21L * MB, ROUGHLY);
  }

  @Test
  void aRateThatIsLiftedHoldsNobody() {
    double[] perSecond = {MB};
    SharedRate client =
        new SharedRate(
            new SharedRate.Terms() {
              @Override
              public double perSecond() {
                return perSecond[0];
              }

              @Override
              public long burst() {
                return MB;
              }
            },
            0);
    Transfer one = start(client);
    run(5);
    perSecond[0] = Double.POSITIVE_INFINITY;
    one.send();
    assertThat(one.pace.due()).isLessThanOrEqualTo(now);
    perSecond[0] = 2L * MB;
    one.pace.reserve(MB, now);
    long before = one.sent;
    run(10);
    assertThat(one.sent - before).isCloseTo(20L * MB, Percentage.withPercentage(15));
  }

  @Test
  void nothingOfItStaysBehind() {
    SharedRate client = rate(MB, MB);
    Transfer one = start(client);
    run(5);
    assertThat(client.isUnused(now)).isFalse();
    one.pace.leave();
    one.pace.leave();
    assertThat(client.isUnused(now + 3 * SECOND)).isTrue();
  }
}
