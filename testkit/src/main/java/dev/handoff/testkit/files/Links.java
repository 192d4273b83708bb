package dev.handoff.testkit.files;

/** The rule for symbolic links that an implementation is asked to follow. */
public enum Links {
  /** Followed when they lead to a file below the root. */
  INSIDE,
  /** Refused. */
  NEVER,
  /** Followed wherever they lead. */
  ANY
}
