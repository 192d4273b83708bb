package dev.handoff.core.mediatype;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.handoff.core.fields.FieldSyntax;
import dev.handoff.core.paths.Octets;
import java.nio.charset.StandardCharsets;

/** A type is a field value, and labelling it makes no other type of it. */
final class MediaTypeFuzzTest {

  @FuzzTest
  void staysWhatItIs(byte[] input) {
    MediaType.parse(new String(input, StandardCharsets.ISO_8859_1))
        .ifPresent(type -> {
          assertThat(type.essence()).matches("[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+");
          assertThat(FieldSyntax.isValue(type.toString())).isTrue();
          assertThat(MediaType.parse(type.toString())).hasValue(type);

          MediaType labelled = type.withCharset("utf-8");
          assertThat(labelled.essence()).isEqualTo(type.essence());
          assertThat(MediaType.parse(labelled.toString())).hasValue(labelled);
          assertThat(labelled.withCharset("koi8-r")).isEqualTo(labelled);
          if (!type.isText()) {
            assertThat(labelled).isEqualTo(type);
          }
        });
  }

  @FuzzTest
  void namesOfBothKindsHaveOneType(byte[] input) {
    String name = new String(input, StandardCharsets.UTF_8);

    assertThat(FileTypes.of(Octets.utf8(name))).isEqualTo(FileTypes.of(name));
    assertThat(FileTypes.of(Octets.wrap(input))).isNotNull();
  }
}
