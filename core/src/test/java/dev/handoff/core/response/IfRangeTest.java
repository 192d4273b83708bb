package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: G1-G12
final class IfRangeTest {
  @ParameterizedTest(name = "{0} {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          G1  | Range: bytes=0-9 & If-Range: "v1"               | 206 bytes 0-9/1000 | the version the client holds
          G1  | Range: bytes=0-9,500-509 & If-Range: "v1"       | 206 [0-9, 500-509] | also for several
          G2  | Range: bytes=0-9 & If-Range: "v2"               | 200 | another
          G3  | Range: bytes=0-9 & If-Range: W/"v1"             | 200 | weak tags tell no bytes apart
          G4  | Range: bytes=0-9 & If-Range: SAME               | 206 bytes 0-9/1000 | equal to the second
          G4  | Range: bytes=0-9 & If-Range: Monday, 10-Mar-25 12:00:00 GMT | 206 bytes 0-9/1000 | in any form
          G5  | Range: bytes=0-9 & If-Range: EARLIER            | 200 | exact match only
          G5  | Range: bytes=0-9 & If-Range: LATER              | 200 | this is no If-Unmodified-Since
          G6  | Range: bytes=0-9 & If-Range: v1                 | 200 | unquoted
          G6  | Range: bytes=0-9 & If-Range: garbage            | 200 | neither tag nor date
          G6  | Range: bytes=0-9 & If-Range: *                  | 200 | no star here
          G6  | Range: bytes=0-9 & If-Range: "v1", "v2"         | 200 | no list either
          G6  | Range: bytes=0-9 & If-Range:                    | 200 | nothing
          G6  | Range: bytes=0-9 & If-Range: "v1                | 200 | no closing quote
          G6  | Range: bytes=0-9 & If-Range: "v1" & If-Range: "v1" | 200 | two lines
          G8  | Range: bytes=5000- & If-Range: "v2"             | 200 | no 416 for a version it does not mean
          G8  | Range: bytes=x & If-Range: "v2"                 | 200 | nor for garbage
          G9  | Range: bytes=5000- & If-Range: "v1"             | 416 bytes */1000 | but for this one
          G10 | If-Range: "v2"                                  | 200 | alone it says nothing
          G11 | Range: bytes=0-9 & If-Range: "v1" & If-None-Match: "v1" | 304 | the client has it all
          G11 | Range: bytes=0-9 & If-Range: "v1" & If-Match: "v2" | 412 | conditions come first
          """)
  void decides(String id, String fields, String outcome, String why) {
    assertThat(Given.outcome(Given.get(Given.file(1000), fields))).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0} {1}, file has {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          G3  | If-Range: W/"x" | W/"x" | 200
          G3  | If-Range: "x"   | W/"x" | 200
          G3  | If-Range: "x"   | -     | 200
          G1  | If-Range: "x"   | "x"   | 206
          G4  | If-Range: SAME  | W/"x" | 206
          """)
  void wantsStrengthOnBothSides(String id, String ifRange, String tag, int status) {
    Validators validators = new Validators(EntityTag.parse(tag), Optional.of(Given.MODIFIED));

    ResponsePlan plan = Given.get(Given.file(1000, validators), "Range: bytes=0-9 & " + ifRange);

    assertThat(plan.status()).isEqualTo(status);
  }

  @ParameterizedTest(name = "{0} asked {1} ms after the change: {2}")
  @CsvSource({"G7, 0, 200", "G7, 499, 200", "G7, 500, 206", "G7, 5000, 206"})
  void trustsADateOnlyWhenItsSecondIsOver(String id, long millisLater, int status) {
    // Changed at .500: half a second later the next second begins.
    Instant now = Given.MODIFIED.plus(Duration.ofMillis(millisLater));

    ResponsePlan plan =
        FileResponse.decide(
            Given.request("GET", "Range: bytes=0-9 & If-Range: SAME"),
            Given.file(1000),
            now,
            RangeLimits.DEFAULT,
            () -> Given.BOUNDARY);

    assertThat(plan.status()).isEqualTo(status);
  }

  @ParameterizedTest(name = "{0} HEAD with {1}: 200")
  @CsvSource({"G12, If-Range: \"v1\"", "G12, If-Range: \"v2\"", "G12, If-Range: garbage"})
  void saysNothingToHead(String id, String ifRange) {
    FileRequest request = Given.request("HEAD", "Range: bytes=0-9 & " + ifRange);

    assertThat(Given.decide(request, Given.file(1000)).contentLength()).hasValue(1000);
    assertThat(Given.decide(request, Given.file(1000)).status()).isEqualTo(200);
  }
}
