package dev.handoff.gateway.deliver.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.Field;
import dev.handoff.core.fields.FieldLines;
import dev.handoff.core.paths.Octets;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.validators.EntityTag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store is asked first, by what is wanted and what is here. Slices of 100 octets. */
final class FirstQuestionTest {
  @ParameterizedTest(name = "{0} {1}, kept {2}: {3} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | -                | nothing | 0-399       |      | a window
          GET  | bytes=0-         | nothing | 0-399       |      |
          GET  | bytes=0-0        | nothing | 0-99        |      | a slice
          GET  | bytes=250-260    | nothing | 200-299     |      | the slice of the first octet
          GET  | bytes=250-300    | nothing | 200-399     |      | and that of the last
          GET  | bytes=250-       | nothing | 200-599     |      |
          GET  | bytes=250-9999   | nothing | 200-599     |      |
          GET  | bytes=-5         | nothing | 0-0         |      | who knows where that is?
          GET  | bytes=1-2,50-60  | nothing | 0-99        |      | several: the first
          GET  | bytes=x          | nothing | 0-399       |      | no range
          GET  | bytes=900000000000000000- | nothing | 0-0 | | beyond all slices
          HEAD | -                | nothing | 0-0         |      |
          GET  | -                | first   | 0-99        | "v"  | should there be another, its first slice comes
          GET  | bytes=250-       | first   | 200-599     |      | not here: asked for at once
          GET  | bytes=-5         | first   | 900-1299    |      |
          GET  | bytes=-5         | all     | 900-999     | "v"  |
          GET  | bytes=250-       | all     | 200-299     | "v"  |
          GET  | bytes=5000-      | all     | 0-0         | "v"  | 416 is what comes of it
          HEAD | -                | all     | 0-0         | "v"  |
          """)
  void asks(String method, String range, String kept, String octets, String unless, String why) {
    FieldLines lines =
        name -> name.equalsIgnoreCase("Range") && !range.equals("-") ? List.of(range) : List.of();
    ObjectFacts facts =
        new ObjectFacts(
            Octets.EMPTY,
            1000,
            new EntityTag("v", false),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            100);
    FirstQuestion question =
        FirstQuestion.of(
            Wanted.of(FileRequest.of(method, lines)),
            kept.equals("nothing") ? Optional.empty() : Optional.of(facts),
            slice -> kept.equals("all") || slice == 0,
            100);
    String sent = question.fields().stream().map(Field::toString).collect(Collectors.joining(", "));
    assertThat(sent)
        .isEqualTo("Range: bytes=" + octets + (unless == null ? "" : ", If-None-Match: " + unless));
    assertThat(question.unconditional().fields()).hasSize(1);
  }
}
