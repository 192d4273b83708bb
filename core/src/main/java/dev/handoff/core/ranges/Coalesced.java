package dev.handoff.core.ranges;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Ranges that were joined with all others they overlap or touch (RFC 9110 §15.3.7.2), so that no
 * byte is sent twice, whatever was asked.
 *
 * @param place where the first of the joined stood in the field
 */
record Coalesced(ByteRange range, int place) {
  private static final Comparator<Coalesced> BY_OFFSET =
      Comparator.comparingLong(each -> each.range.first());
  private static final Comparator<Coalesced> BY_PLACE = Comparator.comparingInt(Coalesced::place);

  /** The asked ranges joined, in the order in which the first of each was asked for. */
  static List<ByteRange> of(List<ByteRange> asked) {
    if (asked.size() < 2) {
      return asked;
    }
    List<Coalesced> sorted = new ArrayList<>(asked.size());
    for (ByteRange range : asked) {
      sorted.add(new Coalesced(range, sorted.size()));
    }
    sorted.sort(BY_OFFSET);
    List<Coalesced> apart = new ArrayList<>(asked.size());
    Coalesced last = sorted.get(0);
    for (Coalesced next : sorted.subList(1, sorted.size())) {
      if (next.range.touches(last.range)) {
        last = last.with(next);
      } else {
        apart.add(last);
        last = next;
      }
    }
    apart.add(last);
    apart.sort(BY_PLACE);
    List<ByteRange> ranges = new ArrayList<>(apart.size());
    for (Coalesced each : apart) {
      ranges.add(each.range);
    }
    return ranges;
  }

  private Coalesced with(Coalesced other) {
    return new Coalesced(range.union(other.range), Math.min(place, other.place));
  }
}
