package dev.handoff.core.store;

import dev.handoff.core.mediatype.MediaType;
import dev.handoff.core.validators.Validators;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known of one version of an object at its store.
 *
 * @param length in octets; empty when nobody says: then only the whole can be sent
 * @param ranges {@code NONE} without a length
 * @param contentType as the store says
 * @param contentEncoding of the stored octets, such as {@code gzip}
 */
public record Facts(
    OptionalLong length,
    Validators validators,
    Ranges ranges,
    Optional<String> contentType,
    Optional<String> contentEncoding) {
  /** What stores say of an object that was given no type. */
  private static final Set<String> SAYS_NOTHING =
      Set.of(
          "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded");

  /** Which parts of it can be sent. */
  public enum Ranges {
    /** Only the whole: it is coded, or its store does not cut and the part lies too far behind. */
    NONE,
    /** One range a delivery: nothing proves that a second read is of the same version. */
    ONE,
    /** Any. */
    SEVERAL
  }

  /** The type, if the store said one that says anything. */
  public Optional<MediaType> type() {
    return contentType
        .flatMap(MediaType::parse)
        .filter(type -> !SAYS_NOTHING.contains(type.essence()));
  }
}
