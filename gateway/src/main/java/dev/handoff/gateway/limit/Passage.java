package dev.handoff.gateway.limit;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.loop.Deadlines;
import dev.handoff.gateway.loop.Loop;
import java.util.concurrent.TimeUnit;

/**
 * One exchange on its way through the lines of a gate, one after the other, and what it holds of
 * them until it is through. Confined to the exchange's loop but for {@link #letThrough}.
 */
final class Passage extends Deadlines.Timed implements Exchange.ClientWatch {
  private static final long SHORTEST_RETRY = 1;
  private static final long LONGEST_RETRY = 120;

  /** One line, and whose. */
  record Stop(Rule rule, KeyState state, Line line, LimitCount count) {}

  /** What comes of it. */
  interface Outcome {
    /** Everything was passed. */
    void through();

    /** It has to be answered with 429. */
    void refused(Field retryAfter);
  }

  private final Exchange exchange;
  private final Stop[] stops;
  private final Outcome outcome;
  private final long[] since;
  private int passed;
  private long waitsSince;
  private boolean waits;
  private boolean over;

  private Passage(Exchange exchange, Stop[] stops, Outcome outcome) {
    this.exchange = exchange;
    this.stops = stops;
    this.outcome = outcome;
    this.since = new long[stops.length];
  }

  /**
   * Sets out.
   *
   * @param stops whose states are held, and given back when the exchange is through
   */
  static void begin(Exchange exchange, Stop[] stops, Outcome outcome) {
    Passage passage = new Passage(exchange, stops, outcome);
    exchange.afterwards(passage::over);
    passage.goOn();
  }

  Loop loop() {
    return exchange.loop();
  }

  private void goOn() {
    while (passed < stops.length) {
      Stop stop = stops[passed];
      long now = System.nanoTime();
      long patience = stop.rule().queue().longest().toNanos() - exchange.record().heldBackNanos();
      switch (stop.line().enter(this, patience, now)) {
        case THROUGH -> since[passed++] = now;
        case WAITS -> {
          startWaiting(stop, patience, now);
          return;
        }
        case FULL -> {
          refuse(stop, now);
          return;
        }
      }
    }
    outcome.through();
  }

  private void startWaiting(Stop stop, long patience, long now) {
    waits = true;
    waitsSince = now;
    stop.count().begins();
    exchange.watch(this);
    loop().deadlines().watch(this);
    expireIn(patience);
  }

  private void stopWaiting() {
    if (waits) {
      waits = false;
      loop().deadlines().forget(this);
      stops[passed].count().ends();
      long waited = System.nanoTime() - waitsSince;
      exchange.record().heldBack(stops[passed].count().name(), waited);
    }
  }

  private void refuse(Stop stop, long now) {
    stop.count().refuses();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(stop.line().nanosUntilChance(now) + 999_999_999);
    seconds = Math.clamp(seconds, SHORTEST_RETRY, LONGEST_RETRY);
    exchange
        .record()
        .note("limits." + stop.count().name() + ": refused, free again in about " + seconds + " s");
    outcome.refused(new Field("Retry-After", Long.toString(seconds)));
  }

  /** It is this one's turn. Any thread. */
  void letThrough() {
    loop().executor().execute(this::through);
  }

  private void through() {
    if (!waits) {
      // It left, or was refused, while word was on its way.
      stops[passed].line().leave(0);
      return;
    }
    stopWaiting();
    exchange.watch(null);
    since[passed++] = System.nanoTime();
    goOn();
  }

  /** It has waited long enough. */
  @Override
  protected void expired() {
    Stop stop = stops[passed];
    if (waits && stop.line().giveUp(this)) {
      stopWaiting();
      exchange.watch(null);
      refuse(stop, System.nanoTime());
    }
  }

  @Override
  public void clientGone() {
    if (waits) {
      stops[passed].line().giveUp(this);
      stopWaiting();
    }
  }

  private void over() {
    if (over) {
      return;
    }
    over = true;
    clientGone();
    long now = System.nanoTime();
    for (int i = 0; i < passed; i++) {
      stops[i].line().leave(now - since[i]);
    }
    KeyState last = null;
    for (Stop stop : stops) {
      // Two lines of one key are held once.
      if (stop.state() != last) {
        last = stop.state();
        stop.rule().table().giveBack(last, now);
      }
    }
  }
}
