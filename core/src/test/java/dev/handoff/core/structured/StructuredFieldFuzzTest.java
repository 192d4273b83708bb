package dev.handoff.core.structured;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.structured.StructuredField.Malformed;
import dev.handoff.core.structured.StructuredField.Parsed;
import dev.handoff.core.structured.StructuredField.Valid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** What parses is written, and what is written parses to the same. */
final class StructuredFieldFuzzTest {

  @FuzzTest
  void dictionariesComeBack(byte[] input) {
    comesBack(input, text -> StructuredField.parseDictionary(List.of(text)));
  }

  @FuzzTest
  void listsComeBack(byte[] input) {
    comesBack(input, text -> StructuredField.parseList(List.of(text)));
  }

  @FuzzTest
  void itemsComeBack(byte[] input) {
    comesBack(input, StructuredField::parseItem);
  }

  /** Two lines are one value if each of them is, and nothing else is if the comma is legal. */
  @FuzzTest
  void linesAreJoined(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int half = text.length() / 2;
    String first = text.substring(0, half);
    String second = text.substring(half);

    assertThat(StructuredField.parseDictionary(List.of(first, second)))
        .isEqualTo(StructuredField.parseDictionary(List.of(first + ", " + second)));
  }

  private static <T> void comesBack(byte[] input, Function<String, Parsed<T>> parse) {
    String text = new String(input, StandardCharsets.ISO_8859_1);

    Parsed<T> parsed = parse.apply(text);

    if (parsed instanceof Valid<T> valid) {
      assertThat(text).matches("[\\x20-\\x7E\\t]*");
      String written = valid.value().toString();
      assertThat(written).matches("[\\x20-\\x7E]*");
      assertThat(parse.apply(written)).isEqualTo(parsed);
      assertThat(((Valid<T>) parse.apply(written)).value()).hasToString(written);
      assertThat(parse.apply(" " + text + " ")).isEqualTo(parsed);
    } else {
      assertThat(((Malformed<T>) parsed).offset()).isBetween(0, text.length());
    }
  }
}
