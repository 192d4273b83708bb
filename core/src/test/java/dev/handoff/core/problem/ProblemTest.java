package dev.handoff.core.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.handoff.core.fields.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// proves file-responses: B11 K6 K13
final class ProblemTest {
  private static final String JSON = "application/problem+json";
  private static final String HTML = "text/html; charset=utf-8";

  @ParameterizedTest(name = "{0} Accept [{1}]: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          K13 | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | html
          K13 | text/html, */*                          | html
          K13 | TEXT/HTML                               | html
          K13 | application/xhtml+xml                   | html
          K13 | text/*                                  | html
          K13 | */*                                     | json
          K13 | ''                                      | json
          K13 | application/json                        | json
          K13 | application/problem+json, text/html     | json
          K13 | text/html, application/json             | json
          K13 | text/html, application/json;q=0.9       | html
          K13 | text/html;q=0.5, */*                    | json
          K13 | text/html;q=0, */*;q=0.1                | json
          K13 | text/html;q=0                           | json
          K13 | application/json, text/javascript, */*; q=0.01 | json
          K13 | image/avif,image/webp,*/*               | json
          K13 | video/*                                 | json
          K13 | ]garbage[                               | json
          """)
  void isHtmlOnlyForWhoPrefersIt(String id, String accept, String expected) {
    assertThat(Problem.of(404).document(List.of(accept)).contentType())
        .isEqualTo(expected.equals("html") ? HTML : JSON);
  }

  @Test
  void k13WithoutAcceptItIsJson() {
    Document document = Problem.of(416).document(List.of());

    assertThat(document.octets())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"title\":\"Range Not Satisfiable\",\"status\":416,"
                + "\"detail\":\"The file has no such part.\"}\n");
  }

  @Test
  void b11k6ADocumentHasItsOwnTypeAndIsKeptByNobody() {
    for (List<String> accept : List.of(List.<String>of(), List.of("text/html"))) {
      Document document = Problem.of(404).document(accept);
      assertThat(document.fields())
          .map(Field::toString)
          .containsExactly(
              "Content-Type: " + document.contentType(),
              "Content-Length: " + document.octets().length,
              "Cache-Control: no-store",
              "X-Content-Type-Options: nosniff");
      assertThat(document.length()).isEqualTo(document.octets().length);
    }
  }

  /** Nothing is escaped on the way into JSON and HTML, so nothing may need it. */
  @Test
  void wordsNeedNoEscapes() {
    for (int status = 400; status < 600; status++) {
      Wording wording = Wording.of(status);
      assertThat(wording.title() + wording.sentence()).matches("[A-Za-z/1. ,]+");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 416, 500, 502, 418, 599})
  void thePageSaysStatusAndTitle(int status) {
    Problem problem = Problem.of(status);

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.document(List.of("text/html")).octets())
        .asString(StandardCharsets.UTF_8)
        .startsWith("<!doctype html>")
        .contains("<title>" + status + " " + Wording.of(status).title() + "</title>")
        .contains(Wording.of(status).sentence())
        .doesNotContain("STATUS", "TITLE", "SENTENCE", "<script", "http");
  }

  @Test
  void aDocumentCannotBeChangedByWhoSendsIt() {
    Problem.of(404).document(List.of()).octets()[0] = 'X';

    assertThat(Problem.of(404).document(List.of()).octets()[0]).isEqualTo((byte) '{');
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 200, 304, 399, 600})
  void onlyErrorsAreProblems(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> Problem.of(status));
  }
}
