package dev.handoff.core.store;

import dev.handoff.core.fields.Field;
import dev.handoff.core.ranges.ByteRange;
import dev.handoff.core.ranges.RangeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One question to a store: a GET of all of an object or a range of it.
 *
 * @param range empty: all of it
 * @param conditions If-Range, or fields that may make it a 304 or 412
 */
public record Ask(Optional<RangeSpec> range, List<Field> conditions) {
  /** All of it, whatever it is. */
  public static final Ask WHOLE = new Ask(Optional.empty(), List.of());

  /** One octet, to learn the rest from what stands beside it. */
  public static final Ask PROBE =
      new Ask(Optional.of(new RangeSpec.Interval(0, OptionalLong.of(0))), List.of());

  public Ask {
    conditions = List.copyOf(conditions);
  }

  /** Exactly that range, of exactly that version where it can be named. */
  public static Ask of(ByteRange range, Version version) {
    return new Ask(Optional.of(RangeSpec.of(range)), version.conditions());
  }

  /** The same range, whatever the version. */
  public Ask unconditional() {
    return new Ask(range, List.of());
  }

  /** The same range of this version alone. */
  public Ask of(Version version) {
    return new Ask(range, version.conditions());
  }

  boolean has(String name) {
    return conditions.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
  }

  /** Whether the answer may be a 304. */
  public boolean mayBeNotModified() {
    return has("If-None-Match") || has("If-Modified-Since");
  }

  /** Range and conditions, as they are written. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>(conditions.size() + 1);
    range.ifPresent(spec -> fields.add(new Field("Range", spec.fieldValue())));
    fields.addAll(conditions);
    return fields;
  }
}
