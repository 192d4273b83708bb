package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Range and If-Range on a handed-off file of 26 letters (RFC 9110 §14, §13.1.5). */
// proves handoff-protocol: E8 H7-H17
// proves file-responses: A22 B12 C11 E1-E19 E21 F1 F2 F4-F13 F16 F18 G1-G12 H2 H10 H11 J2 K6
final class RangeDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | Range                               | nginx                                          | ours | why
          E1   | bytes=0-0                           | 206 "a" & Content-Range: bytes 0-0/26          | SAME | the smallest range is a range
          E1   | bytes=0-9                           | 206 "abcdefghij" & Content-Range: bytes 0-9/26 & Content-Length: 10 | SAME | the first ten
          E1   | bytes=25-                           | 206 "z" & Content-Range: bytes 25-25/26        | SAME | from the last on
          E1   | bytes=-1                            | 206 "z" & Content-Range: bytes 25-25/26        | SAME | a suffix
          E1   | bytes=-10                           | 206 "qrstuvwxyz"                               | SAME | a longer suffix
          E2   | bytes=0-                            | 206 [letters.txt] & Content-Range: bytes 0-25/26 | SAME | everything, and still a part
          E2   | bytes=0-25                          | 206 [letters.txt]                              | SAME | the same
          E2   | bytes=-26                           | 206 [letters.txt]                              | SAME | the same
          E3   | bytes=20-99                         | 206 "uvwxyz" & Content-Range: bytes 20-25/26   | SAME | the end is clamped
          E4   | bytes=-27                           | 206 [letters.txt]                              | SAME | a suffix longer than the file is the file
          E5   | bytes=-0                            | 416 & Content-Range: bytes */26                | SAME | H10: nothing at all
          E6   | bytes=26-                           | 416 & Content-Range: bytes */26                | SAME | H10: behind the end
          E6   | bytes=26-26                         | 416 & Content-Range: bytes */26                | SAME | H10
          E7   | bytes=0-9223372036854775807         | 206 [letters.txt]                              | SAME | H12: the largest number is clamped
          E8   | bytes=0-99999999999999999999        | 416                                            | 206 [letters.txt] | H12: so is any larger one
          E8   | bytes=-99999999999999999999         | 416                                            | 206 [letters.txt] | H12: also as a suffix
          E9   | bytes=99999999999999999999-         | 416                                            | SAME | behind the end, however far
          E10  | bytes=000000000000000000000000001-2 | 206 "bc"                                       | SAME | leading zeros
          E11  | BYTES=0-2                           | 206 "abc"                                      | SAME | H8: units have no case
          E12  | bytes= 0-2                          | 206 "abc"                                      | SAME | a space
          E13  | items=0-2                           | 200 [letters.txt]                              | SAME | H8: another unit is ignored
          E13  | bytesX=0-2                          | 200 [letters.txt]                              | SAME | H8
          E14  | bytes=9-5                           | 416                                            | 200 [letters.txt] | H10: not a range, so not there
          E14  | bytes=x                             | 416                                            | 200 [letters.txt] | H9
          E14  | bytes=5-x                           | 416                                            | 200 [letters.txt] | H9
          E14  | bytes=--5                           | 416                                            | 200 [letters.txt] | H9
          E14  | bytes=0x0-0x9                       | 416                                            | 200 [letters.txt] | H9
          E14  | bytes=-                             | 416                                            | 200 [letters.txt] | H9
          E14  | bytes=                              | 200 [letters.txt]                              | SAME | H9
          E15  | bytes=+0-9                          | 416                                            | 200 [letters.txt] | no sign
          E16  | bytes=0-0,x                         | 416                                            | 200 [letters.txt] | one bad, all bad
          E16  | bytes=0-0,5-3                       | 206 "a"                                        | 200 [letters.txt] | H10: one bad, all bad
          E17  | bytes=0-9;20-29                     | 416                                            | 200 [letters.txt] | no semicolon

          # More than one. A part costs its head: small files are sent whole (F13)
          F6   | bytes=0-2,99-                       | 206 "abc" & Content-Range: bytes 0-2/26        | SAME | F8: one is left
          F9   | bytes=99-,100-                      | 416 & Content-Range: bytes */26                | SAME | none is left
          F5   | bytes=0-5,3-9                       | 206                                            | 206 "abcdefghij" & Content-Range: bytes 0-9/26 | H14: overlapping parts are one
          F5   | bytes=0-4,5-9                       | 206                                            | 206 "abcdefghij" & Content-Range: bytes 0-9/26 | H14: touching parts are one
          F11  | bytes=0-12,13-25                    | 206                                            | 206 [letters.txt] & Content-Range: bytes 0-25/26 | two halves
          F10  | bytes=0-25,0-25                     | 200 [letters.txt]                              | 206 [letters.txt] | H13: more than the file, merged it is the file
          F16  | bytes=0-2,                          | 416                                            | 206 "abc" | an empty element
          F16  | bytes=,0-2                          | 416                                            | 206 "abc" | in front
          F16  | bytes=0-2,,99-                      | 416                                            | 206 "abc" | in between
          """)
  void ranges(String id, String range, String nginx, String ours, String why) {
    compare("GET & Range: " + range, "=> /_files/letters.txt", nginx, ours);
  }

  @ParameterizedTest(name = "{0} {1} / {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request                                      | the app answers                       | nginx             | ours | why
          G1   | GET & Range: bytes=0-2 & If-Range: {etag}    | => /_files/letters.txt                | 206 "abc"         | SAME | H15: the same version
          G2   | GET & Range: bytes=0-2 & If-Range: "other"   | => /_files/letters.txt                | 200 [letters.txt] | SAME | H15: another version
          G3   | GET & Range: bytes=0-2 & If-Range: W/{etag}  | => /_files/letters.txt                | 200 [letters.txt] | SAME | H15: a weak tag proves nothing
          G4   | GET & Range: bytes=0-2 & If-Range: {modified} | => /_files/letters.txt               | 206 "abc"         | SAME | H15: the exact date
          G5   | GET & Range: bytes=0-2 & If-Range: {modified-1s} | => /_files/letters.txt            | 200 [letters.txt] | SAME | earlier
          G5   | GET & Range: bytes=0-2 & If-Range: {modified+1h} | => /_files/letters.txt            | 200 [letters.txt] | SAME | later
          G6   | GET & Range: bytes=0-2 & If-Range: *         | => /_files/letters.txt                | 200 [letters.txt] | SAME | no validator
          G6   | GET & Range: bytes=0-2 & If-Range: garbage   | => /_files/letters.txt                | 200 [letters.txt] | SAME | no validator
          G8   | GET & Range: bytes=99- & If-Range: "other"   | => /_files/letters.txt                | 200 [letters.txt] | SAME | no 416 for another version
          G9   | GET & Range: bytes=99- & If-Range: {etag}    | => /_files/letters.txt                | 416               | SAME | the range is really wrong
          G10  | GET & If-Range: "other"                      | => /_files/letters.txt                | 200 [letters.txt] | SAME | no Range, no If-Range
          G11  | GET & Range: bytes=0-2 & If-Range: {etag} & If-None-Match: {etag} | => /_files/letters.txt | 304 -       | SAME | If-None-Match first
          G12  | HEAD & Range: bytes=0-2 & If-Range: {etag}   | => /_files/letters.txt                | 206 -             | 200 - & Content-Length: 26 | HEAD has no ranges
          H2   | HEAD & Range: bytes=0-2                      | => /_files/letters.txt                | 206 - & Content-Length: 3 | 200 - & Content-Length: 26 & no Content-Range | H7
          H2   | HEAD & Range: bytes=99-                      | => /_files/letters.txt                | 416               | 200 - & Content-Length: 26 | H7
          E19  | GET & Range: bytes=0-2 & Range: bytes=5-6    | => /_files/letters.txt                | *                 | 200 [letters.txt] | two lines are no range
          E20  | GET /f HTTP/1.0 & Range: bytes=0-2           | => /_files/letters.txt                | 206 "abc"         | SAME | an old client may resume
          E8   | GET & Range: bytes=0-2                       | => /_files/letters.txt & Accept-Ranges: none | 206 "abc"  | 200 [letters.txt] & Accept-Ranges: none | none means none
          E24  | GET /f?v=1 & Range: bytes=0-2 & Accept-Encoding: gzip | => /_files/letters.txt        | 206 "abc" & no Content-Encoding | SAME | J2: neither matters
          H10  | GET & Range: bytes=0-                        | => /_files/empty.txt                  | 200 -             | SAME | H11: an empty file is whole
          H10  | GET & Range: bytes=0-0                       | => /_files/empty.txt                  | 200 -             | SAME | H11
          H11  | GET & Range: bytes=-5                        | => /_files/empty.txt                  | 200 -             | SAME | H11: also its last octets
          E18  | POST & Range: bytes=0-2                      | => /_files/letters.txt                | 206 "abc"         | 200 [letters.txt] | only a GET has ranges

          A22  | GET & Range: bytes=0-2                       | => /_files/letters.txt & Content-Disposition: inline & Cache-Control: no-cache & Content-Type: x/y | 206 "abc" & Content-Disposition: inline & Cache-Control: no-cache & Content-Type: x/y | SAME | C11: the fields of the 200
          A22  | GET & Range: bytes=0-2                       | => /_files/letters.txt & Vary: Origin | 206 "abc" & no Vary | 206 "abc" & Vary: Origin | C11: all of them
          H17  | GET & Range: bytes=99-                       | => /_files/letters.txt & Content-Disposition: attachment & Cache-Control: public | 416 & Content-Disposition: attachment & Cache-Control: public | 416 problem & Content-Range: bytes */26 | K6: an error is not the file
          H17  | GET & Range: bytes=99-                       | => /_files/letters.txt & Set-Cookie: a=1 | 416 & Set-Cookie: a=1 | 416 problem & Set-Cookie: a=1 | cookies stay
          L25  | GET & Range: bytes=0-2 & If-Range: "v7"      | => /_files/letters.txt & Handoff: etag="v7" | 200 [letters.txt] | 206 "abc" | the tag the app named
          """)
  void rangesAndTheRest(
      String id, String request, String app, String nginx, String ours, String why) {
    compare(request, app, nginx, ours);
  }

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | Range on a file of 100,000 octets   | nginx                                              | ours | why
          F1   | bytes=0-2,50000-50002               | 206 & Content-Type: multipart/byteranges; boundary=… & no Content-Range | SAME | H14, F2: part heads and octets are compared
          F4   | bytes=50000-50002,0-2               | 206 & Content-Type: multipart/byteranges; boundary=… | SAME | in the order asked for
          F8   | bytes=0-2,50000-50002,200000-       | 206 & Content-Type: multipart/byteranges; boundary=… | SAME | what is not there is left out
          F12  | bytes={101 ranges}                  | *                                                  | 200 [large.bin] | more than a hundred
          """)
  void severalRanges(String id, String range, String nginx, String ours, String why) {
    compare("GET & Range: " + range, "=> /_files/large.bin & Content-Type: x/y", nginx, ours);
  }
}
