package dev.handoff.core.disposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** No name, whatever it is, does more than name a file. */
final class DispositionFuzzTest {

  @FuzzTest
  void aNameIsOnlyAName(byte[] input) {
    String name = name(input);
    if (name.isEmpty()) {
      return;
    }
    for (NameRules rules : NameRules.values()) {
      String value = Disposition.of("attachment", name, rules).toString();

      assertThat(value)
          .matches(
              "attachment; filename=\"[\\x20-\\x7E&&[^\"\\\\/]]{1,150}\""
                  + "(; filename\\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+)?+");
      String fallback = value.substring(value.indexOf('"') + 1, value.lastIndexOf('"'));
      assertThat(fallback).doesNotStartWith(".");
      assertThat(hasEscape(fallback)).as("an escape in %s", fallback).isFalse();

      String read = Disposition.parse(value).orElseThrow().name().orElseThrow();
      assertThat(read).isEqualTo(CleanName.of(name, rules));
      assertThat(read.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
      assertThat(read).doesNotContainPattern("[/\\\\\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
      assertThat(CleanName.of(read, rules)).as("clean stays clean").isEqualTo(read);
      if (rules == NameRules.PORTABLE) {
        assertThat(read).doesNotContainPattern("[<>:?*|]").doesNotMatch("(?s).*[. ]");
        assertThat(read)
            .doesNotMatch("(?si)(con|prn|aux|nul|com[1-9\u00b9\u00b2\u00b3]|lpt[1-9]) *(\\..*)?");
      }
    }
  }

  private static boolean hasEscape(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (text.substring(i + 1).matches("(?s)[0-9A-Fa-f]{2}.*")) {
        return true;
      }
    }
    return false;
  }

  @FuzzTest
  void whatIsReadCanBeWritten(byte[] input) {
    String value = new String(input, StandardCharsets.ISO_8859_1);

    Optional<Disposition> read = Disposition.parse(value);

    read.ifPresent(disposition -> {
      assertThat(disposition.type()).matches("[!#$%&'*+.^_`|~0-9a-z-]+");
      assertThat(disposition.toString()).matches("[\\x20-\\x7E]+");
      Disposition again = Disposition.parse(disposition.toString()).orElseThrow();
      assertThat(again.type()).isEqualTo(disposition.type());
      assertThat(again).hasToString(disposition.toString());
    });
  }

  /** UTF-8, with two characters that stand for the halves of a pair. */
  private static String name(byte[] input) {
    return new String(input, StandardCharsets.UTF_8)
        .replace('\ue000', '\ud83d')
        .replace('\ue001', '\ude00');
  }
}
