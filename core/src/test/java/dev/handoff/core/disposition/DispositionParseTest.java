package dev.handoff.core.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: A24

final class DispositionParseTest {

  @ParameterizedTest(name = "{0} is {1} {2} ({3})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          attachment                                          | attachment |           | no name
          ATTACHMENT                                          | attachment |           | any case
          attachment; filename="a.txt"                        | attachment | a.txt     | a quoted name
          attachment; filename=a.txt                          | attachment | a.txt     | a token
          attachment;filename=a.txt;                          | attachment | a.txt     | no spaces, a last semicolon
          attachment; FileName="a.txt"                        | attachment | a.txt     | A24: parameter names in any case
          attachment ; filename = "a.txt"                     | attachment | a.txt     | spaces around everything
          inline; filename="a;b.txt"                          | inline     | a;b.txt   | a semicolon inside of quotes
          attachment; filename="a\\"b\\\\c"                   | attachment | a"b\\c    | escapes inside of quotes
          attachment; filename=a b.txt                        | attachment | a b.txt   | not legal, but sent
          attachment; filename="a.txt                         | attachment | a.txt     | a quote that is missing
          attachment; filename="a"; filename*=UTF-8''b        | attachment | b         | A24: filename* wins
          attachment; filename*=UTF-8''b; filename="a"        | attachment | b         | A24: whatever the order
          attachment; filename*=utf-8'en'na%C3%AFve           | attachment | naïve     | A24: with a language
          attachment; filename*=ISO-8859-1''na%EFve           | attachment | naïve     | A24: Latin-1, which RFC 5987 had
          attachment; filename*=koi8-r''%C1; filename=a       | attachment | a         | A24: an unknown character set
          attachment; filename*=UTF-8''%C3; filename=a        | attachment | a         | A24: octets that are no UTF-8
          attachment; filename*=UTF-8''%C3%B; filename=a      | attachment | a         | A24: a malformed escape
          attachment; filename*=UTF-8''%zz; filename=a        | attachment | a         | A24: another
          attachment; filename*=b; filename=a                 | attachment | a         | A24: no character set at all
          attachment; filename*=UTF-8''a b; filename=a        | attachment | a         | A24: what must be escaped is not
          attachment; filename*=UTF-8''%zz                    | attachment |           | A24: nothing to fall back to
          attachment; filename=""                             | attachment |           | an empty name is none
          attachment; filename=a; filename=b                  | attachment | a         | the first one counts
          attachment; size=5; filename=a                      | attachment | a         | other parameters
          form-data; name="f"; filename="../x"                | form-data  | ../x      | the name as the sender wrote it
          """)
  void reads(String value, String type, String name, String why) {
    Disposition read = Disposition.parse(value).orElseThrow();

    assertThat(read.type()).isEqualTo(type);
    assertThat(read.name()).isEqualTo(Optional.ofNullable(name));
  }

  @ParameterizedTest(name = "{0} is no disposition")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``
          ` `
          ;
          "attachment"
          attachment, inline
          attachment filename=a
          attachment; filename
          attachment; =a
          attachment; filename="a"b
          """)
  void isNone(String value) {
    assertThat(Disposition.parse(value)).isEmpty();
  }
}
