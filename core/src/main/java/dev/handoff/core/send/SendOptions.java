package dev.handoff.core.send;

import dev.handoff.core.digest.Digest;
import dev.handoff.core.disposition.Disposition;
import dev.handoff.core.fields.Field;
import dev.handoff.core.validators.EntityTag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be said about the bytes, as far as the app said it.
 *
 * @param disposition to be saved or shown, and under which name
 * @param contentType value of Content-Type; empty: by the file's name
 * @param entityTag instead of the file's own
 * @param lastModified instead of the file's own
 * @param cache value of Cache-Control; empty: private, checked each time
 * @param digest a digest of all the bytes that is already known
 * @param limitRate bytes in a second; empty: as fast as it goes
 * @param deleteAfter delete the file once it was sent whole
 * @param headers further fields
 * @param gateway what only our own gateway understands
 */
public record SendOptions(
    Optional<Disposition> disposition,
    Optional<String> contentType,
    Optional<EntityTag> entityTag,
    Optional<Instant> lastModified,
    Optional<String> cache,
    Optional<Digest> digest,
    OptionalLong limitRate,
    boolean deleteAfter,
    List<Field> headers,
    GatewayOptions gateway) {

  public SendOptions {
    headers = List.copyOf(headers);
  }

  /** Whether a further field of that name was given; names are compared without case. */
  public boolean hasHeader(String name) {
    return headers.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
  }

  /** The same with another value somewhere: copies are made where they are changed. */
  static final class Draft {
    Optional<Disposition> disposition = Optional.empty();
    Optional<String> contentType = Optional.empty();
    Optional<EntityTag> entityTag = Optional.empty();
    Optional<Instant> lastModified = Optional.empty();
    Optional<String> cache = Optional.empty();
    Optional<Digest> digest = Optional.empty();
    OptionalLong limitRate = OptionalLong.empty();
    boolean deleteAfter;
    List<Field> headers = List.of();
    GatewayOptions gateway = GatewayOptions.NONE;

    static Draft of(SendOptions options) {
      Draft draft = new Draft();
      draft.disposition = options.disposition;
      draft.contentType = options.contentType;
      draft.entityTag = options.entityTag;
      draft.lastModified = options.lastModified;
      draft.cache = options.cache;
      draft.digest = options.digest;
      draft.limitRate = options.limitRate;
      draft.deleteAfter = options.deleteAfter;
      draft.headers = options.headers;
      draft.gateway = options.gateway;
      return draft;
    }

    SendOptions done() {
      return new SendOptions(
          disposition,
          contentType,
          entityTag,
          lastModified,
          cache,
          digest,
          limitRate,
          deleteAfter,
          headers,
          gateway);
    }
  }
}
