package dev.handoff.core.ranges;

import java.util.List;

/**
 * What a Range field selects of a representation.
 *
 * @param kind which case it is
 * @param ranges in the order asked for, none touching another; empty unless {@link Kind#SOME}
 */
public record Selection(Kind kind, List<ByteRange> ranges) {
  /** Send the whole, as if there were no Range field. */
  public static final Selection WHOLE = new Selection(Kind.WHOLE, List.of());

  /** None of the ranges asked for has a byte in the representation. */
  public static final Selection UNSATISFIABLE = new Selection(Kind.UNSATISFIABLE, List.of());

  /** The cases. */
  public enum Kind {
    /** 200: absent, unknown unit, malformed, too many, or nothing to cut from. */
    WHOLE,
    /** 416. */
    UNSATISFIABLE,
    /** 206 of one or several ranges. */
    SOME
  }

  public Selection {
    ranges = List.copyOf(ranges);
    if ((kind == Kind.SOME) == ranges.isEmpty()) {
      throw new IllegalArgumentException(kind + " does not go with " + ranges);
    }
  }

  static Selection of(List<ByteRange> ranges) {
    return new Selection(Kind.SOME, ranges);
  }
}
