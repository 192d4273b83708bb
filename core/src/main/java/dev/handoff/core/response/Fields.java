package dev.handoff.core.response;

import dev.handoff.core.fields.Field;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The fields that plans are made of, each written in one place. */
final class Fields {
  static final Field ACCEPT_BYTES = new Field("Accept-Ranges", "bytes");
  static final Field ACCEPT_NONE = new Field("Accept-Ranges", "none");
  static final Field ALLOW = new Field("Allow", "GET, HEAD, OPTIONS");

  private Fields() {}

  static Field eTag(EntityTag tag) {
    return new Field("ETag", tag.toString());
  }

  static Field lastModified(Instant date) {
    return new Field("Last-Modified", HttpDate.format(date));
  }

  /**
   * The fields of a message with content.
   *
   * @param type of the content
   * @param bytes of the content; empty if unknown
   * @param own fields that only this message has
   * @param metadata of the representation
   */
  static List<Field> of(
      Optional<String> type, OptionalLong bytes, List<Field> own, List<Field> metadata) {
    List<Field> fields = new ArrayList<>(2 + own.size() + metadata.size());
    if (type.isPresent()) {
      fields.add(new Field("Content-Type", type.get()));
    }
    if (bytes.isPresent()) {
      fields.add(new Field("Content-Length", Long.toString(bytes.getAsLong())));
    }
    fields.addAll(own);
    fields.addAll(metadata);
    return Collections.unmodifiableList(fields);
  }
}
