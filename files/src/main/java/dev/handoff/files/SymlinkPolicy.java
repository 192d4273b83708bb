package dev.handoff.files;

/** The rule for symbolic links below a root. The root itself may always be one. */
public enum SymlinkPolicy {
  /** Followed when the file they lead to lies below the root. */
  INSIDE,
  /** A link anywhere on the way is refused. */
  NEVER,
  /** Followed wherever they lead: whoever can make a link below the root chooses the file. */
  ANY
}
