package dev.handoff.core.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: E1-E17 F4-F6 F8-F12 F14 F16 H10 H11
final class RangeFieldTest {
  @ParameterizedTest(name = "{0} {1} of {2} bytes: {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          E1  | bytes=0-0                       | 1000 | 0-0         | the smallest range is a range
          E1  | bytes=0-9                       | 1000 | 0-9         | both ends are inclusive
          E1  | bytes=999-                      | 1000 | 999-999     | the last byte
          E1  | bytes=-1                        | 1000 | 999-999     | the last byte, from the end
          E1  | bytes=-10                       | 1000 | 990-999     | the last ten
          E2  | bytes=0-                        | 1000 | 0-999       | all of it is still a range
          E2  | bytes=0-999                     | 1000 | 0-999       | likewise
          E2  | bytes=-1000                     | 1000 | 0-999       | likewise
          E3  | bytes=0-1000                    | 1000 | 0-999       | the end is clamped
          E3  | bytes=500-99999                 | 1000 | 500-999     | far beyond, too
          E4  | bytes=-1001                     | 1000 | 0-999       | a suffix longer than the file is the file
          E5  | bytes=-0                        | 1000 | unsatisfiable | no last byte was asked for
          E5  | bytes=-000                      | 1000 | unsatisfiable | in any spelling
          E6  | bytes=1000-                     | 1000 | unsatisfiable | there is no byte 1000
          E6  | bytes=1000-1000                 | 1000 | unsatisfiable | likewise
          E6  | bytes=5000-6000                 | 1000 | unsatisfiable | likewise
          E7  | bytes=0-9223372036854775807     | 1000 | 0-999       | the end plus one would overflow
          E7  | bytes=0-9223372036854775807     | 9223372036854775807 | 0-9223372036854775806 | the largest file there can be
          E8  | bytes=0-99999999999999999999    | 1000 | 0-999       | more than 63 bits is still a number
          E8  | bytes=-99999999999999999999     | 1000 | 0-999       | in a suffix, too
          E8  | bytes=0-9223372036854775808     | 1000 | 0-999       | one more than 63 bits hold
          E9  | bytes=9223372036854775808-      | 1000 | unsatisfiable | likewise, and not a negative offset
          E9  | bytes=99999999999999999999-     | 1000 | unsatisfiable | and as a beginning
          E9  | bytes=99999999999999999998-99999999999999999999 | 1000 | unsatisfiable | a range beyond all files
          E14 | bytes=99999999999999999999-99999999999999999998 | 1000 | whole | backwards, even where both saturate
          E10 | bytes=000000000000000000000000-0000000000000000000000000009 | 1000 | 0-9 | zeros in front
          E10 | bytes=-00000000000000000000000000010 | 1000 | 990-999 | in a suffix, too
          E11 | BYTES=0-9                       | 1000 | 0-9         | the unit has no case
          E11 | Bytes=0-9                       | 1000 | 0-9         | in any mixture
          E12 | bytes= 0-9                      | 1000 | 0-9         | space after the equals sign
          E12 | 'bytes=TAB0-9 '                 | 1000 | 0-9         | and around the range
          E13 | items=0-9                       | 1000 | whole       | unknown units are ignored
          E13 | bytesX=0-9                      | 1000 | whole       | this is another unit
          E13 | none=0-9                        | 1000 | whole       | so is this
          E13 | bytes 0-9                       | 1000 | whole       | and this is none
          E13 | bytes =0-9                      | 1000 | whole       | no space before the equals sign
          E13 | bytes                           | 1000 | whole       | a unit alone
          E14 | bytes=9-5                       | 1000 | whole       | backwards
          E14 | bytes=5-x                       | 1000 | whole       | no number
          E14 | bytes=x-5                       | 1000 | whole       | no number
          E14 | bytes=--5                       | 1000 | whole       | one dash too many
          E14 | bytes=5--9                      | 1000 | whole       | likewise
          E14 | bytes=0x0-0x9                   | 1000 | whole       | decimal only
          E14 | bytes=-                         | 1000 | whole       | no end at all
          E14 | bytes=5                         | 1000 | whole       | no dash
          E14 | bytes=                          | 1000 | whole       | nothing
          E14 | 'bytes=, ,'                     | 1000 | whole       | nothing, in pieces
          E15 | bytes=+0-9                      | 1000 | whole       | signs are no digits
          E15 | bytes=0-+9                      | 1000 | whole       | on either side
          E15 | bytes=-+9                       | 1000 | whole       | or in a suffix
          E15 | bytes=٠-٩                       | 1000 | whole       | nor are digits of other scripts
          E15 | bytes=０-９                      | 1000 | whole       | or of full width
          E16 | bytes=0-9,x                     | 1000 | whole       | one bad range spoils the field
          E16 | bytes=0-9,9-5                   | 1000 | whole       | of any kind
          E16 | bytes=9-5,0-9                   | 1000 | whole       | in any place
          E16 | bytes=5000-,x                   | 1000 | whole       | before satisfiable is asked
          E17 | bytes=0-9;20-29                 | 1000 | whole       | commas only
          E17 | bytes=0 - 9                     | 1000 | whole       | no spaces inside
          E17 | bytes=0-9 20-29                 | 1000 | whole       | no space between
          F4  | bytes=900-909,0-9,500-509       | 1000 | 900-909,0-9,500-509 | as asked, not sorted
          F5  | bytes=0-19,10-29                | 1000 | 0-29        | overlapping are one
          F5  | bytes=0-9,10-19                 | 1000 | 0-19        | so are touching
          F5  | bytes=10-19,0-9                 | 1000 | 0-19        | in any order
          F5  | bytes=0-9,11-19                 | 1000 | 0-9,11-19   | a gap of one byte is a gap
          F5  | bytes=0-9,0-9,0-9               | 1000 | 0-9         | the same thrice is once
          F5  | bytes=500-509,0-9,20-29,5-25    | 1000 | 500-509,0-29 | one may join several
          F5  | bytes=0-9,500-509,9-500         | 1000 | 0-509       | where the first of them stood
          F5  | bytes=20-29,500-509,0-9,9-20    | 1000 | 0-29,500-509 | likewise
          F5  | bytes=0-9,500-509,9-20          | 1000 | 0-20,500-509 | likewise
          F6  | bytes=0-9,5000-                 | 1000 | 0-9         | one satisfiable left
          F8  | bytes=0-9,5000-,20-29           | 1000 | 0-9,20-29   | the others are served
          F8  | bytes=-0,20-29                  | 1000 | 20-29       | an empty suffix is one of those
          F9  | bytes=1000-,2000-,-0            | 1000 | unsatisfiable | none left
          F10 | bytes=0-,0-,0-,0-,0-            | 1000 | 0-999       | never more than the file
          F11 | bytes=0-499,500-999             | 1000 | 0-999       | two halves are the whole
          F16 | bytes=0-9,                      | 1000 | 0-9         | empty members are skipped
          F16 | bytes=,0-9                      | 1000 | 0-9         | in front
          F16 | bytes=0-9,,20-29                | 1000 | 0-9,20-29   | in the middle
          F16 | bytes=0-9,TAB20-29              | 1000 | 0-9,20-29   | a tab is whitespace
          F16 | 'bytes=0-9 , 20-29'             | 1000 | 0-9,20-29   | on both sides of the comma
          H10 | bytes=0-                        |    0 | whole       | an empty file is sent whole
          H10 | bytes=0-0                       |    0 | whole       | whatever is asked
          H10 | bytes=5-10                      |    0 | whole       | likewise
          H11 | bytes=-5                        |    0 | whole       | never bytes 0--1/0
          E1  | bytes=0-0                       |    1 | 0-0         | a file of one byte has one range
          """)
  void selects(String id, String range, long length, String outcome, String why) {
    assertThat(shown(RangeField.select(range.replace("TAB", "\t"), length, RangeLimits.DEFAULT)))
        .isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0} {1} ranges, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          F12 | 50  | far apart  | 50 parts
          F12 | 51  | far apart  | whole
          F12 | 100 | descending | whole
          F12 | 100 | alike      | 1 parts
          F12 | 101 | alike      | whole
          F12 | 101 | beyond     | whole
          F12 | 100 | beyond     | unsatisfiable
          F14 | 50  | descending | 50 parts
          F14 | 51  | descending | whole
          """)
  void boundsWhatIsAsked(String id, int count, String pattern, String outcome) {
    String specs =
        IntStream.range(0, count)
            .mapToObj(i ->
                switch (pattern) {
                  case "far apart" -> i * 100 + "-" + (i * 100 + 1);
                  case "descending" -> (count - i) * 100 + "-" + ((count - i) * 100 + 1);
                  case "alike" -> "0-1";
                  default -> "1000000-";
                })
            .collect(Collectors.joining(","));

    Selection selection = RangeField.select("bytes=" + specs, 1_000_000, RangeLimits.DEFAULT);

    assertThat(
            selection.kind() == Selection.Kind.SOME
                ? selection.ranges().size() + " parts"
                : shown(selection))
        .isEqualTo(outcome);
  }

  @Test
  void oneRangeOrTheWholeWhereNoMultipartIsWanted() {
    assertThat(shown(RangeField.select("bytes=0-9,20-29", 1000, RangeLimits.SINGLE)))
        .isEqualTo("whole");
    assertThat(shown(RangeField.select("bytes=0-9,10-29", 1000, RangeLimits.SINGLE)))
        .isEqualTo("0-29");
    assertThat(shown(RangeField.select("bytes=0-9", 1000, RangeLimits.ofSpecs(0))))
        .isEqualTo("whole");
  }

  @Test
  void anyFieldYieldsOnlyRangesInsideTheFileAndApart() {
    Random random = new Random(20_261_121);
    String alphabet = "0123456789-,-, \t=xbytes";
    for (int round = 0; round < 50_000; round++) {
      StringBuilder field = new StringBuilder(random.nextInt(10) == 0 ? "" : "bytes=");
      for (int i = random.nextInt(40); i > 0; i--) {
        int spread = random.nextInt(4) == 0 ? alphabet.length() : 14;
        field.append(alphabet.charAt(random.nextInt(spread)));
      }
      long length = random.nextInt(3) == 0 ? random.nextInt(100) : random.nextLong() >>> 1;
      assertSound(RangeField.select(field.toString(), length, RangeLimits.DEFAULT), length);
    }
  }

  /** Against a set of offsets, written down naively: joining changes the order, never the bytes. */
  @Test
  void joinedRangesHoldExactlyTheBytesAskedFor() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      boolean[] asked = new boolean[60];
      StringBuilder field = new StringBuilder("bytes=");
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        int first = random.nextInt(70);
        int last = first + random.nextInt(12);
        field.append(first).append('-').append(last).append(',');
        for (int b = first; b <= last && b < asked.length; b++) {
          asked[b] = true;
        }
      }
      Selection selection = RangeField.select(field.toString(), asked.length, RangeLimits.DEFAULT);
      boolean[] selected = new boolean[asked.length];
      for (ByteRange range : selection.ranges()) {
        for (int b = (int) range.first(); b <= range.last(); b++) {
          assertThat(selected[b]).as("byte %d of %s is sent once", b, field).isFalse();
          selected[b] = true;
        }
      }
      assertThat(selected).as(field.toString()).isEqualTo(asked);
    }
  }

  private static void assertSound(Selection selection, long length) {
    assertThat(selection.ranges()).hasSizeLessThanOrEqualTo(RangeLimits.DEFAULT.parts());
    for (ByteRange range : selection.ranges()) {
      assertThat(range.first()).isNotNegative();
      assertThat(range.last()).isBetween(range.first(), length - 1);
      assertThat(selection.ranges()).filteredOn(range::touches).containsExactly(range);
    }
  }

  private static String shown(Selection selection) {
    return switch (selection.kind()) {
      case WHOLE -> "whole";
      case UNSATISFIABLE -> "unsatisfiable";
      case SOME ->
          selection.ranges().stream()
              .map(range -> range.first() + "-" + range.last())
              .collect(Collectors.joining(","));
    };
  }
}
