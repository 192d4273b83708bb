package dev.handoff.core.store;

import dev.handoff.core.conditions.Verdict;
import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.handoff.HandoffHints;
import dev.handoff.core.ranges.RangeField;
import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.ranges.RangeSpec;
import dev.handoff.core.ranges.Selection;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.HttpDate;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client wants of an object, and what the app said of it: from these comes the first
 * question to the store.
 *
 * @param fields of the client's request
 * @param listed names of the store's fields that a client may see, in lower case
 */
public record Wish(FileRequest asked, FieldLines fields, HandoffHints hints, List<String> listed) {
  /** Longer conditions are not worth a store's objections. */
  private static final int LONGEST_CONDITION = 512;

  /** The question that most likely gets exactly what will be sent. */
  public Ask first(Instant now) {
    if (asked.isPlain()) {
      return asked.isHead() ? Ask.PROBE : Ask.WHOLE;
    }
    List<Field> conditions = new ArrayList<>(2);
    unchanged().ifPresent(conditions::add);
    if (asked.isHead()) {
      // A URL signed for GET refuses HEAD; one octet tells the length of all.
      return new Ask(Ask.PROBE.range(), conditions);
    }
    Optional<RangeSpec> range =
        asked.range().flatMap(value -> RangeSpec.firstOf(value, RangeLimits.DEFAULT));
    List<String> ifRange = fields.lines("If-Range");
    if (range.isEmpty() || ifRange.isEmpty()) {
      return new Ask(range, conditions);
    }
    Validators stated = shown(Validators.NONE);
    if (asked.ifRangeIsDecidedBy(stated)) {
      return asked.rangeAppliesTo(stated, now)
          ? new Ask(range, conditions)
          : new Ask(Optional.empty(), conditions);
    }
    String value = FieldSyntax.trimOws(ifRange.get(0));
    if (!couldMatch(value, now)) {
      return new Ask(Optional.empty(), conditions);
    }
    conditions.add(new Field("If-Range", value));
    return new Ask(range, conditions);
  }

  /** A condition that saves the transfer when the client has the object already. */
  private Optional<Field> unchanged() {
    if (!fields.lines("If-Match").isEmpty() || !fields.lines("If-Unmodified-Since").isEmpty()) {
      return Optional.empty();
    }
    List<String> tags = fields.lines("If-None-Match");
    String name = tags.isEmpty() ? "If-Modified-Since" : "If-None-Match";
    List<String> lines = tags.isEmpty() ? fields.lines(name) : tags;
    boolean stated = tags.isEmpty() ? hints.modified().isPresent() : hints.etag().isPresent();
    if (stated
        || lines.size() != 1
        || !listed.contains(tags.isEmpty() ? "last-modified" : "etag")) {
      return Optional.empty();
    }
    String value = FieldSyntax.trimOws(lines.get(0));
    return value.length() > LONGEST_CONDITION || value.equals("*")
        ? Optional.empty()
        : Optional.of(new Field(name, value));
  }

  private boolean couldMatch(String ifRange, Instant now) {
    boolean tag = EntityTag.parse(ifRange).filter(parsed -> !parsed.weak()).isPresent();
    return ifRange.length() <= LONGEST_CONDITION
        && (tag
            ? listed.contains("etag")
            : listed.contains("last-modified") && HttpDate.parse(ifRange, now).isPresent());
  }

  /** The validators the client sees: the app's, where it stated some. */
  public Validators shown(Validators own) {
    return new Validators(
        hints.etag().or(() -> listed.contains("etag") ? own.entityTag() : Optional.empty()),
        hints
            .modified()
            .or(() -> listed.contains("last-modified") ? own.lastModified() : Optional.empty()));
  }

  /** Whether a 304 is right by the validators that came with it. */
  boolean isNotModified(Validators own, Instant now) {
    return asked.evaluate(shown(own), now) == Verdict.NOT_MODIFIED;
  }

  /** Whether the client's range counts for the version with these validators. */
  boolean rangeApplies(Validators own, Instant now) {
    return asked.rangeAppliesTo(shown(own), now);
  }

  /** Whether anything but the length is needed to answer. */
  boolean isConditional() {
    return asked.isHead()
        || !fields.lines("If-Range").isEmpty()
        || !fields.lines("If-Match").isEmpty()
        || !fields.lines("If-None-Match").isEmpty()
        || !fields.lines("If-Modified-Since").isEmpty()
        || !fields.lines("If-Unmodified-Since").isEmpty();
  }

  /** Which octets the client's range means. */
  Selection selection(long completeLength, RangeLimits limits) {
    return RangeField.select(asked.range().orElse(""), completeLength, limits);
  }

  /** The length the app stated. */
  OptionalLong statedLength() {
    return hints.size();
  }
}
