package dev.handoff.gateway.deliver;

import dev.handoff.core.fields.Field;
import dev.handoff.core.mediatype.MediaType;
import dev.handoff.core.validators.Validators;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a file itself, before whoever lets it be had says more.
 *
 * @param length in octets; empty: nobody knows before its end
 * @param ranges whether slices can be sent
 * @param type as its store says; empty: its name tells
 * @param coding content coding its octets have
 * @param fields further ones a store gives it, one of a name, that a client may see
 */
public record OwnFacts(
    OptionalLong length,
    Validators validators,
    boolean ranges,
    Optional<MediaType> type,
    Optional<String> coding,
    List<Field> fields) {

  public OwnFacts {
    fields = List.copyOf(fields);
  }

  /** Of a file on disk: anything of it can be sent, and nobody says more. */
  static OwnFacts ofFile(long size, Validators validators) {
    return new OwnFacts(
        OptionalLong.of(size), validators, true, Optional.empty(), Optional.empty(), List.of());
  }
}
