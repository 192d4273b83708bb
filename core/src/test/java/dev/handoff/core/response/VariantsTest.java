package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.coding.Coding;
import dev.handoff.core.coding.Sidecars;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: C12 J4-J6
final class VariantsTest {
  private static final Representation PLAIN = Given.file(1000).withVary(Sidecars.VARY);

  /** The same size and time as the file, so only the coding tells them apart. */
  private static final Representation GZIP = Given.file(1000).asSibling(Coding.GZIP);

  @ParameterizedTest(name = "{0} {1}: {2}, {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          J4  | ''                                           | gzip | 200
          J6  | Range: bytes=990-                            | gzip | 206 bytes 990-999/1000
          J6  | Range: bytes=990- & If-Range: "v1-gzip"      | gzip | 206 bytes 990-999/1000
          J6  | Range: bytes=990- & If-Range: "v1"           | -    | 206 bytes 990-999/1000
          J6  | Range: bytes=990- & If-Range: "v1-br"        | gzip | 200
          J6  | Range: bytes=990- & If-Range: SAME           | gzip | 206 bytes 990-999/1000
          J6  | If-Range: "v1"                               | gzip | 200
          C12 | If-None-Match: "v1"                          | gzip | 200
          C12 | If-None-Match: "v1-gzip"                     | gzip | 304
          """)
  void aClientThatContinuesStaysOnItsVariant(
      String id, String fields, String coding, String outcome) {
    FileRequest request = Given.request("GET", fields);

    Representation chosen = Variants.choose(List.of(GZIP, PLAIN), request);

    assertThat(chosen.contentEncoding().orElse("-")).isEqualTo(coding);
    assertThat(Given.outcome(Given.decide(request, chosen))).isEqualTo(outcome);
  }

  @Test
  void j4ASiblingHasItsOwnBytesAndTagAndTheTypeOfTheFile() {
    assertThat(Given.get(GZIP, "").fields())
        .map(Object::toString)
        .containsExactly(
            "Content-Type: text/plain; charset=utf-8",
            "Content-Length: 1000",
            "Content-Encoding: gzip",
            "ETag: \"v1-gzip\"",
            "Last-Modified: " + Given.SAME,
            "Accept-Ranges: bytes",
            "Vary: Accept-Encoding");
  }

  @Test
  void j5TheFileItselfVariesAllTheSame() {
    assertThat(Given.value(Given.get(PLAIN, ""), "Vary")).isEqualTo("Accept-Encoding");
    assertThat(Given.value(Given.get(PLAIN, "If-None-Match: \"v1\""), "Vary"))
        .isEqualTo("Accept-Encoding");
  }

  @Test
  void c12AWeakTagStaysWeakAndNoTagStaysNone() {
    Validators weak = new Validators(Optional.of(new EntityTag("x", true)), Optional.empty());

    assertThat(Given.file(1, weak).asSibling(Coding.BR).validators().entityTag())
        .contains(new EntityTag("x-br", true));
    assertThat(Given.file(1, Validators.NONE).asSibling(Coding.BR).validators().entityTag())
        .isEmpty();
  }
}
