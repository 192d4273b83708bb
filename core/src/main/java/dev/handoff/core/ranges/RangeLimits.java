package dev.handoff.core.ranges;

/**
 * Bounds beyond which a Range field is ignored and the whole is sent (RFC 9110 §14.2 allows that
 * for too many ranges).
 *
 * @param specs ranges asked for in one field, satisfiable or not
 * @param parts ranges left after those that overlap or touch were joined
 */
public record RangeLimits(int specs, int parts) {
  private static final int MAX_PARTS = 50;

  /** 100 asked for, 50 sent. */
  public static final RangeLimits DEFAULT = new RangeLimits(100, MAX_PARTS);

  /** Up to 100 asked for if they come down to one: never a multipart answer. */
  public static final RangeLimits SINGLE = new RangeLimits(100, 1);

  public RangeLimits {
    if (specs < 0 || parts < 0) {
      throw new IllegalArgumentException("limits are not negative: " + specs + ", " + parts);
    }
  }

  /** That many asked for, and at most 50 sent. Zero ignores every Range field. */
  public static RangeLimits ofSpecs(int specs) {
    return new RangeLimits(specs, Math.min(specs, MAX_PARTS));
  }
}
