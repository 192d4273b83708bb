package dev.handoff.core.ranges;

import dev.handoff.core.fields.FieldSyntax;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the value of a Range field against a complete length (RFC 9110 §14.1, §14.2).
 *
 * <p>One pass, digits of ASCII only, numbers that saturate instead of overflowing. One malformed
 * range makes the whole field malformed, and a malformed field is ignored.
 */
public final class RangeField {
  private static final String UNIT = "bytes=";

  private final String value;
  private final long length;
  private final List<ByteRange> asked = new ArrayList<>(2);
  private int at = UNIT.length();

  private RangeField(String value, long length) {
    this.value = value;
    this.length = length;
  }

  /**
   * The bytes that the field selects.
   *
   * @param value of the only Range line
   * @param length complete length in bytes; of an empty representation nothing can be cut, so it is
   *     sent whole whatever the field says
   */
  public static Selection select(String value, long length, RangeLimits limits) {
    String trimmed = FieldSyntax.trimOws(value);
    if (length <= 0 || !trimmed.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
      return Selection.WHOLE;
    }
    return new RangeField(trimmed, length).select(limits);
  }

  private Selection select(RangeLimits limits) {
    int specs = 0;
    while (toNextSpec()) {
      if (++specs > limits.specs() || !readSpec()) {
        return Selection.WHOLE;
      }
    }
    List<ByteRange> ranges = Coalesced.of(asked);
    if (specs == 0 || ranges.size() > limits.parts()) {
      return Selection.WHOLE;
    }
    return ranges.isEmpty() ? Selection.UNSATISFIABLE : Selection.of(ranges);
  }

  /** Skips empty members and whitespace; false at the end. */
  private boolean toNextSpec() {
    while (at < value.length()
        && (FieldSyntax.isOws(value.charAt(at)) || value.charAt(at) == ',')) {
      at++;
    }
    return at < value.length();
  }

  /** Reads one range and the whitespace behind it; false if it is malformed. */
  private boolean readSpec() {
    boolean wellFormed = value.charAt(at) == '-' ? readSuffix() : readInterval();
    while (at < value.length() && FieldSyntax.isOws(value.charAt(at))) {
      at++;
    }
    return wellFormed && (at == value.length() || value.charAt(at) == ',');
  }

  /** {@code -500}: the last 500 bytes, or all if there are fewer; {@code -0} selects nothing. */
  private boolean readSuffix() {
    at++;
    int start = at;
    long suffix = readNumber();
    if (at == start) {
      return false;
    }
    if (suffix > 0) {
      asked.add(new ByteRange(length - Math.min(suffix, length), length - 1));
    }
    return true;
  }

  /** {@code 500-} or {@code 500-999}. */
  private boolean readInterval() {
    int start = at;
    long first = readNumber();
    int dash = at;
    if (dash == start || dash == value.length() || value.charAt(dash) != '-') {
      return false;
    }
    at++;
    long last = readNumber();
    boolean open = at == dash + 1;
    if (!open && isLess(dash + 1, at, start, dash)) {
      return false;
    }
    if (first < length) {
      asked.add(new ByteRange(first, open ? length - 1 : Math.min(last, length - 1)));
    }
    return true;
  }

  /**
   * The number at the cursor, or {@code Long.MAX_VALUE} if it is larger; moves behind its digits.
   */
  private long readNumber() {
    long number = 0;
    while (at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
      int digit = value.charAt(at) - '0';
      number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : number * 10 + digit;
      at++;
    }
    return number;
  }

  /** Compares two runs of digits as numbers of any size. */
  private boolean isLess(int from, int end, int otherFrom, int otherEnd) {
    int a = skipZeros(from, end);
    int b = skipZeros(otherFrom, otherEnd);
    int byLength = Integer.compare(end - a, otherEnd - b);
    if (byLength != 0) {
      return byLength < 0;
    }
    while (a < end && value.charAt(a) == value.charAt(b)) {
      a++;
      b++;
    }
    return a < end && value.charAt(a) < value.charAt(b);
  }

  private int skipZeros(int from, int end) {
    int i = from;
    while (i < end && value.charAt(i) == '0') {
      i++;
    }
    return i;
  }
}
