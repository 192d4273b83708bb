package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.ranges.RangeLimits;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided by facts somebody stated, before anybody looks at what would be sent. */
final class StatedFactsTest {

  @ParameterizedTest(name = "{0} {1}, with {2} stated: {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  |                                                 | tag date size type | ask     | the octets are wanted
          GET  | If-None-Match: "v1"                             | tag                | 304     | the tag is all it takes
          GET  | If-None-Match: W/"v1"                           | tag                | 304     | compared weakly
          GET  | If-None-Match: "old"                            | tag                | ask     | another version
          GET  | If-None-Match: "v1"                             | date size          | ask     | the tag is not known
          GET  | If-None-Match: *                                | tag                | 304     | it has a tag, so it is there
          GET  | If-None-Match: *                                | size               | ask     | nobody said it is there
          GET  | If-Modified-Since: SAME                         | date               | 304     | not modified since
          GET  | If-Modified-Since: EARLIER                      | date               | ask     | modified since
          GET  | If-Modified-Since: SAME                         | tag                | ask     | the date is not known
          GET  | If-None-Match: "v1" & If-Modified-Since: SAME   | date               | ask     | the tag is asked for, whatever the date
          GET  | If-None-Match: "old" & If-Modified-Since: SAME  | tag date           | ask     | and decides alone
          GET  | If-Match: "v0"                                  | tag                | 412     | not the version meant
          GET  | If-Match: "v1"                                  | tag                | ask     | it is
          GET  | If-Match: "v0"                                  | date               | ask     | the tag is not known
          GET  | If-Match: "v0" & If-None-Match: "v1"            | tag                | 412     | If-Match comes first
          GET  | If-Match: "v0" & If-Modified-Since: SAME        | tag                | 412     | the unknown date comes later
          GET  | If-Match: "v1" & If-Modified-Since: SAME        | tag                | ask     | now it counts
          GET  | If-Unmodified-Since: EARLIER                    | date               | 412     | modified since
          GET  | If-Unmodified-Since: EARLIER                    | tag                | ask     | the date is not known
          GET  | If-Unmodified-Since: SAME & If-None-Match: "v1" | tag                | ask     | the first condition may still fail
          GET  | If-Unmodified-Since: SAME & If-None-Match: "v1" | tag date           | 304     | it does not
          GET  | Range: bytes=1000-                              | size               | 416     | nothing there
          GET  | Range: bytes=5-,1000-                           | size               | ask     | something there
          GET  | Range: bytes=1000-                              | tag                | ask     | the length is not known
          GET  | Range: lines=1000-                              | size               | ask     | not a range of octets
          GET  | Range: bytes=1000- & If-Range: "v1"             | size               | ask     | the tag is not known
          GET  | Range: bytes=1000- & If-Range: "v1"             | tag size           | 416     | it is this version
          GET  | Range: bytes=1000- & If-Range: "v0"             | tag size           | ask     | another: the whole is meant
          GET  | Range: bytes=1000- & If-Range: SAME             | tag size           | ask     | the date is not known
          GET  | Range: bytes=1000- & If-Range: SAME             | date size          | 416     | it is this version
          GET  | Range: bytes=1000- & If-Match: "v1"             | size               | ask     | a condition comes before the range
          HEAD |                                                 | tag size type      | 200     | all of it is known
          HEAD |                                                 | date size type     | 200     | a date is a validator too
          HEAD |                                                 | size type          | ask     | a GET would say its tag
          HEAD |                                                 | tag date size      | ask     | and its type
          HEAD |                                                 | tag date type      | ask     | and its length
          HEAD | If-None-Match: "v1"                             | tag                | 304     | as for GET
          HEAD | Range: bytes=1000-                              | tag size type      | 200     | ranges are for GET
          POST | If-None-Match: "v1"                             | tag size type      | ask     | no method of files
          """)
  void decidesWhatTheyDecide(
      String method, String fields, String stated, String outcome, String why) {
    FileRequest request = Given.request(method, fields == null ? "" : fields);

    Optional<ResponsePlan> plan =
        FileResponse.decideEarly(request, stated(stated), Given.NOW, RangeLimits.DEFAULT);

    assertThat(plan.map(early -> Integer.toString(early.status())).orElse("ask"))
        .as(why)
        .isEqualTo(outcome);
    // Whoever decides early decides what would have been decided later.
    plan.ifPresent(early ->
        assertThat(Given.decide(request, Given.file(1000)).status()).isEqualTo(early.status()));
  }

  private static Representation stated(String facts) {
    return Representation.of(
        facts.contains("size") ? OptionalLong.of(1000) : OptionalLong.empty(),
        new Validators(
            facts.contains("tag") ? Optional.of(new EntityTag("v1", false)) : Optional.empty(),
            facts.contains("date") ? Optional.of(Given.MODIFIED) : Optional.empty()),
        facts.contains("type") ? Optional.of("text/plain") : Optional.empty(),
        true);
  }
}
