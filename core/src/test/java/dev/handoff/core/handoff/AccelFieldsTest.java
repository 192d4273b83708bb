package dev.handoff.core.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves handoff-protocol: F1 F2

final class AccelFieldsTest {

  @ParameterizedTest(name = "X-Accel-Limit-Rate: {0} is {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000                | 1000          | F1: bytes per second
          1                   | 1             | F1: one byte
          0                   | unlimited     | F2: lifts what is configured
          000                 | unlimited     | F2: so do three of them
          10k                 | 10240         | F1: a unit as nginx has it
          10K                 | 10240         | F1: in either case
          2m                  | 2097152       | F1: mebibytes
          1g                  | 1073741824    | F1: gibibytes
          0m                  | unlimited     | F2: zero of a unit
          ' 42 '              | 42            | spaces around it
          999999999999999     | 999999999999999 | the largest number read
          off                 | ignored       | F1: a word
          ''                  | ignored       | F1: nothing
          k                   | ignored       | F1: a unit alone
          -1                  | ignored       | F1: a sign
          +1                  | ignored       | F1: another
          1.5m                | ignored       | F1: a fraction
          1 000               | ignored       | F1: a space inside
          10kb                | ignored       | F1: no such unit
          0x10                | ignored       | F1: no such base
          ١٠                  | ignored       | F1: digits of another script
          9999999999999999    | ignored       | F1: more digits than a rate has
          999999999999999g    | ignored       | F1: more than fits
          """)
  void readsARate(String value, String rate, String why) {
    String read =
        Rate.parseLimitRate(value)
            .map(found ->
                found instanceof Rate.Limited limited
                    ? Long.toString(limited.bytesPerSecond())
                    : "unlimited")
            .orElse("ignored");

    assertThat(read).isEqualTo(rate);
  }

  @ParameterizedTest(name = "X-Accel-Buffering: {0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yes   | true
          YES   | true
          no    | false
          ' No' | false
          off   |
          1     |
          ''    |
          """)
  void readsBuffering(String value, Boolean buffering) {
    assertThat(AccelFields.buffering(value)).isEqualTo(java.util.Optional.ofNullable(buffering));
  }

  @ParameterizedTest(name = "X-Accel-Charset: {0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          utf-8             | utf-8
          ISO-8859-15       | ISO-8859-15
          ' koi8-r '        | koi8-r
          off               |
          ''                |
          utf-8; x=y        |
          "utf-8"           |
          'utf-8\u0001'     |
          ütf-8             |
          aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa |
          """)
  void readsACharset(String value, String charset) {
    assertThat(AccelFields.charset(value)).isEqualTo(java.util.Optional.ofNullable(charset));
  }
}
