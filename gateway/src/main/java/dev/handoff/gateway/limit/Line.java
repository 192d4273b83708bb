package dev.handoff.gateway.limit;

/** A place that lets only so many through. Thread-safe; whoever waits is let through in order. */
interface Line {
  /** What became of who came. */
  enum Entry {
    /** It is through. */
    THROUGH,
    /** It is told by {@link Passage#letThrough}, unless it leaves before. */
    WAITS,
    /** Too many wait already, or it would take too long. */
    FULL
  }

  /**
   * @param patience how long it would wait, in nanoseconds
   */
  Entry enter(Passage who, long patience, long now);

  /** Does not wait any longer; false when it was let through meanwhile, which it is told yet. */
  boolean giveUp(Passage who);

  /**
   * Has no use for the place any more.
   *
   * @param held for how long it had it, in nanoseconds
   */
  void leave(long held);

  /** When another one has a chance, in nanoseconds. */
  long nanosUntilChance(long now);

  /** The terms have changed. */
  void termsChanged();
}
