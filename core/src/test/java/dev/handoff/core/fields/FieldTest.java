package dev.handoff.core.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: L10
final class FieldTest {
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "a\0b", "a\u007fb", "a\u001bb", "naïve €"})
  void l10AValueThatWouldSplitTheHeadIsRefused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Field("X-Name", value))
        .withMessageContaining("X-Name")
        .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "X Name", "X-Name:", "X-Näme", "X\r\nY"})
  void l10ANameIsAToken(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Field(name, "v"));
  }

  @Test
  void tabsAndOctetsAboveAsciiPass() {
    assertThat(new Field("X-Name", "na\u00efve\tx")).hasToString("X-Name: na\u00efve\tx");
  }

  @Test
  void linesAreFoundByNameWithoutCaseAndInOrder() {
    FieldLines lines =
        FieldLines.of(List.of(new Field("A", "1"), new Field("B", "2"), new Field("a", "3")));

    assertThat(lines.lines("A")).containsExactly("1", "3");
    assertThat(lines.lines("b")).containsExactly("2");
    assertThat(lines.lines("C")).isEmpty();
  }

  @ParameterizedTest(name = "[{0}] is a list of {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a, b ,c'           | 3 | a/b/c
          ',, a,, ,b,'        | 2 | a/b
          '"a,b", c'          | 2 | "a,b"/c
          '"a\\",b", c'       | 2 | "a\\",b"/c
          'a;x="1,2";y=3, c'  | 2 | a;x="1,2";y=3/c
          '"open, c'          | 1 | "open, c
          'a\\,b'             | 2 | a\\/b
          ''                  | 0 | ''
          ' , '               | 0 | ''
          """)
  void membersAreSplitAtCommasOutsideQuotes(String line, int count, String members) {
    assertThat(FieldList.members(List.of(line))).hasSize(count);
    assertThat(String.join("/", FieldList.members(List.of(line)))).isEqualTo(members);
  }

  @Test
  void membersOfSeveralLinesAreOneList() {
    assertThat(FieldList.members(List.of("a, b", "", "c"))).containsExactly("a", "b", "c");
  }

  @ParameterizedTest(name = "[{0}]: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip                        | gzip=1000
          gzip;q=1.0, BR ; Q=0.5      | gzip=1000 br=500
          a;q=0, b;q=0.001, c;q=0.12  | a=0 b=1 c=120
          a;q=1, b;q=1., c;q=1.000    | a=1000 b=1000 c=1000
          a;q=1.001, b;q=2, c;q=0.1234, d;q=, e;q=-1, f;q=0,5, g;q=.5, h;q=x, i;q=01 | 5=1000
          text/html;level="1,;q=0";q=0.3 | text/html=300
          """)
  void weightsAreThousandthsAndWhatCannotBeReadIsLeftOut(String line, String expected) {
    // "f;q=0,5" is two members: f with weight 0, and "5".
    String shown =
        Weighted.members(List.of(line)).stream()
            .filter(member -> !member.value().equals("f"))
            .map(member -> member.value() + "=" + member.weight())
            .reduce((a, b) -> a + " " + b)
            .orElse("");

    assertThat(shown).isEqualTo(expected);
  }

  @ParameterizedTest(name = "[{0}] trimmed is [{1}]")
  @CsvSource({"' a b ', 'a b'", "'\t a\t', a", "'  ', ''", "'', ''", "a, a"})
  void optionalWhitespaceIsSpaceAndTab(String text, String trimmed) {
    assertThat(FieldSyntax.trimOws(text)).isEqualTo(trimmed);
  }
}
