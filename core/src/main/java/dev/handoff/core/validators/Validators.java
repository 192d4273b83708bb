package dev.handoff.core.validators;

import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.fields.FieldSyntax;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What tells two versions of a representation apart (RFC 9110 §8.8).
 *
 * @param entityTag empty: none is sent, and only {@code *} matches
 * @param lastModified empty: unknown, and conditions on dates are ignored; finer than a second only
 *     for our own use, clients see and compare whole seconds
 */
public record Validators(Optional<EntityTag> entityTag, Optional<Instant> lastModified) {
  /** Neither. */
  public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  /**
   * Validators of an open file. A modification time at or before the epoch counts as unknown, one
   * in the future is kept out of Last-Modified (RFC 9110 §8.8.2.1) but still tells versions apart.
   */
  public static Validators ofFile(long sizeBytes, long mtimeSeconds, int mtimeNanos, Instant now) {
    EntityTag tag = EntityTag.ofFile(sizeBytes, mtimeSeconds, mtimeNanos, now);
    boolean usable = mtimeSeconds > 0 && mtimeSeconds <= now.getEpochSecond();
    return new Validators(
        Optional.of(tag),
        usable ? Optional.of(Instant.ofEpochSecond(mtimeSeconds, mtimeNanos)) : Optional.empty());
  }

  /**
   * Validators of a response that somebody else made, from its ETag and Last-Modified lines. What
   * does not parse, or comes twice, is none.
   */
  public static Validators ofResponse(FieldLines response, Instant now) {
    return new Validators(
        only(response.lines("ETag")).flatMap(EntityTag::parse),
        only(response.lines("Last-Modified")).flatMap(text -> HttpDate.parse(text, now)));
  }

  private static Optional<String> only(List<String> lines) {
    return lines.size() == 1 ? Optional.of(FieldSyntax.trimOws(lines.get(0))) : Optional.empty();
  }

  /** These without a modification date that has not come yet, or that no field can say. */
  public Validators asOf(Instant now) {
    if (lastModified.isEmpty()) {
      return this;
    }
    Instant date = lastModified.get();
    return date.getEpochSecond() <= now.getEpochSecond() && HttpDate.isWritable(date)
        ? this
        : new Validators(entityTag, Optional.empty());
  }

  /** These with a tag that ends in suffix, where there is a tag. */
  public Validators withTagSuffix(String suffix) {
    return new Validators(
        entityTag.map(tag -> new EntityTag(tag.opaque() + suffix, tag.weak())), lastModified);
  }
}
