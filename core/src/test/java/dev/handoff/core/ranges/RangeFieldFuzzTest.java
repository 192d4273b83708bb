package dev.handoff.core.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Range field against a second reader, slow and plain: regular expressions, numbers of any size,
 * one bit for each byte.
 */
final class RangeFieldFuzzTest {

  private static final Pattern SET =
      Pattern.compile(
          "(?i)[ \\t]*bytes=(?-i)[ \\t,]*(SPEC[ \\t]*(,[ \\t,]*SPEC[ \\t]*)*)(,[ \\t,]*)?"
              .replace("SPEC", "(?:[0-9]+-[0-9]*|-[0-9]+)"));

  private static final Pattern SPEC = Pattern.compile("([0-9]*)-([0-9]*)");

  /** The first octet is the length of the file, the rest the field. */
  @FuzzTest
  void selectsWhatASlowReaderSelects(byte[] input) {
    int length = input.length == 0 ? 0 : input[0] & 0xff;
    String value =
        new String(
            input,
            Math.min(1, input.length),
            Math.max(0, input.length - 1),
            StandardCharsets.ISO_8859_1);

    Selection selection = RangeField.select(value, length, RangeLimits.DEFAULT);
    BitSet wanted = wanted(value, length);

    if (wanted == null) {
      assertThat(selection).isEqualTo(Selection.WHOLE);
      return;
    }
    BitSet selected = new BitSet();
    for (ByteRange range : selection.ranges()) {
      assertThat(range.last()).isLessThan(length);
      for (int i = (int) range.first(); i <= range.last(); i++) {
        assertThat(selected.get(i)).as("byte %d is sent once", i).isFalse();
        selected.set(i);
      }
    }
    if (selection.kind() == Selection.Kind.WHOLE) {
      assertThat(value.chars().filter(c -> c == ',').count() >= 50).as("too many").isTrue();
    } else {
      assertThat(selected).isEqualTo(wanted);
      assertThat(selection.kind() == Selection.Kind.UNSATISFIABLE).isEqualTo(wanted.isEmpty());
    }
    // Sizes are not small in life: the same field on the largest file there is must not overflow.
    RangeField.select(value, Long.MAX_VALUE, RangeLimits.DEFAULT);
  }

  /** The bytes asked for; null for a field to be ignored. */
  private static BitSet wanted(String value, int length) {
    Matcher set = SET.matcher(value);
    if (length == 0 || !set.matches()) {
      return null;
    }
    BitSet wanted = new BitSet();
    Matcher spec = SPEC.matcher(set.group(1));
    BigInteger end = BigInteger.valueOf(length);
    while (spec.find()) {
      boolean suffix = spec.group(1).isEmpty();
      boolean open = spec.group(2).isEmpty();
      BigInteger last = open ? end : new BigInteger(spec.group(2));
      BigInteger first = suffix ? end.subtract(last.min(end)) : new BigInteger(spec.group(1));
      if (!suffix && !open && last.compareTo(first) < 0) {
        return null;
      }
      int to = suffix || open ? length : last.min(end.subtract(BigInteger.ONE)).intValue() + 1;
      int from = first.min(end).intValue();
      if (from < to) {
        wanted.set(from, to);
      }
    }
    return wanted;
  }
}
