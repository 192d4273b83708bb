package dev.handoff.core.ranges;

import dev.handoff.core.fields.FieldSyntax;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One range as it is asked for, before anybody knows how long the whole is (RFC 9110 §14.1.1): what
 * a store can be asked.
 */
public sealed interface RangeSpec {

  /**
   * {@code 500-999} or {@code 500-}.
   *
   * @param last inclusive; empty: to the end
   */
  record Interval(long first, OptionalLong last) implements RangeSpec {
    @Override
    public String fieldValue() {
      return "bytes=" + first + '-' + (last.isPresent() ? Long.toString(last.getAsLong()) : "");
    }

    @Override
    public Optional<ByteRange> in(long completeLength) {
      return first >= completeLength
          ? Optional.empty()
          : Optional.of(
              new ByteRange(first, Math.min(last.orElse(completeLength - 1), completeLength - 1)));
    }
  }

  /** {@code -500}: that many octets at the end, or all if there are fewer; more than zero. */
  record Suffix(long octets) implements RangeSpec {
    @Override
    public String fieldValue() {
      return "bytes=-" + octets;
    }

    @Override
    public Optional<ByteRange> in(long completeLength) {
      return completeLength == 0
          ? Optional.empty()
          : Optional.of(
              new ByteRange(completeLength - Math.min(octets, completeLength), completeLength - 1));
    }
  }

  /** Value of a Range field that asks for it. */
  String fieldValue();

  /** The octets it means of a representation of that many; empty if it means none. */
  Optional<ByteRange> in(long completeLength);

  /** Exactly that range. */
  static RangeSpec of(ByteRange range) {
    return new Interval(range.first(), OptionalLong.of(range.last()));
  }

  /** The range that begins there and has no end. */
  static RangeSpec from(long first) {
    return new Interval(first, OptionalLong.empty());
  }

  /**
   * The first range of a Range field's value.
   *
   * @return empty if that one selects nothing in any representation, or if the field is malformed,
   *     of another unit, or holds numbers no store should be bothered with
   */
  static Optional<RangeSpec> firstOf(String value, RangeLimits limits) {
    // Read against a length that nothing has: whatever is malformed selects the whole.
    Selection anywhere = RangeField.select(value, Long.MAX_VALUE - 1, limits);
    if (anywhere.kind() != Selection.Kind.SOME) {
      return Optional.empty();
    }
    String members = FieldSyntax.trimOws(value).substring("bytes=".length());
    int from = 0;
    while (members.charAt(from) == ',' || FieldSyntax.isOws(members.charAt(from))) {
      from++;
    }
    int comma = members.indexOf(',', from);
    String member =
        FieldSyntax.trimOws(members.substring(from, comma < 0 ? members.length() : comma));
    int dash = member.indexOf('-');
    OptionalLong left = Digits.parse(member.substring(0, dash));
    OptionalLong right = Digits.parse(member.substring(dash + 1));
    if (dash == 0) {
      return right.isPresent() && right.getAsLong() > 0
          ? Optional.of(new Suffix(right.getAsLong()))
          : Optional.empty();
    }
    boolean open = dash == member.length() - 1;
    return left.isEmpty() || (right.isEmpty() && !open)
        ? Optional.empty()
        : Optional.of(new Interval(left.getAsLong(), right));
  }
}
