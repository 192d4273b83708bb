package dev.handoff.core.conditions;

import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The four conditions of a request that decide between 200, 304 and 412 (RFC 9110 §13.1). */
public final class Preconditions {
  /** A request without conditions. */
  public static final Preconditions NONE =
      new Preconditions(List.of(), List.of(), List.of(), List.of());

  private final List<String> ifMatch;
  private final List<String> ifNoneMatch;
  private final List<String> ifModifiedSince;
  private final List<String> ifUnmodifiedSince;

  private Preconditions(
      List<String> ifMatch,
      List<String> ifNoneMatch,
      List<String> ifModifiedSince,
      List<String> ifUnmodifiedSince) {
    this.ifMatch = ifMatch;
    this.ifNoneMatch = ifNoneMatch;
    this.ifModifiedSince = ifModifiedSince;
    this.ifUnmodifiedSince = ifUnmodifiedSince;
  }

  /** The conditions of a request; {@link #NONE} itself if it has none. */
  public static Preconditions of(FieldLines request) {
    List<String> ifMatch = request.lines("If-Match");
    List<String> ifNoneMatch = request.lines("If-None-Match");
    List<String> ifModifiedSince = request.lines("If-Modified-Since");
    List<String> ifUnmodifiedSince = request.lines("If-Unmodified-Since");
    return ifMatch.isEmpty()
            && ifNoneMatch.isEmpty()
            && ifModifiedSince.isEmpty()
            && ifUnmodifiedSince.isEmpty()
        ? NONE
        : new Preconditions(ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince);
  }

  /**
   * Evaluates the conditions in the order of RFC 9110 §13.2.2, up to its step 4; Range and If-Range
   * come after, and only on {@link Verdict#PROCEED}.
   *
   * <p>To be asked only where the answer without conditions would be a success (§13.2.1), and only
   * after the client was found to be allowed: a verdict tells what the tag is.
   *
   * @param retrieves whether the method is GET or HEAD
   * @param validators of the representation that would be sent, which exists
   * @param now for two-digit years
   */
  public Verdict evaluate(boolean retrieves, Validators validators, Instant now) {
    // 1. and 2.: with If-Match, If-Unmodified-Since is not looked at, whatever it says.
    if (!ifMatch.isEmpty()) {
      if (!EntityTagList.matches(ifMatch, validators.entityTag(), true)) {
        return Verdict.PRECONDITION_FAILED;
      }
    } else if (isModifiedSince(ifUnmodifiedSince, validators, now).orElse(false)) {
      return Verdict.PRECONDITION_FAILED;
    }
    // 3. and 4.: likewise If-None-Match silences If-Modified-Since.
    if (!ifNoneMatch.isEmpty()) {
      if (EntityTagList.matches(ifNoneMatch, validators.entityTag(), false)) {
        return retrieves ? Verdict.NOT_MODIFIED : Verdict.PRECONDITION_FAILED;
      }
    } else if (retrieves && !isModifiedSince(ifModifiedSince, validators, now).orElse(true)) {
      return Verdict.NOT_MODIFIED;
    }
    return Verdict.PROCEED;
  }

  /**
   * Evaluates the conditions on validators of which some may be unknown, instead of absent.
   *
   * @param stated what is known; an empty one is not known
   * @return empty as soon as a condition counts whose validator is not known
   */
  public Optional<Verdict> evaluateKnown(boolean retrieves, Validators stated, Instant now) {
    boolean tag = stated.entityTag().isPresent();
    boolean date = stated.lastModified().isPresent();
    // Steps 1 and 2 come first: what they would say is not to be passed over.
    boolean first = ifMatch.isEmpty() ? date || ifUnmodifiedSince.isEmpty() : tag;
    boolean second = ifNoneMatch.isEmpty() ? date || ifModifiedSince.isEmpty() : tag;
    if (!first) {
      return Optional.empty();
    }
    Verdict verdict = evaluate(retrieves, stated, now);
    return second || verdict == Verdict.PRECONDITION_FAILED
        ? Optional.of(verdict)
        : Optional.empty();
  }

  /** Empty if the condition is absent, is no single date, or the modification date is unknown. */
  private static Optional<Boolean> isModifiedSince(
      List<String> lines, Validators validators, Instant now) {
    if (lines.size() != 1 || validators.lastModified().isEmpty()) {
      return Optional.empty();
    }
    long modified = validators.lastModified().get().getEpochSecond();
    return HttpDate.parse(FieldSyntax.trimOws(lines.get(0)), now)
        .map(date -> modified > date.getEpochSecond());
  }
}
