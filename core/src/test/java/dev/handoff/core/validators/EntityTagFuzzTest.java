package dev.handoff.core.validators;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Exactly the grammar of RFC 9110 §8.8.3, and written as it was read. */
final class EntityTagFuzzTest {

  private static final Pattern TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");

  @FuzzTest
  void readsTheGrammar(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);

    Optional<EntityTag> tag = EntityTag.parse(text);

    assertThat(tag.isPresent()).isEqualTo(TAG.matcher(text).matches());
    tag.ifPresent(read -> {
      assertThat(read).hasToString(text);
      assertThat(read.weakEquals(read)).isTrue();
      assertThat(read.strongEquals(read)).isEqualTo(!read.weak());
      EntityTag other = new EntityTag(read.opaque(), !read.weak());
      assertThat(read.weakEquals(other)).isTrue();
      assertThat(read.strongEquals(other)).isFalse();
    });
  }
}
