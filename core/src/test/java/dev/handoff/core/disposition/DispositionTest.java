package dev.handoff.core.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: A1-A20 A25

final class DispositionTest {

  private static final String EXT = "; filename*=UTF-8''";

  @Test
  void anAsciiNameNeedsFilenameAlone() {
    assertThat(Disposition.attachment("report.pdf"))
        .as("A1")
        .hasToString("attachment; filename=\"report.pdf\"");
    assertThat(Disposition.inline("report.pdf"))
        .as("A2")
        .hasToString("inline; filename=\"report.pdf\"");
  }

  @Test
  void withoutANameThereIsOnlyTheType() {
    assertThat(Disposition.attachment()).as("A25: none is made up").hasToString("attachment");
    assertThat(Disposition.inline()).hasToString("inline");
    assertThat(Disposition.inline().isAttachment()).isFalse();
    assertThat(Disposition.of("form-data", "a", NameRules.PORTABLE).isAttachment()).isTrue();
  }

  @ParameterizedTest(name = "{0}: filename={1}, filename*={2} ({3})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Bericht März.pdf   | Bericht Marz.pdf  | Bericht%20M%C3%A4rz.pdf | A3: the fallback stands first
          naïve (1)'s.txt    | naive (1)'s.txt   | na%C3%AFve%20%281%29%27s.txt | A4: only attr-char stays
          é!#$&+-.^_~        | e!#$&+-.^_~       | %C3%A9!#$&+-.^_~        | A4: all the marks that stay
          100%.pdf           | 100%.pdf          |                         | A4: a percent sign alone is harmless
          é%,;=@.txt         | e%,;=@.txt        | %C3%A9%25%2C%3B%3D%40.txt | A4: what separates is encoded
          a"b.txt            | a_b.txt           | a%22b.txt               | A5: browsers disagree about escaped quotes
          50%41.txt          | 50_41.txt         | 50%2541.txt             | A6: some browsers would decode it
          %aF.txt            | _aF.txt           | %25aF.txt               | A6: in either case
          Ñandú.txt          | Nandu.txt         | %C3%91and%C3%BA.txt     | A8: marks are stripped
          Straße.txt         | Strasse.txt       | Stra%C3%9Fe.txt         | A8: letters with a table
          æøłŒ.txt           | aeolOE.txt        | %C3%A6%C3%B8%C5%82%C5%92.txt | A8: more of them
          ǿ.txt              | o.txt             | %C7%BF.txt              | A8: both at once
          a½.txt             | a1_2.txt          | a%C2%BD.txt             | A8: nothing is lost silently
          e\u0301a.txt       | ea.txt            | e%CC%81a.txt            | A8: a mark of its own belongs to its letter
          ﬁn.txt             | fin.txt           | %EF%AC%81n.txt          | A8: a ligature
          日本a.txt          | __a.txt           | %E6%97%A5%E6%9C%ACa.txt | A8: other scripts
          한a.txt            | _a.txt            | %ED%95%9Ca.txt          | A8: one for a character, not for its parts
          тест.txt           | download.txt      | %D1%82%D0%B5%D1%81%D1%82.txt | A9: nothing readable is left
          日本.テスト        | download          | %E6%97%A5%E6%9C%AC.%E3%83%86%E3%82%B9%E3%83%88 | A9: not in the extension either
          .txt               | download.txt      | .txt                    | A9: never an extension alone
          .tar.gz            | download.tar.gz   | .tar.gz                 | A9: nor several
          .env.local         | download.env.local | .env.local             | A9: a hidden file keeps its true name beside it
          __.txt             | __.txt            |                         | A9: but what was meant stays
          page.html.exe      | page.html.exe     |                         | A19: no extension is adjusted to a type
          a\uD83D\uDE00.txt  | a_.txt            | a%F0%9F%98%80.txt       | A16: four octets, one underscore
          \uD83D\uDE00.txt   | download.txt      | %F0%9F%98%80.txt        | A9: an emoji and nothing else
          """)
  void travelsInBothForms(String name, String fallback, String encoded, String why) {
    String expected = "attachment; filename=\"" + fallback + '"';

    assertThat(Disposition.attachment(name))
        .hasToString(encoded == null ? expected : expected + EXT + encoded);
  }

  @ParameterizedTest(name = "{0} becomes {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a\r\nSet-Cookie: x' | a__Set-Cookie_ x    | A7: no head is split
          'a\u0000b'           | a_b                 | A7: NUL
          'a\tb'               | a_b                 | A7: a tab
          'a\u007fb'           | a_b                 | A7: DEL
          'a\u0085b'           | a_b                 | A7: a control of Latin-1
          'a\u2028b'           | a_b                 | A7: a line separator
          ../a/b.pdf           | b.pdf               | A12: a path
          C:\\x\\y.pdf         | y.pdf               | A12: a path of Windows
          /a/b/                | b                   | A12: a folder
          /                    | download            | A12: nothing but a separator
          ..                   | download            | A12: the folder above
          CON                  | _CON                | A13: a device
          nul.txt              | _nul.txt            | A13: with an extension too
          com1.tar.gz          | _com1.tar.gz        | A13: or two
          LPT9 .txt            | _LPT9 .txt          | A13: Windows drops the space
          COM0                 | COM0                | A13: no device
          a.                   | a                   | A13: a dot at the end
          'a. . '              | a                   | A13: several, and spaces
          'a<b>c:d?e*f'        | a_b_c_d_e_f         | A13: what Windows reserves
          'a|b'                | a_b                 | A13: the bar
          invoice\u202Efdp.exe | invoicefdp.exe      | A14: text that runs backwards
          a\u200Bb\uFEFFc\u2060d | abcd              | A14: zero width
          a\u2066b\u2069\u061C | ab                  | A14: isolates and marks
          a\uDB40\uDC41b       | ab                  | A14: tags
          """)
  void isMadeSafe(String name, String clean, String why) {
    assertThat(Disposition.attachment(name)).hasToString("attachment; filename=\"" + clean + '"');
  }

  @ParameterizedTest(name = "{0} becomes {1} when Windows does not matter")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CON.txt     | CON.txt
          a<b>:?*     | a<b>:?*
          a.          | a.
          ../b        | b
          ..          | download
          `a\r\nb`    | a__b
          a\u202Eb    | ab
          """)
  void canKeepWhatOnlyWindowsForbids(String name, String kept) {
    assertThat(Disposition.of("attachment", name, NameRules.AS_GIVEN))
        .hasToString("attachment; filename=\"" + kept + '"');
  }

  @ParameterizedTest(name = "the fallback of {0} is {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ＮＵＬ       | _NUL     | A13: a device in full-width letters
          a／b         | a_b      | A12: a full-width slash
          a＼b         | a_b      | A12: a full-width backslash
          a＂b         | a_b      | A5: a full-width quote
          a：b         | a_b      | A13: a full-width colon
          ％４１       | _41      | A6: a full-width escape
          a．          | a        | A13: a full-width dot at the end
          a‥           | a        | A13: two dots in one
          ．           | download | A9: nothing but that
          """)
  void compatibilityFormsDoNotSmuggle(String name, String fallback, String why) {
    assertThat(Disposition.attachment(name).toString())
        .startsWith("attachment; filename=\"" + fallback + "\";");
  }

  @ParameterizedTest(name = "A15: {0}")
  @ValueSource(strings = {"a\ud800b.txt", "a\udc00b.txt"})
  void anUnpairedSurrogateDoesNoHarm(String name) {
    assertThat(Disposition.attachment(name)).hasToString("attachment; filename=\"a_b.txt\"");
  }

  @Test
  void longNamesAreCutOnACharacterAndKeepTheirExtension() {
    String ascii = "a".repeat(300) + ".pdf";
    String wide = "\uD83D\uDE00".repeat(100) + ".pdf";

    assertThat(Disposition.attachment(ascii))
        .as("A17: 150 characters, and 255 octets")
        .hasToString(
            "attachment; filename=\""
                + "a".repeat(146)
                + ".pdf\""
                + EXT
                + "a".repeat(251)
                + ".pdf");
    assertThat(Disposition.attachment(wide))
        .as("A16, A17: never inside of a pair")
        .hasToString(
            "attachment; filename=\"download.pdf\"" + EXT + "%F0%9F%98%80".repeat(62) + ".pdf");
    assertThat(Disposition.attachment("a." + "b".repeat(400)).toString())
        .as("A17: what is that long is no extension")
        .contains("filename=\"a." + "b".repeat(148) + "\"");
  }

  @Test
  void aLongNameOfADeviceIsMadeSafeWithinTheLimit() {
    assertThat(Disposition.attachment("nul." + "ä".repeat(124) + ".gz").toString())
        .as("A13, A17: the underscore counts")
        .endsWith(EXT + "_nul." + "%C3%A4".repeat(123) + ".gz");
    assertThat(Disposition.attachment("con" + " ".repeat(250) + "x".repeat(50) + ".gz").toString())
        .as("A13, A17: a cut lays no device bare")
        .contains("filename=\"_con ");
  }

  @ParameterizedTest(name = "A10, A11: {0}")
  @ValueSource(strings = {"Bericht März.pdf", "тест.txt", "=?UTF-8?Q?a?=", "日本"})
  void isAsciiWithoutEncodedWords(String name) {
    assertThat(Disposition.attachment(name).toString()).matches("[\\x20-\\x7E]+");
    assertThat(Disposition.attachment(name).toString()).doesNotContain("=?");
  }

  @Test
  void anEmptyNameIsRefusedWhenBuilt() {
    assertThatThrownBy(() -> Disposition.attachment(""))
        .as("A18")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Disposition.inline(""))
        .as("A18")
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isComparedByTypeNameAndRules() {
    Disposition disposition = Disposition.attachment("a.txt");

    assertThat(disposition)
        .isEqualTo(Disposition.of("ATTACHMENT", "a.txt", NameRules.PORTABLE))
        .hasSameHashCodeAs(Disposition.of("ATTACHMENT", "a.txt", NameRules.PORTABLE))
        .isNotEqualTo(Disposition.inline("a.txt"))
        .isNotEqualTo(Disposition.attachment("b.txt"))
        .isNotEqualTo(Disposition.of("attachment", "a.txt", NameRules.AS_GIVEN));
    assertThat(disposition.type()).isEqualTo("attachment");
    assertThat(disposition.name()).hasValue("a.txt");
  }

  @ParameterizedTest(name = "A20: {0} is no type")
  @ValueSource(strings = {"", "a b", "attachment;", "a\r\n", "inline\"", "ätt"})
  void aTypeIsAToken(String type) {
    assertThatThrownBy(() -> Disposition.of(type, "a", NameRules.PORTABLE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
