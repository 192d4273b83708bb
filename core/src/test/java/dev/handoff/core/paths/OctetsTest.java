package dev.handoff.core.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OctetsTest {

  @Test
  void areComparedByContent() {
    Octets whole = Octets.utf8("abcabc");

    assertThat(whole.slice(0, 3)).isEqualTo(whole.from(3)).hasSameHashCodeAs(whole.from(3));
    assertThat(whole.slice(0, 3)).isNotEqualTo(whole);
    assertThat(whole.startsWith(Octets.utf8("abca"))).isTrue();
    assertThat(whole.from(4).startsWith(Octets.utf8("abca"))).isFalse();
    assertThat(whole.from(3).is("abc")).isTrue();
    assertThat(whole.from(3).is("abd")).isFalse();
    assertThat(whole.is("abc")).isFalse();
  }

  @Test
  void keepTheirOctetsWhenTheSourceChanges() {
    byte[] source = "abc".getBytes(StandardCharsets.US_ASCII);
    Octets copy = Octets.copyOf(source, 1, 3);
    source[1] = 'x';
    copy.toByteArray()[0] = 'y';

    assertThat(copy.is("bc")).isTrue();
  }

  @Test
  void refuseIndexesOutsideOfTheSlice() {
    Octets middle = Octets.utf8("abcdef").slice(2, 4);

    assertThat(middle.at(1)).isEqualTo('d');
    assertThatThrownBy(() -> middle.at(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> middle.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> middle.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> middle.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(middle.from(2).isEmpty()).isTrue();
  }

  @Test
  void findAnOctet() {
    Octets path = Octets.utf8("a/b/c");

    assertThat(path.find('/', 0)).isEqualTo(1);
    assertThat(path.find('/', 2)).isEqualTo(3);
    assertThat(path.find('/', 4)).isEqualTo(path.length());
  }

  @ParameterizedTest(name = "{0}: UTF-8 {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          61          | true  | ASCII
          c3a9        | true  | two octets
          e282ac      | true  | three
          f09f9880    | true  | four
          f48fbfbf    | true  | the last character
          f4908080    | false | beyond it
          c3          | false | cut off
          e282        | false | cut off after two
          c0ae        | false | overlong
          c1bf        | false | overlong
          e08080      | false | overlong in three
          f0808080    | false | overlong in four
          eda080      | false | a surrogate
          ed9fbf      | true  | the last one before them
          80          | false | a continuation alone
          c3c3        | false | no continuation
          e2c3ac      | false | no continuation in the middle
          e28261      | false | none at the end
          f5808080    | false | no such first octet
          """)
  void knowUtf8(String hex, boolean wellFormed, String why) {
    byte[] octets = java.util.HexFormat.of().parseHex(hex);

    assertThat(Octets.wrap(octets).isUtf8()).isEqualTo(wellFormed);
  }
}
