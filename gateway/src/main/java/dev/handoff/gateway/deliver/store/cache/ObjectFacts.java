package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.fields.Field;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.store.Version;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One version of an object, as its store told of it. Every slice carries these facts, so that no
 * slice depends on another file.
 *
 * @param key whose object it is
 * @param length in octets, more than zero
 * @param tag strong
 * @param lastModified whole seconds
 * @param askAlways the store wants to be asked each time ({@code no-cache})
 * @param fields what the store gave of the fields its location lets through; names in lower case
 * @param sliceSize in octets; of every slice but the last
 */
record ObjectFacts(
    Octets key,
    long length,
    EntityTag tag,
    Optional<Instant> lastModified,
    Optional<String> contentType,
    boolean askAlways,
    List<Field> fields,
    int sliceSize) {

  ObjectFacts {
    fields = List.copyOf(fields);
    if (length <= 0 || sliceSize <= 0 || tag.weak()) {
      throw new IllegalArgumentException("nothing to cut: " + length + " by " + sliceSize);
    }
    if ((length - 1) / sliceSize >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException(length + " octets are too many slices");
    }
  }

  /** Whether an object that long can be cut into that: numbers of slices are ints. */
  static boolean fits(long length, int sliceSize) {
    return length > 0 && (length - 1) / sliceSize < Integer.MAX_VALUE;
  }

  int sliceOf(long offset) {
    return (int) (offset / sliceSize);
  }

  long firstOf(int slice) {
    return (long) slice * sliceSize;
  }

  int lengthOf(int slice) {
    return (int) Math.min(sliceSize, length - firstOf(slice));
  }

  int lastSlice() {
    return sliceOf(length - 1);
  }

  Validators validators() {
    return new Validators(Optional.of(tag), lastModified);
  }

  /** What the store has to prove of further octets. */
  Version proof() {
    return Version.tagged(length, validators(), tag);
  }

  /** Length and tag say that both are the same octets. */
  boolean isSameContent(long otherLength, EntityTag otherTag) {
    return length == otherLength && tag.strongEquals(otherTag);
  }
}
