package dev.handoff.gateway.deliver.store;

import dev.handoff.core.fields.Field;
import dev.handoff.core.store.Facts;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.deliver.OwnFacts;
import dev.handoff.gateway.http1.FieldName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client may learn of what a store says: the fields a location lists, and no other. */
final class LetThrough {
  /** Told by the plan, or never: a store has no sessions with our clients. */
  private static final Set<String> NEVER =
      Set.of(
          "content-type",
          "content-encoding",
          "content-length",
          "content-range",
          "accept-ranges",
          "etag",
          "last-modified",
          "set-cookie",
          "date",
          "trailer");

  private LetThrough() {}

  /**
   * @param listed names in lower case
   */
  static OwnFacts of(StoredObject object, List<String> listed) {
    Facts facts = object.facts();
    Validators own = facts.validators();
    List<Field> fields = new ArrayList<>();
    for (String name : listed) {
      if (!NEVER.contains(name) && isPlain(FieldName.of(name))) {
        object.field(name).ifPresent(value -> fields.add(new Field(spelled(name), value)));
      }
    }
    object.cacheStatus(List.of()).ifPresent(fields::add);
    return new OwnFacts(
        facts.length(),
        new Validators(
            listed.contains("etag") ? own.entityTag() : Optional.empty(),
            listed.contains("last-modified") ? own.lastModified() : Optional.empty()),
        facts.ranges() != Facts.Ranges.NONE,
        listed.contains("content-type") ? facts.type() : Optional.empty(),
        facts.contentEncoding(),
        fields);
  }

  private static boolean isPlain(@Nullable FieldName name) {
    return name == null || name.kind() == FieldName.Kind.PLAIN;
  }

  /** Each word with a capital, as fields are mostly written. */
  private static String spelled(String name) {
    StringBuilder out = new StringBuilder(name);
    for (int i = 0; i < out.length(); i++) {
      if (i == 0 || out.charAt(i - 1) == '-') {
        out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
      }
    }
    return out.toString();
  }
}
