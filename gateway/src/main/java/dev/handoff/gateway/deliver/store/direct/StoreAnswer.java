package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.ranges.ContentRange;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.ResponseHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the head of a store's answer claims.
 *
 * @param length of the content by its framing; empty: its end will show
 * @param endsWithConnection nothing but the end of the connection ends the content, so that one
 *     that was cut looks whole
 * @param range of the only Content-Range that parses
 * @param date the store's own clock
 * @param coding content coding other than identity
 * @param cuts false when the store says {@code Accept-Ranges: none}
 */
public record StoreAnswer(
    int status,
    OptionalLong length,
    boolean endsWithConnection,
    Optional<ContentRange> range,
    Validators validators,
    Optional<Instant> date,
    Optional<String> type,
    Optional<String> coding,
    boolean cuts,
    Optional<String> retryAfter) {

  /** Reads a head; {@code now} decides the century of old dates. */
  public static StoreAnswer of(ResponseHead head, Instant now) {
    BodyFraming framing = head.framing();
    boolean counted = framing == BodyFraming.LENGTH || framing == BodyFraming.NONE;
    return new StoreAnswer(
        head.status(),
        counted ? OptionalLong.of(head.contentLength()) : OptionalLong.empty(),
        framing == BodyFraming.UNTIL_CLOSE,
        only(head, FieldName.CONTENT_RANGE).flatMap(ContentRange::parse),
        Validators.ofResponse(head, now),
        only(head, FieldName.DATE).flatMap(text -> HttpDate.parse(text, now)),
        only(head, FieldName.CONTENT_TYPE),
        coding(head),
        !"none".equalsIgnoreCase(head.value(FieldName.ACCEPT_RANGES)),
        head.lines("Retry-After").stream().findFirst());
  }

  private static Optional<String> only(ResponseHead head, FieldName name) {
    int first = head.indexOf(name, 0);
    return first >= 0 && head.indexOf(name, first + 1) < 0
        ? Optional.of(head.value(first))
        : Optional.empty();
  }

  private static Optional<String> coding(ResponseHead head) {
    List<String> lines = head.lines(FieldName.CONTENT_ENCODING.text());
    String joined = FieldSyntax.trimOws(String.join(", ", lines));
    return joined.isEmpty() || joined.equalsIgnoreCase("identity")
        ? Optional.empty()
        : Optional.of(joined);
  }

  /** The part a 206 says it is, when it is consistent with the length of its own content. */
  public Optional<ContentRange.Part> part() {
    return range
        .filter(ContentRange.Part.class::isInstance)
        .map(ContentRange.Part.class::cast)
        .filter(part -> length.isEmpty() || length.getAsLong() == part.range().length());
  }

  /** The complete length a 416 tells. */
  OptionalLong unsatisfied() {
    return range.orElse(null) instanceof ContentRange.Unsatisfied none
        ? OptionalLong.of(none.completeLength())
        : OptionalLong.empty();
  }

  /** For traces. */
  String text() {
    StringBuilder text = new StringBuilder(64).append(status);
    part().ifPresent(part -> text.append(", octets ").append(span(part)));
    length.ifPresent(octets -> text.append(", ").append(octets).append(" octets"));
    validators.entityTag().ifPresent(tag -> text.append(", ETag ").append(tag));
    coding.ifPresent(name -> text.append(", coded ").append(name));
    return text.toString();
  }

  private static String span(ContentRange.Part part) {
    OptionalLong of = part.completeLength();
    return part.range().first()
        + "-"
        + part.range().last()
        + (of.isPresent() ? " of " + of.getAsLong() : "");
  }
}
