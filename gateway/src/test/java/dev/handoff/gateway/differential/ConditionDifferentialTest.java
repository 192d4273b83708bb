package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * If-Match, If-None-Match and the dates, alone and together, on a handed-off file (RFC 9110 §13).
 */
// proves handoff-protocol: H1-H6
// proves file-responses: A23 C10 D1-D7 D9-D12 D14-D17 D19-D24 D26-D28 D30 H3 K6 L25
final class ConditionDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request                                                     | nginx             | ours | why
          D12  | GET & If-None-Match: {etag}                                 | 304 - & ETag: {etag} & no Content-Type | SAME | C10, D28
          D12  | GET & If-None-Match: W/{etag}                               | 304 -             | SAME | H4: weak comparison
          D12  | GET & If-None-Match: "a", {etag}, "b"                       | 304 -             | SAME | H4: in a list
          D12  | GET & If-None-Match: *                                      | 304 -             | SAME | H4: any
          D12  | HEAD & If-None-Match: {etag}                                | 304 -             | SAME | H3
          D14  | GET & If-None-Match: "other"                                | 200 [letters.txt] | SAME | another version
          D14  | GET & If-None-Match: "other" & If-Modified-Since: {modified} | 200 [letters.txt] | SAME | the tag decides
          D15  | GET & If-None-Match: {etag} & If-Modified-Since: {modified-1s} | 200 [letters.txt] | 304 - | H2: the date is not looked at
          D15  | GET & If-None-Match: {etag} & If-Modified-Since: {modified} | 304 -             | SAME | both agree
          D16  | GET & If-None-Match: "a,b", {etag}                          | 304 -             | SAME | a comma inside a tag
          D17  | GET & If-None-Match: x{etag}                                | 200 [letters.txt] | SAME | no substring matches
          D17  | GET & If-None-Match: letters                                | 200 [letters.txt] | SAME | an unquoted tag
          D19  | GET & If-None-Match: ,                                      | 200 [letters.txt] | SAME | an empty list
          D20  | GET & If-Modified-Since: {modified}                         | 304 -             | SAME | the same second
          D20  | GET & If-Modified-Since: {modified+1h}                      | 200 [letters.txt] | 304 - | H3: nginx wants the exact date
          D21  | GET & If-Modified-Since: {modified-1s}                      | 200 [letters.txt] | SAME | older
          D20  | HEAD & If-Modified-Since: {modified}                        | 304 -             | SAME | H3
          D22  | GET & If-Modified-Since: Monday, 06-May-24 07:08:09 GMT     | 304 -             | SAME | RFC 850 date
          D22  | GET & If-Modified-Since: Mon May␠␠6 07:08:09 2024           | 304 -             | SAME | asctime date
          D23  | GET & If-Modified-Since: Sun, 06 May 2174 07:08:09 GMT      | 200 [letters.txt] | 304 - | beyond 32 bits, and later
          D24  | GET & If-Modified-Since: yesterday                          | 200 [letters.txt] | SAME | no date
          D24  | GET & If-Modified-Since: 2024-05-06T07:08:09Z               | 200 [letters.txt] | SAME | no HTTP date
          D24  | GET & If-Modified-Since:                                    | 200 [letters.txt] | SAME | nothing
          D27  | GET & If-None-Match: {etag} & Cache-Control: no-cache       | 304 -             | SAME | the condition is end to end

          D1   | GET & If-Match: {etag}                                      | 200 [letters.txt] | SAME | the same version
          D1   | GET & If-Match: {etag} & Range: bytes=0-2                   | 206 "abc"         | SAME | and its part
          D2   | GET & If-Match: "other"                                     | 412               | SAME | another version
          D2   | HEAD & If-Match: "other"                                    | 412               | 412  | H3
          D3   | GET & If-Match: *                                           | 200 [letters.txt] | SAME | there is one
          D4   | GET & If-Match: W/{etag}                                    | 412               | SAME | H4: strong comparison
          D5   | GET & If-Match: , "a" ,⇥{etag}                              | 200 [letters.txt] | SAME | empty elements and tabs
          D6   | GET & If-Match: "a" & If-Match: {etag}                      | 400               | 200 [letters.txt] | two lines are one list
          D7   | GET & If-Match: {etag} & If-Unmodified-Since: {modified-1s} | 412               | 200 [letters.txt] | H1: the tag decides
          D9   | GET & If-Unmodified-Since: {modified}                       | 200 [letters.txt] | SAME | not a second later
          D10  | GET & If-Unmodified-Since: {modified-1s}                    | 412               | SAME | changed since
          D10  | GET & If-Unmodified-Since: {modified+1h}                    | 200 [letters.txt] | SAME | not changed since
          D11  | GET & If-Unmodified-Since: garbage                          | 412               | 200 [letters.txt] | no date: no condition
          H1   | GET & If-Match: "other" & If-None-Match: {etag}             | 412               | SAME | If-Match comes first
          H1   | GET & If-None-Match: {etag} & Range: bytes=0-2              | 304 -             | SAME | Range comes last
          """)
  void conditions(String id, String request, String nginx, String ours, String why) {
    compare(request, "=> /_files/letters.txt", nginx, ours);
  }

  @ParameterizedTest(name = "{0} {1} / {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request                       | the app answers                                      | nginx | ours | why
          L25  | GET & If-None-Match: "app"    | => /_files/letters.txt & ETag: "app"                 | 200 [letters.txt] | SAME | the file's tag counts, not the app's
          L25  | GET & If-None-Match: "v7"     | => /_files/letters.txt & Handoff: etag="v7"          | 200 [letters.txt] | 304 - & ETag: "v7" | unless the app says so
          L25  | GET & If-Match: "other"       | => /_files/letters.txt & Handoff: etag="v7"          | 412 | 412 | the same for 412
          H6   | GET & If-None-Match: {etag}   | => /_files/letters.txt & Set-Cookie: a=1             | 304 - & Set-Cookie: a=1 | SAME | the cookie is about the user
          H6   | GET & If-None-Match: {etag}   | => /_files/letters.txt & Cache-Control: max-age=9    | 304 - & Cache-Control: max-age=9 | SAME | C10, K6
          H6   | GET & If-None-Match: {etag}   | => /_files/letters.txt & Content-Disposition: inline | 304 - & Content-Disposition: inline | 304 - & no Content-Disposition | A23: a 304 names nothing
          H6   | GET & If-None-Match: {etag}   | => /_files/letters.txt & Vary: Origin                | 304 - & no Vary | 304 - & Vary: Origin | C10: as the 200 would
          H6   | GET & If-None-Match: {etag}   | => /_files/letters.txt & Content-Type: x/y & Content-Encoding: gzip | 304 - & no Content-Type & no Content-Encoding | SAME | D28
          H5   | GET & If-Match: "other"       | => /_files/letters.txt & Content-Disposition: attachment & Cache-Control: public | 412 & no Content-Disposition & no ETag | 412 problem & no ETag | A23: nothing about the file
          H5   | GET & If-Match: "other"       | => /_files/letters.txt & Set-Cookie: a=1             | 412 & no Set-Cookie | 412 problem & Set-Cookie: a=1 | cookies are not about the file
          D26  | GET & If-None-Match: *        | => /_files/missing.txt                               | 404 | 404 problem | no file, no condition
          D26  | GET & If-Match: "x"           | => /_files/missing.txt                               | 404 | 404 problem | the same
          D30  | GET & If-None-Match: {etag}   | 403 & body=refused                                   | 403 "refused" | SAME | the app said no
          D12  | POST & If-None-Match: {etag}  | => /_files/letters.txt                               | 304 - | 200 [letters.txt] | D13: the condition was about the POST, which the app has done
          """)
  void conditionsAndTheApp(
      String id, String request, String app, String nginx, String ours, String why) {
    compare(request, app, nginx, ours);
  }
}
