package dev.handoff.core.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.structured.StructuredField.Dictionary;
import dev.handoff.core.structured.StructuredField.InnerList;
import dev.handoff.core.structured.StructuredField.Item;
import dev.handoff.core.structured.StructuredField.ListOf;
import dev.handoff.core.structured.StructuredField.Malformed;
import dev.handoff.core.structured.StructuredField.Member;
import dev.handoff.core.structured.StructuredField.Valid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class StructuredFieldTest {

  @ParameterizedTest(name = "{0} is written {1} ({2})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          42                     | 42                | an Integer
          -0                     | 0                 | no negative zero
          042                    | 42                | leading zeros
          -999999999999999       | -999999999999999  | the smallest Integer
          999999999999999        | 999999999999999   | the largest
          1.0                    | 1.0               | a Decimal keeps its point
          1.500                  | 1.5               | in its shortest form
          -0.125                 | -0.125            | three digits behind the point
          999999999999.999       | 999999999999.999  | the largest Decimal
          "a b"                  | "a b"             | a String
          ""                     | ""                | an empty one
          "a\\"b\\\\c"           | "a\\"b\\\\c"      | with escapes
          abc                    | abc               | a Token
          *a/b:c!#$%&'+-.^_~1    | *a/b:c!#$%&'+-.^_~1 | every kind of character of one
          A                      | A                 | upper case is a Token too
          :aGVsbG8=:             | :aGVsbG8=:        | octets
          :aGVsbG8:              | :aGVsbG8=:        | missing padding is synthesised
          ::                     | ::                | no octets
          ?1                     | ?1                | true
          ?0                     | ?0                | false
          @1659578233            | @1659578233       | a Date
          @-1                    | @-1               | before the epoch
          %"f%c3%bc%20 %25%22"   | %"f%c3%bc  %25%22" | a Display String
          %""                    | %""               | an empty one
          ` 1 `                  | 1                 | spaces at both ends
          1;a;b=2;c="x"          | 1;a;b=2;c="x"     | parameters
          1; a;  b=?1            | 1;a;b             | true is the key alone
          1;a=1;b=2;a=3          | 1;a=3;b=2         | the later value, at the earlier place
          1;*a_-.9=b             | 1;*a_-.9=b        | every kind of character of a key
          """)
  void parsesItems(String text, String written, String why) {
    Item item = ((Valid<Item>) StructuredField.parseItem(text)).value();

    assertThat(item).hasToString(written);
    assertThat(StructuredField.parseItem(written)).isEqualTo(new Valid<>(item));
  }

  @ParameterizedTest(name = "{0} fails at {1} ({2})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                  | 0  | nothing
          ` `                 | 1  | nothing but a space
          `\t1`               | 0  | a tab is no space
          -                   | 1  | a sign alone
          --1                 | 1  | two signs
          +1                  | 0  | a plus
          1000000000000000    | 16 | 16 digits
          1.                  | 2  | no digit behind the point
          1.2345              | 6  | four digits behind the point
          1.2.3               | 3  | two points
          1000000000000.0     | 13 | 13 digits before the point
          .5                  | 0  | none before it
          1e5                 | 1  | no exponents
          "a                  | 2  | no closing quote
          "a\\n"              | 4  | no such escape
          "a\\                | 3  | an escape cut off
          `"a\u0001"`         | 3  | a control
          "ü"                 | 2  | beyond ASCII
          a b                 | 2  | two items
          a,b                 | 1  | a list
          (a)                 | 0  | an inner list
          :aGVsbG8=           | 9  | no closing colon
          :a:                 | 3  | no base64
          :a-_b:              | 6  | the other alphabet
          `:aGVs bG8=:`       | 11 | a space inside
          ?2                  | 1  | no Boolean
          ?                   | 1  | cut off
          ?true               | 1  | in words
          @                   | 1  | no number
          @1.5                | 4  | a fraction
          @x                  | 1  | no digit
          %"ü"                | 3  | raw UTF-8
          %"%C3%BC"           | 4  | upper-case hexadecimal
          %"%c3"              | 6  | no UTF-8
          %"%e"               | 5  | an escape cut off
          %a                  | 1  | no quote
          %"a                 | 3  | no closing quote
          1;                  | 2  | no key
          1;A                 | 2  | an upper-case key
          1;a=                | 4  | no value
          1;a =2              | 4  | a space before the equals sign
          1;a= 2              | 4  | or behind it
          1 ;a                | 2  | or before the semicolon
          {}                  | 0  | JSON
          """)
  void refusesItems(String text, int offset, String why) {
    assertThat(StructuredField.parseItem(text)).isInstanceOf(Malformed.class);
    Malformed<Item> malformed = (Malformed<Item>) StructuredField.parseItem(text);
    assertThat(malformed.offset()).isEqualTo(offset);
    assertThat(malformed.reason()).isNotBlank();
  }

  @ParameterizedTest(name = "{0} is written {1} ({2})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                  | ``                 | no member
          a=1                 | a=1                | one
          a=1,b=2             | a=1, b=2           | two
          `a=1 \t, \tb=2`     | a=1, b=2           | any white space around a comma
          a                   | a                  | true is the key alone
          a=?1                | a                  | in either form
          a=?0                | a=?0               | false is not
          a;x=1, b=2;y        | a;x=1, b=2;y       | parameters of a key alone
          a=1, b=2, a=3       | a=3, b=2           | the later value, at the earlier place
          a=(1 "b" c);x       | a=(1 "b" c);x      | an inner list
          a=()                | a=()               | an empty one
          a=( 1   2 )         | a=(1 2)            | spaces inside of it
          a=(1;x 2);y         | a=(1;x 2);y        | parameters inside of it
          """)
  void parsesDictionaries(String text, String written, String why) {
    Dictionary dictionary =
        ((Valid<Dictionary>) StructuredField.parseDictionary(List.of(text))).value();

    assertThat(dictionary).hasToString(written);
    assertThat(StructuredField.parseDictionary(List.of(written)))
        .isEqualTo(new Valid<>(dictionary));
  }

  @ParameterizedTest(name = "{0} fails at {1} ({2})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a=1,                | 4  | a comma at the end
          `a=1, `             | 5  | and a space behind it
          ,a=1                | 0  | a comma in front
          a=1,,b=2            | 4  | two commas
          a=1 b=2             | 4  | no comma
          a=                  | 2  | no value
          A=1                 | 0  | an upper-case key
          1=a                 | 0  | a digit for a key
          "a"=1               | 0  | a String for a key
          a=(1                | 4  | an inner list that is not closed
          a=(1,2)             | 4  | commas inside of it
          a=(1"b")            | 4  | no space between two items
          a=((1))             | 3  | a list inside of it
          `a=(1\t2)`          | 4  | a tab inside of it
          """)
  void refusesDictionaries(String text, int offset, String why) {
    assertThat(StructuredField.parseDictionary(List.of(text))).isInstanceOf(Malformed.class);
    assertThat(((Malformed<Dictionary>) StructuredField.parseDictionary(List.of(text))).offset())
        .isEqualTo(offset);
  }

  @Test
  void listsKeepTheirOrder() {
    StructuredField.Parsed<ListOf> parsed =
        StructuredField.parseList(List.of("a, (b c);x", "1;y=2"));

    assertThat(parsed)
        .isEqualTo(
            new Valid<>(
                new ListOf(
                    List.of(
                        new Item(new BareItem.Token("a")),
                        new InnerList(
                            List.of(
                                new Item(new BareItem.Token("b")),
                                new Item(new BareItem.Token("c"))),
                            Map.of("x", BareItem.Bool.TRUE)),
                        new Item(new BareItem.Int(1), Map.of("y", new BareItem.Int(2)))))));
    assertThat(((Valid<ListOf>) parsed).value()).hasToString("a, (b c);x, 1;y=2");
    assertThat(StructuredField.parseList(List.of("a,"))).isInstanceOf(Malformed.class);
    assertThat(StructuredField.parseList(List.of("")))
        .isEqualTo(new Valid<>(new ListOf(List.of())));
  }

  @Test
  void aBarAndABacktickStandInATokenToo() {
    assertThat(StructuredField.parseItem("a|`"))
        .isEqualTo(new Valid<>(new Item(new BareItem.Token("a|`"))));
  }

  @Test
  void fieldLinesAreOneField() {
    assertThat(StructuredField.parseDictionary(List.of("a=1", "b=2", "a=3")))
        .isEqualTo(StructuredField.parseDictionary(List.of("a=3, b=2")));
    assertThat(StructuredField.parseDictionary(List.of()))
        .isEqualTo(new Valid<>(new Dictionary(Map.of())));
    assertThat(StructuredField.parseDictionary(List.of("a=1", "")))
        .as("an empty line leaves a comma at the end")
        .isInstanceOf(Malformed.class);
  }

  @Test
  void valuesHaveTheirType() {
    Dictionary dictionary =
        ((Valid<Dictionary>)
                StructuredField.parseDictionary(
                    List.of("i=1, d=1.5, s=\"x\", t=x, o=:eA==:, b=?0, m=@60, u=%\"%c3%a9\"")))
            .value();

    assertThat(dictionary.members().values().stream().map(Member::toString).toList()).hasSize(8);
    assertThat(dictionary.members().values())
        .extracting(member -> ((Item) member).value())
        .containsExactly(
            new BareItem.Int(1),
            new BareItem.Decimal(new BigDecimal("1.5")),
            new BareItem.Text("x"),
            new BareItem.Token("x"),
            new BareItem.ByteSequence(Octets.utf8("x")),
            new BareItem.Bool(false),
            new BareItem.Date(60),
            new BareItem.DisplayString("é"));
    assertThat(new BareItem.Date(60).instant()).isEqualTo(Instant.ofEpochSecond(60));
  }

  static Stream<Arguments> whatCannotBeWritten() {
    return Stream.of(
        refused("an Integer of 16 digits", () -> new BareItem.Int(1_000_000_000_000_000L)),
        refused("a Date of 16 digits", () -> new BareItem.Date(-1_000_000_000_000_000L)),
        refused("a Decimal of 13 digits", () -> new BareItem.Decimal(new BigDecimal("1e12"))),
        refused(
            "a Decimal that rounds up to that",
            () -> new BareItem.Decimal(new BigDecimal("999999999999.9999"))),
        refused("a String beyond ASCII", () -> new BareItem.Text("é")),
        refused("a String with a line break", () -> new BareItem.Text("a\r\nb")),
        refused("an empty Token", () -> new BareItem.Token("")),
        refused("a Token with a space", () -> new BareItem.Token("a b")),
        refused("a Token that begins with a digit", () -> new BareItem.Token("1a")),
        refused("half a character", () -> new BareItem.DisplayString("\ud800")),
        refused(
            "an upper-case key",
            () -> new Item(new BareItem.Int(1), Map.of("A", new BareItem.Int(1)))),
        refused("an empty key", () -> new Dictionary(Map.of("", new Item(new BareItem.Int(1))))));
  }

  private static Arguments refused(String what, Runnable made) {
    return Arguments.of(what, made);
  }

  @ParameterizedTest(name = "{0} cannot be made")
  @MethodSource("whatCannotBeWritten")
  void whatCannotBeWrittenCannotBeMade(String what, Runnable made) {
    assertThatThrownBy(made::run).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decimalsAreRoundedToTheEvenNeighbour() {
    assertThat(new Item(new BareItem.Decimal(new BigDecimal("0.0005")))).hasToString("0.0");
    assertThat(new Item(new BareItem.Decimal(new BigDecimal("0.0015")))).hasToString("0.002");
    assertThat(new Item(new BareItem.Decimal(new BigDecimal("1e2")))).hasToString("100.0");
  }
}
