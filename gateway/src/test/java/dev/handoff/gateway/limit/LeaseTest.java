package dev.handoff.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.limit.pace.TokenBucket;
import dev.handoff.gateway.limit.shared.Budget;
import dev.handoff.gateway.limit.shared.Engine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways that share the budget of one key: who gets how much. No clock and no server runs. */
final class LeaseTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long TICK = SECOND / 200;
  private static final Budget BUDGET = new Budget("k", 50, Duration.ofSeconds(1), 100);

  private final TokenBucket budget = new TokenBucket(0);
  private final Random odd = new Random(7);
  private final List<Gateway> gateways = new ArrayList<>();
  private boolean broken;
  private int questions;
  private long now;

  /** One that lets through as much as it may, up to what it is asked for. */
  private final class Gateway implements Lease.Owner, Lease.Steps {
    final TokenBucket bucket = new TokenBucket(0);
    final Lease lease = new Lease(this, () -> BUDGET, this, 1, 0);
    long nextStep = Long.MAX_VALUE;
    double askedPerSecond;
    double asked;
    long passed;

    Gateway(double askedPerSecond) {
      this.askedPerSecond = askedPerSecond;
      gateways.add(this);
    }

    @Override
    public void change(Consumer<TokenBucket> change) {
      change.accept(bucket);
    }

    @Override
    public void changed() {}

    @Override
    public void start(Lease started) {
      nextStep = now;
    }

    @Override
    public boolean isClosed() {
      return false;
    }

    void tick() throws IOException {
      asked = Math.min(100, asked + askedPerSecond * TICK / SECOND);
      while (asked >= 1) {
        lease.used();
        if (!bucket.take(lease.perSecond(), BUDGET.burst(), now)) {
          break;
        }
        asked--;
        passed++;
      }
      if (now >= nextStep) {
        boolean again = true;
        try {
          again = lease.step(engine, now);
        } catch (IOException failed) {
          // Goes on with its last share.
        }
        nextStep = again ? now + SECOND * (600 + odd.nextInt(800)) / 1000 : Long.MAX_VALUE;
      }
    }
  }

  private final Engine engine =
      new Engine() {
        @Override
        public long take(Budget of, long most) throws IOException {
          questions++;
          if (broken) {
            throw new IOException("broken");
          }
          long taken = 0;
          while (taken < most && budget.take(of.perSecond(), of.burst(), now)) {
            taken++;
          }
          return taken;
        }

        @Override
        public void close() {}
      };

  private void run(long seconds) throws IOException {
    for (long end = now + seconds * SECOND; now < end; now += TICK) {
      for (Gateway gateway : gateways) {
        gateway.tick();
      }
    }
  }

  private long passed() {
    return gateways.stream().mapToLong(gateway -> gateway.passed).sum();
  }

  @ParameterizedTest(name = "{0} gateways")
  @ValueSource(ints = {1, 2, 5})
  void togetherTheyLetThroughWhatOneWould(int number) throws IOException {
    for (int i = 0; i < number; i++) {
      new Gateway(1000);
    }
    run(120);
    assertThat(passed()).isCloseTo(100 + 120 * 50, Percentage.withPercentage(10));
  }

  @Test
  void eachGetsItsPart() throws IOException {
    Gateway one = new Gateway(1000);
    Gateway other = new Gateway(1000);
    run(120);
    assertThat(one.passed).isCloseTo(other.passed, Percentage.withPercentage(30));
  }

  @Test
  void whatOneDoesNotNeedIsThereForTheOther() throws IOException {
    Gateway modest = new Gateway(5);
    Gateway greedy = new Gateway(1000);
    run(120);
    assertThat(modest.passed).isCloseTo(120 * 5, Percentage.withPercentage(10));
    assertThat(passed()).isCloseTo(100 + 120 * 50, Percentage.withPercentage(15));
    assertThat(greedy.passed).isGreaterThan(120 * 35);
  }

  @Test
  void aBurstIsThereInAMoment() throws IOException {
    Gateway one = new Gateway(1000);
    one.asked = 80;
    one.askedPerSecond = 0;
    now = SECOND;
    one.tick();
    one.tick();
    assertThat(one.passed).isEqualTo(80);
  }

  @Test
  void whileTheEngineFailsTheLastShareHolds() throws IOException {
    Gateway one = new Gateway(1000);
    Gateway other = new Gateway(1000);
    run(60);
    broken = true;
    long before = passed();
    run(60);
    double together = one.lease.perSecond() + other.lease.perSecond();
    assertThat(passed() - before).isCloseTo((long) (60 * together), Percentage.withPercentage(10));
    broken = false;
    before = passed();
    run(60);
    assertThat(passed() - before).isCloseTo(100 + 60 * 50, Percentage.withPercentage(10));
  }

  @Test
  void anEngineThatNeverAnsweredLeavesEachTheWholeRate() throws IOException {
    broken = true;
    new Gateway(1000);
    run(60);
    assertThat(passed()).isCloseTo(60 * 50, Percentage.withPercentage(5));
  }

  @Test
  void whoNeedsNothingAsksNothingAndHoardsNothing() throws IOException {
    Gateway one = new Gateway(1000);
    run(10);
    one.askedPerSecond = 0;
    one.asked = 0;
    run(10);
    int before = questions;
    run(60);
    assertThat(questions).isEqualTo(before);
    // Its bucket has filled by itself meanwhile; the engine's, too, and both are one budget.
    Gateway other = new Gateway(1000);
    long passed = passed();
    one.askedPerSecond = 1000;
    run(60);
    assertThat(other.passed).isPositive();
    assertThat(passed() - passed).isCloseTo(100 + 60 * 50, Percentage.withPercentage(10));
  }
}
