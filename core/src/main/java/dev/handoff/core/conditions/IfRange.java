package dev.handoff.core.conditions;

import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * If-Range: send the part only if it fits what the client already holds (RFC 9110 §13.1.5).
 *
 * <p>Any doubt is a mismatch: the client then gets the whole, which is slower but never a splice of
 * two versions.
 */
public final class IfRange {
  private IfRange() {}

  /**
   * Whether Range may be applied.
   *
   * @param lines of If-Range; none means yes, more than one means no
   */
  public static boolean allows(List<String> lines, Validators validators, Instant now) {
    return lines.isEmpty() || names(lines, validators) || isDated(lines, validators, now);
  }

  /**
   * Whether {@link #allows} can be told from validators of which some may be unknown.
   *
   * @param stated what is known; an empty one is not known
   */
  public static boolean isDecidedBy(List<String> lines, Validators stated) {
    if (lines.size() != 1) {
      return true;
    }
    boolean isTag = EntityTag.parse(FieldSyntax.trimOws(lines.get(0))).isPresent();
    return isTag ? stated.entityTag().isPresent() : stated.lastModified().isPresent();
  }

  /** Whether the field names this version by its tag, strong on both sides. */
  public static boolean names(List<String> lines, Validators validators) {
    if (lines.size() != 1 || validators.entityTag().isEmpty()) {
      return false;
    }
    Optional<EntityTag> tag = EntityTag.parse(FieldSyntax.trimOws(lines.get(0)));
    return tag.isPresent() && tag.get().strongEquals(validators.entityTag().get());
  }

  /**
   * Whether the field is exactly the modification date, in seconds, and that second is over: while
   * it lasts the file could change again and keep its date (RFC 9110 §8.8.2.2).
   */
  private static boolean isDated(List<String> lines, Validators validators, Instant now) {
    if (lines.size() != 1 || validators.lastModified().isEmpty()) {
      return false;
    }
    long modified = validators.lastModified().get().getEpochSecond();
    Optional<Instant> date = HttpDate.parse(FieldSyntax.trimOws(lines.get(0)), now);
    return date.isPresent()
        && date.get().getEpochSecond() == modified
        && now.getEpochSecond() > modified;
  }
}
