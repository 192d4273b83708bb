package dev.handoff.gateway.deliver;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.response.Part;
import dev.handoff.core.response.ResponsePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which octets of a representation the content of an answer carries, in their order. Immutable.
 *
 * @param size of the representation; empty when nobody knows
 * @param spans one after the other
 */
public record Carried(OptionalLong size, List<Span> spans) {

  /**
   * Octets of the representation that follow each other.
   *
   * @param before octets in front of them that belong to no representation: a part's head
   * @param end exclusive; {@link Long#MAX_VALUE} when it is not known
   */
  public record Span(int before, long first, long end) {}

  public Carried {
    spans = List.copyOf(spans);
  }

  /** Everything there is. */
  static Carried whole(OptionalLong size) {
    return new Carried(size, List.of(new Span(0, 0, size.orElse(Long.MAX_VALUE))));
  }

  /** One range. */
  static Carried part(ByteRange range, OptionalLong size) {
    return new Carried(size, List.of(span(0, range)));
  }

  static Carried parts(ResponsePlan.MultiPart plan, OptionalLong size) {
    List<Span> spans = new ArrayList<>(plan.parts().size());
    for (Part part : plan.parts()) {
      spans.add(span(part.head().length(), part.range()));
    }
    return new Carried(size, spans);
  }

  private static Span span(int before, ByteRange range) {
    return new Span(before, range.first(), range.first() + range.length());
  }

  /**
   * What a client has that has the first octets of the content.
   *
   * @param octets so many of them
   * @return spans of at least one octet, in the order they were sent
   */
  public List<Span> after(long octets) {
    List<Span> had = new ArrayList<>(spans.size());
    long left = octets;
    for (Span span : spans) {
      left -= span.before;
      if (left <= 0) {
        break;
      }
      long length = Math.min(left, span.end - span.first);
      if (length > 0) {
        had.add(new Span(0, span.first, span.first + length));
      }
      left -= length;
    }
    return had;
  }

  /** Octets of the representation in all spans; empty when nobody knows. */
  public OptionalLong length() {
    long length = 0;
    for (Span span : spans) {
      if (span.end == Long.MAX_VALUE) {
        return OptionalLong.empty();
      }
      length += span.end - span.first;
    }
    return OptionalLong.of(length);
  }
}
