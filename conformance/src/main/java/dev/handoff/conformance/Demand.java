package dev.handoff.conformance;

import java.util.Locale;

/** How much stands behind a statement. */
public enum Demand {
  /** An RFC says MUST, or defines it so. */
  MUST,

  /** An RFC says SHOULD. */
  SHOULD,

  /** No RFC demands it; clients rely on it, and good servers agree. */
  AGREED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
