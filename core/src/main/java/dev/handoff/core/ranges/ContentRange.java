package dev.handoff.core.ranges;

import dev.handoff.core.fields.FieldSyntax;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a Content-Range field says (RFC 9110 §14.4). Somebody else wrote it: nothing proves that the
 * octets beside it are these.
 */
public sealed interface ContentRange {

  /**
   * Of a 206: which octets these are.
   *
   * @param completeLength of the representation; empty: not known ({@code *})
   */
  record Part(ByteRange range, OptionalLong completeLength) implements ContentRange {}

  /** Of a 416: how many octets there are. */
  record Unsatisfied(long completeLength) implements ContentRange {}

  /** Reads the value of the only such line; empty for what is none, or contradicts itself. */
  static Optional<ContentRange> parse(String value) {
    String text = FieldSyntax.trimOws(value);
    int slash = text.indexOf('/');
    if (slash < 0 || !text.regionMatches(true, 0, "bytes ", 0, 6)) {
      return Optional.empty();
    }
    String range = text.substring(6, slash);
    String complete = text.substring(slash + 1);
    OptionalLong length = Digits.parse(complete);
    if (range.equals("*")) {
      return length.isPresent()
          ? Optional.of(new Unsatisfied(length.getAsLong()))
          : Optional.empty();
    }
    int dash = range.indexOf('-');
    OptionalLong first = dash < 0 ? OptionalLong.empty() : Digits.parse(range.substring(0, dash));
    OptionalLong last = dash < 0 ? OptionalLong.empty() : Digits.parse(range.substring(dash + 1));
    if (first.isEmpty()
        || last.isEmpty()
        || last.getAsLong() < first.getAsLong()
        || (length.isEmpty() && !complete.equals("*"))
        || (length.isPresent() && last.getAsLong() >= length.getAsLong())) {
      return Optional.empty();
    }
    return Optional.of(new Part(new ByteRange(first.getAsLong(), last.getAsLong()), length));
  }
}
