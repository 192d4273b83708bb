package dev.handoff.gateway.config;

/**
 * What may be opened below a root.
 *
 * @param hiddenFiles names that begin with a dot, also as a folder on the way
 */
public record FileAccess(Symlinks symlinks, boolean hiddenFiles) {

  /** The rule for symbolic links. */
  public enum Symlinks {
    /** Followed when the file they lead to lies below the root (default). */
    INSIDE,
    /** A link anywhere on the way is refused. */
    NEVER,
    /** Followed wherever they lead. */
    ANY
  }
}
