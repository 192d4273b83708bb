package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of files: ours, or left alone. */
final class SliceNameTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00112233445566778899aabbccddeeff00112233-00000000000000ff-0          | ours
          ff112233445566778899aabbccddeeff00112233-ffffffffffffffff-2147483647 | ours
          ff112233445566778899aabbccddeeff00112233-ffffffffffffffff-2147483648 | not ours
          FF112233445566778899aabbccddeeff00112233-ffffffffffffffff-1          | not ours
          ff112233445566778899aabbccddeeff00112233-FFFFFFFFFFFFFFFF-1          | not ours
          ff112233445566778899aabbccddeeff00112233-ffffffffffffffff--1         | not ours
          ff112233445566778899aabbccddeeff00112233-ffffffffffffffff-01         | not ours
          ff112233445566778899aabbccddeeff00112233-ffffffffffffffff-           | not ours
          ff112233445566778899aabbccddeeff0011223-ffffffffffffffff-1           | not ours
          zz112233445566778899aabbccddeeff00112233-ffffffffffffffff-1          | not ours
          lost+found                                                           | not ours
          """)
  void knowsItsOwn(String text, String whose) {
    assertThat(SliceName.parse(text).isPresent()).isEqualTo(whose.equals("ours"));
    SliceName.parse(text).ifPresent(name -> assertThat(name.text()).isEqualTo(text));
  }
}
