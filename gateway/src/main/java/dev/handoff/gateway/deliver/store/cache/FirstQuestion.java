package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a store is asked first: always a range, so that the answer tells how long the whole is, and
 * brings the first slices that are needed where they are not here.
 *
 * @param octets a single one where nothing but the facts is needed
 * @param slice number of the slice that the answer should begin with; empty: none is needed
 * @param unless the version that need not be sent again
 */
record FirstQuestion(ByteRange octets, Optional<Integer> slice, Optional<ObjectFacts> unless) {
  private static final ByteRange PROBE = new ByteRange(0, 0);

  /**
   * @param kept facts of the version that is kept
   * @param here whether a slice of it is here, or about to come
   * @param sliceSize of new versions
   */
  static FirstQuestion of(
      Wanted wanted, Optional<ObjectFacts> kept, IntPredicate here, int sliceSize) {
    Optional<Long> first =
        kept.isPresent() ? wanted.in(kept.get().length()).map(ByteRange::first) : wanted.first();
    if (first.isEmpty()) {
      return new FirstQuestion(PROBE, Optional.empty(), kept);
    }
    int size = kept.map(ObjectFacts::sliceSize).orElse(sliceSize);
    long number = first.get() / size;
    if (number > Integer.MAX_VALUE) {
      return new FirstQuestion(PROBE, Optional.empty(), kept);
    }
    int slice = (int) number;
    long begin = slice * (long) size;
    if (kept.isPresent() && here.test(slice)) {
      // Should there be another version, its first slice comes at once.
      return new FirstQuestion(new ByteRange(begin, begin + size - 1), Optional.of(slice), kept);
    }
    long end = Math.min(Window.first(size, begin).end(), behindSlice(wanted.last(), size));
    return new FirstQuestion(
        new ByteRange(begin, Math.max(begin, end - 1)), Optional.of(slice), Optional.empty());
  }

  /** The first octet behind the slice that holds {@code offset}. */
  private static long behindSlice(long offset, int size) {
    long begin = offset / size * size;
    return begin > Long.MAX_VALUE - size ? Long.MAX_VALUE : begin + size;
  }

  /** The same octets of whatever version. */
  FirstQuestion unconditional() {
    return new FirstQuestion(octets, slice, Optional.empty());
  }

  List<Field> fields() {
    List<Field> fields = new ArrayList<>(2);
    fields.add(new Field("Range", RangeSpec.of(octets).fieldValue()));
    unless.ifPresent(facts -> fields.add(new Field("If-None-Match", facts.tag().toString())));
    return fields;
  }
}
