package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.caching.CacheControl;
import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.fields.FieldList;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.ContentRange;
import dev.handoff.core.store.Further;
import dev.handoff.core.store.StoreAnswer;
import dev.handoff.core.validators.EntityTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether what a store answered may be kept (RFC 9111 §3), and as what.
 *
 * <p>Kept is what has a strong tag, a known length and no content coding, and what the store does
 * not forbid to keep: {@code no-store} and {@code private} both do, because one copy answers for
 * all users; {@code no-cache} only means that the store is asked each time. An answer that depends
 * on request fields other than Accept-Encoding, which is always the same, is not kept.
 */
sealed interface Keepable {
  /**
   * @param octets that come with the answer
   * @param whole the store sends everything, whatever was asked for
   */
  record Yes(ObjectFacts facts, ByteRange octets, boolean whole) implements Keepable {}

  /**
   * @param reason for traces
   */
  record No(String reason) implements Keepable {}

  /**
   * Judges an answer without condition.
   *
   * @param listed names of fields that a client may get, in lower case
   */
  static Keepable of(
      StoreAnswer answer, FieldLines head, Octets key, List<String> listed, int sliceSize) {
    if (answer.status() != 200 && answer.status() != 206) {
      return new No("no object");
    }
    Optional<EntityTag> tag = answer.validators().entityTag().filter(found -> !found.weak());
    if (tag.isEmpty()) {
      return new No("no strong entity tag");
    }
    if (answer.coding().isPresent()) {
      return new No("coded: " + answer.coding().get());
    }
    CacheControl control = CacheControl.parse(head.lines("Cache-Control"));
    if (control.isNoStore() || control.isPrivate()) {
      return new No("the store forbids it: " + (control.isNoStore() ? "no-store" : "private"));
    }
    for (String name : FieldList.members(head.lines("Vary"))) {
      if (!name.equalsIgnoreCase("Accept-Encoding")) {
        return new No("it depends on other fields of the request (Vary)");
      }
    }
    Optional<ContentRange.Part> part =
        answer.status() == 206 ? answer.part() : whole(answer.length());
    if (part.isEmpty() || part.get().completeLength().isEmpty()) {
      return new No("an answer that does not say how long the whole is");
    }
    long length = part.get().completeLength().getAsLong();
    boolean whole = answer.status() == 200;
    if (!ObjectFacts.fits(length, sliceSize)) {
      return new No(length + " octets");
    }
    if (whole && (!answer.cuts() || length > Math.max(sliceSize, Further.MOST_SKIPPED))) {
      return new No("the store does not cut");
    }
    ObjectFacts facts =
        new ObjectFacts(
            key,
            length,
            tag.get(),
            answer.validators().lastModified(),
            answer.type(),
            control.isNoCache(),
            fields(head, listed),
            sliceSize);
    return SliceHeader.lengthFor(facts) > SliceHeader.LONGEST
        ? new No("fields that are too long")
        : new Yes(facts, part.get().range(), whole);
  }

  private static Optional<ContentRange.Part> whole(OptionalLong length) {
    return length.isPresent() && length.getAsLong() > 0
        ? Optional.of(new ContentRange.Part(new ByteRange(0, length.getAsLong() - 1), length))
        : Optional.empty();
  }

  private static List<Field> fields(FieldLines head, List<String> listed) {
    List<Field> fields = new ArrayList<>(listed.size());
    for (String name : listed) {
      List<String> lines = head.lines(name);
      if (!lines.isEmpty()) {
        fields.add(new Field(name, String.join(", ", lines)));
      }
    }
    return fields;
  }
}
