package dev.handoff.core.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.conditions.Verdict;
import dev.handoff.core.validators.EntityTag;
import dev.handoff.core.validators.Validators;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// proves file-responses: C6 C7 C9 C10 D1-D27 H3 H12
final class ConditionsTest {
  @ParameterizedTest(name = "{0} {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D1  | If-Match: "v1"                                     | 200 | it is the version meant
          D2  | If-Match: "foo"                                    | 412 | it is not
          D3  | If-Match: *                                        | 200 | there is one
          D4  | If-Match: W/"v1"                                   | 412 | strong comparison wants strong tags
          D5  | If-Match: "a", "v1"                                | 200 | any member may match
          D5  | If-Match: ,, "a",TAB,"v1" ,                        | 200 | empty members and tabs are skipped
          D5  | If-Match: "a","b"                                  | 412 | none does
          D6  | If-Match: "a" & If-Match: "v1"                     | 200 | two lines are one list
          D6  | If-Match: "a" & If-Match: "b"                      | 412 | and none of it matches
          D2  | If-Match: v1                                       | 412 | a bare word is no tag
          D2  | If-Match: "v1", garbage                            | 412 | a list that cannot be read matches nothing
          D2  | If-Match: "v1" "v2"                                | 412 | likewise without a comma
          D2  | If-Match: "v1                                      | 412 | likewise without a closing quote
          D2  | If-Match: "v1", *                                  | 412 | the star stands alone or means nothing
          D7  | If-Match: "v1" & If-Unmodified-Since: EARLIER      | 200 | the date is not looked at
          D7  | If-Match: "foo" & If-Unmodified-Since: SAME        | 412 | neither does it save
          D9  | If-Unmodified-Since: SAME                          | 200 | half a second more does not count
          D9  | If-Unmodified-Since: LATER                         | 200 | unmodified since then
          D10 | If-Unmodified-Since: EARLIER                       | 412 | modified since then
          D11 | If-Unmodified-Since: soon                          | 200 | no date, no condition
          D11 | If-Unmodified-Since: EARLIER & If-Unmodified-Since: EARLIER | 200 | two dates are none
          D12 | If-None-Match: "v1"                                | 304 | the client has it
          D12 | If-None-Match: W/"v1"                              | 304 | weak comparison
          D12 | If-None-Match: "a", W/"b" ,"v1"                    | 304 | any member
          D12 | If-None-Match: "a" & If-None-Match: "v1"           | 304 | of any line
          D12 | If-None-Match: *                                   | 304 | whatever it has
          D14 | If-None-Match: "foo"                               | 200 | the client has another
          D14 | If-None-Match: "foo" & If-Modified-Since: SAME     | 200 | the date is not looked at
          D15 | If-None-Match: "v1" & If-Modified-Since: EARLIER   | 304 | nor here
          D17 | If-None-Match: v1                                  | 200 | unquoted
          D17 | If-None-Match: "v"                                 | 200 | a prefix
          D17 | If-None-Match: "v1-gzip"                           | 200 | a suffix more
          D17 | If-None-Match: "V1"                                | 200 | case counts
          D18 | If-None-Match: w/"v1"                              | 200 | the weak mark is an upper-case W
          D19 | If-None-Match: ,                                   | 200 | an empty list matches nothing
          D19 | If-None-Match:                                     | 200 | an empty value neither
          D19 | If-None-Match: & If-Modified-Since: SAME           | 200 | yet it is there: the date stays unread
          D19 | If-None-Match: ]["                                 | 200 | garbage is no reason to refuse
          D19 | If-None-Match: *, "v1"                             | 200 | a star among tags is garbage
          D19 | If-None-Match: "v1                                 | 200 | no closing quote
          D19 | If-None-Match: W/                                  | 200 | a mark without a tag
          D20 | If-Modified-Since: SAME                            | 304 | not modified since
          D20 | If-Modified-Since: LATER                           | 304 | nor since then
          D20 | If-Modified-Since: FRESH                           | 304 | nor since now
          D21 | If-Modified-Since: EARLIER                         | 200 | modified since
          D22 | If-Modified-Since: Monday, 10-Mar-25 12:00:00 GMT  | 304 | RFC 850 form
          D22 | If-Modified-Since: Mon Mar 10 12:00:00 2025        | 304 | asctime form
          D22 | If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT  | 200 | 1994, not 2094
          D23 | If-Modified-Since: Tue, 19 Jan 2038 03:14:08 GMT   | 304 | past 32 bits
          D23 | If-Modified-Since: Thu, 10 Mar 2174 12:00:00 GMT   | 304 | far past
          D24 | If-Modified-Since:                                 | 200 | empty
          D24 | If-Modified-Since: yesterday                       | 200 | garbage
          D24 | If-Modified-Since: 2025-03-10T12:00:00Z            | 200 | ISO
          D24 | If-Modified-Since: 1741608000                      | 200 | seconds of the epoch
          D24 | If-Modified-Since: SAME & If-Modified-Since: SAME  | 200 | two dates are none
          D27 | If-None-Match: "v1" & Cache-Control: no-cache      | 304 | the condition goes end to end
          D1  | If-Match: "v1" & If-None-Match: "v1"               | 304 | first the one, then the other
          D2  | If-Match: "foo" & If-None-Match: "v1"              | 412 | the first to fail decides
          """)
  void decidesForGetAndHeadAlike(String id, String fields, int status, String why) {
    for (String method : new String[] {"GET", "HEAD"}) {
      // H3 and H12: the same for HEAD, and for a file without a byte.
      for (long length : new long[] {1000, 0}) {
        ResponsePlan plan = Given.decide(Given.request(method, fields), Given.file(length));
        assertThat(plan.status()).as("%s of %d bytes", method, length).isEqualTo(status);
      }
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}, tag {3}, date {4}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D4  | GET  | If-Match: "x"                | W/"x"  | -    | PRECONDITION_FAILED
          D4  | GET  | If-Match: W/"x"              | W/"x"  | -    | PRECONDITION_FAILED
          D8  | GET  | If-Match: *                  | -      | -    | PROCEED
          D8  | GET  | If-Match: "x"                | -      | -    | PRECONDITION_FAILED
          C9  | GET  | If-None-Match: "x"           | -      | -    | PROCEED
          C9  | GET  | If-None-Match: *             | -      | -    | NOT_MODIFIED
          C7  | GET  | If-Modified-Since: FRESH     | "x"    | -    | PROCEED
          C7  | GET  | If-Unmodified-Since: EARLIER | "x"    | -    | PROCEED
          D12 | GET  | If-None-Match: "x"           | W/"x"  | -    | NOT_MODIFIED
          D13 | PUT  | If-None-Match: "x"           | "x"    | SAME | PRECONDITION_FAILED
          D13 | POST | If-None-Match: *             | "x"    | SAME | PRECONDITION_FAILED
          D13 | PUT  | If-None-Match: "y"           | "x"    | SAME | PROCEED
          D16 | GET  | If-None-Match: "a,b"         | "a,b"  | -    | NOT_MODIFIED
          D16 | GET  | If-None-Match: "q", "a,b"    | "a,b"  | -    | NOT_MODIFIED
          D16 | GET  | If-None-Match: "a,b"         | "a"    | -    | PROCEED
          D16 | GET  | If-None-Match: "a,b"         | "b"    | -    | PROCEED
          D16 | GET  | If-Match: "a\\", "b"         | "a\\"  | -    | PROCEED
          D25 | POST | If-Modified-Since: FRESH     | "x"    | SAME | PROCEED
          D10 | PUT  | If-Unmodified-Since: EARLIER | "x"    | SAME | PRECONDITION_FAILED
          D1  | PUT  | If-Match: "x"                | "x"    | SAME | PROCEED
          """)
  void judgesTheValidatorsOfAnAnswerSomebodyElseMade(
      String id, String method, String fields, String tag, String date, Verdict verdict) {
    Validators validators =
        Validators.ofResponse(Given.lines("ETag: " + tag + " & Last-Modified: " + date), Given.NOW);

    assertThat(Given.request(method, fields).evaluate(validators, Given.NOW)).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0} {1} with conditions: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D26 | POST   | 405
          D26 | DELETE | 405
          D26 | get    | 405
          """)
  void doNotMatterWhereTheMethodIsRefused(String id, String method, int status) {
    FileRequest request = Given.request(method, "If-None-Match: \"v1\" & If-Match: \"foo\"");
    assertThat(Given.decide(request, Given.file(1000)).status()).isEqualTo(status);
  }

  @Test
  void c7UnknownModificationTimeIgnoresConditionsOnDates() {
    Validators unknown = Validators.ofFile(1000, 0, 0, Given.NOW);
    Representation file = Given.file(1000, unknown);

    assertThat(Given.value(Given.get(file, ""), "Last-Modified")).isEqualTo("-");
    assertThat(Given.get(file, "If-Modified-Since: FRESH").status()).isEqualTo(200);
    assertThat(Given.get(file, "If-Unmodified-Since: EARLIER").status()).isEqualTo(200);
  }

  @Test
  void c6AFutureDateIsNeitherSentNorCompared() {
    Validators tomorrow =
        new Validators(
            Optional.of(new EntityTag("v1", false)),
            Optional.of(Instant.parse("2026-11-22T09:00:00Z")));
    Representation file = Given.file(1000, tomorrow);

    assertThat(Given.value(Given.get(file, ""), "Last-Modified")).isEqualTo("-");
    assertThat(Given.get(file, "If-Modified-Since: FRESH").status()).isEqualTo(200);
    assertThat(Given.value(Given.get(file, "Range: bytes=0-9"), "Last-Modified")).isEqualTo("-");
    assertThat(Given.value(Given.get(file, ""), "ETag")).isEqualTo("\"v1\"");
  }

  @Test
  void c10NotModifiedRepeatsTheTagAndWhatTheChoiceDependedOn() {
    Representation file = Given.file(1000).withVary("Accept-Encoding");
    ResponsePlan plan = Given.get(file, "If-None-Match: \"v1\"");

    assertThat(plan.fields())
        .map(Object::toString)
        .containsExactly("ETag: \"v1\"", "Vary: Accept-Encoding");
    assertThat(plan.contentLength()).isEmpty();
  }

  @Test
  void c10WithoutATagTheDateIsRepeated() {
    Representation dated =
        Given.file(1000, new Validators(Optional.empty(), Optional.of(Given.MODIFIED)));
    ResponsePlan plan = Given.get(dated, "If-Modified-Since: SAME");

    assertThat(plan.fields()).map(Object::toString).containsExactly("Last-Modified: " + Given.SAME);
  }
}
