package dev.handoff.core.store;

import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.ranges.ContentRange;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
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

  /**
   * Reads a head.
   *
   * @param length of the content by its framing; empty: its end will show
   * @param endsWithConnection nothing but the end of the connection ends the content
   * @param now decides the century of old dates
   */
  public static StoreAnswer of(
      int status, FieldLines head, OptionalLong length, boolean endsWithConnection, Instant now) {
    return new StoreAnswer(
        status,
        length,
        endsWithConnection,
        only(head, "Content-Range").flatMap(ContentRange::parse),
        Validators.ofResponse(head, now),
        only(head, "Date").flatMap(text -> HttpDate.parse(text, now)),
        only(head, "Content-Type"),
        coding(head),
        head.lines("Accept-Ranges").stream().findFirst().filter("none"::equalsIgnoreCase).isEmpty(),
        head.lines("Retry-After").stream().findFirst());
  }

  private static Optional<String> only(FieldLines head, String name) {
    List<String> lines = head.lines(name);
    return lines.size() == 1 ? Optional.of(lines.get(0)) : Optional.empty();
  }

  private static Optional<String> coding(FieldLines head) {
    String joined = FieldSyntax.trimOws(String.join(", ", head.lines("Content-Encoding")));
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
    return range.isPresent() && range.get() instanceof ContentRange.Unsatisfied none
        ? OptionalLong.of(none.completeLength())
        : OptionalLong.empty();
  }

  /** For traces. */
  public String text() {
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
