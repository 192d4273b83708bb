package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.Field;
import dev.handoff.core.validators.Validators;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: B4 C1 C11 D28 E1 E2 E6 E13 E14 E18-E25 F7 H10 H11 K10
final class SingleRangeTest {
  @ParameterizedTest(name = "{0} {1} {2} of {3} bytes: {4}, {5} bytes")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          E1  | GET     | Range: bytes=0-9                         | 1000 | 206 bytes 0-9/1000     | 10
          E1  | GET     | Range: bytes=-1                          | 1000 | 206 bytes 999-999/1000 | 1
          E2  | GET     | Range: bytes=0-                          | 1000 | 206 bytes 0-999/1000   | 1000
          E6  | GET     | Range: bytes=1000-                       | 1000 | 416 bytes */1000       | -
          E13 | GET     | Range: items=0-9                         | 1000 | 200                    | 1000
          E14 | GET     | Range: bytes=9-5                         | 1000 | 200                    | 1000
          F7  | GET     | Range: bytes=5-5,                        | 1000 | 206 bytes 5-5/1000     | 1
          E18 | HEAD    | Range: bytes=0-9                         | 1000 | 200                    | 1000
          E18 | HEAD    | Range: bytes=5000-                       | 1000 | 200                    | 1000
          E18 | POST    | Range: bytes=0-9                         | 1000 | 405                    | -
          E18 | PUT     | Range: bytes=0-9                         | 1000 | 405                    | -
          E18 | OPTIONS | Range: bytes=0-9                         | 1000 | 204                    | -
          E19 | GET     | Range: bytes=0-9 & Range: bytes=20-29    | 1000 | 200                    | 1000
          E19 | GET     | Range: bytes=0-9 & Range: bytes=0-9      | 1000 | 200                    | 1000
          E24 | GET     | Range: bytes=0-9 & Accept-Encoding: gzip | 1000 | 206 bytes 0-9/1000     | 10
          H10 | GET     | Range: bytes=0-                          | 0    | 200                    | 0
          H11 | GET     | Range: bytes=-5                          | 0    | 200                    | 0
          """)
  void answers(String id, String method, String range, long length, String outcome, String bytes) {
    ResponsePlan plan = Given.decide(Given.request(method, range), Given.file(length));

    assertThat(Given.outcome(plan)).isEqualTo(outcome);
    assertThat(Given.value(plan, "Content-Length")).isEqualTo(bytes);
    assertThat(shown(plan.contentLength())).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C1  | ETag                                    | "v1"
          C1  | Last-Modified                           | Mon, 10 Mar 2025 12:00:00 GMT
          E21 | Accept-Ranges                           | bytes
          E22 | Content-Type                            | text/plain; charset=utf-8
          K10 | Repr-Digest                             | sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:
          C11 | Vary                                    | Accept
          E24 | Content-Encoding                        | -
          """)
  void aPartHasTheFieldsOfTheWhole(String id, String name, String value) {
    Representation file = Given.file(1000).withVary("Accept").withDigest(Digests.ZERO);

    for (String fields :
        new String[] {"", "Range: bytes=0-9", "Range: bytes=0-9 & If-Range: \"v1\""}) {
      assertThat(Given.value(Given.get(file, fields), name)).as(fields).isEqualTo(value);
    }
    assertThat(Given.value(Given.decide(FileRequest.HEAD, file), name)).isEqualTo(value);
  }

  @Test
  void e21AFileThatCannotBeCutSaysSo() {
    Representation whole =
        Representation.of(OptionalLong.of(1000), Validators.NONE, Optional.empty(), false);

    ResponsePlan plan = Given.get(whole, "Range: bytes=0-9");

    assertThat(plan.fields())
        .map(Field::toString)
        .containsExactly("Content-Length: 1000", "Accept-Ranges: none");
    assertThat(plan.status()).isEqualTo(200);
  }

  @Test
  void e25AStreamIsSentWholeWithoutLength() {
    ResponsePlan plan = Given.get(Given.stream(), "Range: bytes=0-9");

    assertThat(plan.status()).isEqualTo(200);
    assertThat(plan.contentLength()).isEmpty();
    assertThat(plan.fields()).map(Field::toString).containsExactly("Content-Type: text/csv");
  }

  @Test
  void e23TheLengthIsThatOfTheWindow() {
    Representation window = Given.file(100);

    assertThat(Given.outcome(Given.get(window, "Range: bytes=-10")))
        .isEqualTo("206 bytes 90-99/100");
  }

  @Test
  void e20APartAlwaysHasALengthSoThatNobodyChunksIt() {
    assertThat(Given.get(Given.file(1000), "Range: bytes=0-9").contentLength()).hasValue(10);
    assertThat(Given.get(Given.file(100_000), "Range: bytes=0-9,500-509").contentLength())
        .isPresent();
  }

  @Test
  void d28ErrorsAndNotModifiedSpeakOfNoContent() {
    for (String fields :
        new String[] {
          "If-None-Match: \"v1\"", "If-Match: \"foo\"", "Range: bytes=1000-",
        }) {
      ResponsePlan plan = Given.get(Given.file(1000), fields);
      assertThat(plan.fields())
          .as(fields)
          .extracting(Field::name)
          .doesNotContain("Content-Type", "Content-Length", "Content-Encoding", "Accept-Ranges");
      assertThat(plan.contentLength()).isEmpty();
    }
  }

  private static String shown(OptionalLong length) {
    return length.isPresent() ? Long.toString(length.getAsLong()) : "-";
  }

  @ParameterizedTest(name = "B4 {0}: no type where none is wanted")
  @CsvSource({"''", "Range: bytes=0-9", "'Range: bytes=0-9,500-509'"})
  void b4WithoutATypeNoneIsSent(String range) {
    Representation untyped =
        Representation.of(OptionalLong.of(1000), Validators.NONE, Optional.empty(), true);

    ResponsePlan plan = Given.get(untyped, range);

    if (plan instanceof ResponsePlan.MultiPart several) {
      assertThat(several.parts()).noneMatch(part -> part.head().contains("Content-Type"));
    } else {
      assertThat(Given.value(plan, "Content-Type")).isEqualTo("-");
    }
  }
}
