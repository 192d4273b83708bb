package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.core.response.FileRequest;
import java.util.Optional;

/** Which octets a request will probably need: what is asked first, and how far it is read ahead. */
sealed interface Wanted {
  /** Facts alone. */
  record Nothing() implements Wanted {}

  record Everything() implements Wanted {}

  record Part(RangeSpec range) implements Wanted {}

  static Wanted of(FileRequest asked) {
    if (asked.isHead()) {
      return new Nothing();
    }
    return asked
        .range()
        .flatMap(value -> RangeSpec.firstOf(value, RangeLimits.DEFAULT))
        .<Wanted>map(Part::new)
        .orElseGet(Everything::new);
  }

  /** The octets of an object that long; empty: none. */
  default Optional<ByteRange> in(long length) {
    return switch (this) {
      case Nothing _ -> Optional.empty();
      case Everything _ -> Optional.of(new ByteRange(0, length - 1));
      case Part(RangeSpec range) -> range.in(length);
    };
  }

  /** The first octet, if that can be said of an object of any length. */
  default Optional<Long> first() {
    return switch (this) {
      case Nothing _ -> Optional.empty();
      case Everything _ -> Optional.of(0L);
      case Part(RangeSpec.Interval(long first, _)) -> Optional.of(first);
      case Part(RangeSpec.Suffix _) -> Optional.empty();
    };
  }

  /** The last octet, if it is said. */
  default long last() {
    return this instanceof Part(RangeSpec.Interval(_, var last))
        ? last.orElse(Long.MAX_VALUE)
        : Long.MAX_VALUE;
  }
}
