package dev.handoff.comparison;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cases, each of a statement that an RFC, or agreement among servers, stands behind. What is a
 * policy of ours (defaults for caching, what becomes of a bad range) is not asked of others; where
 * two answers are right, both pass.
 */
final class Cases {
  static final Map<Character, String> GROUPS =
      Map.of(
          'A', "names",
          'B', "types",
          'C', "validators",
          'D', "preconditions",
          'E', "single ranges",
          'F', "several ranges",
          'G', "If-Range",
          'H', "methods, empty files",
          'K', "dates",
          'L', "security");

  private Cases() {}

  static List<Case> all() {
    return Stream.of(
            NAMES, TYPES, VALIDATORS, PRECONDITIONS, RANGES, SEVERAL, IF_RANGE, METHODS, SECURITY)
        .flatMap(rows -> Case.table(rows).stream())
        .toList();
  }

  private static final String NAMES =
      """
      A1 | GET data.bin?as=report.pdf | 200 & Content-Disposition ~ ^attachment; ?filename="?report\\.pdf"?(;|$) | saved under its name
      A2 | GET data.bin?as=report.pdf&inline=1 | 200 & Content-Disposition ~ ^inline; ?filename="?report\\.pdf"?(;|$) | shown, and saved from the page under its name
      A3 | GET data.bin?as=Bericht%20M%C3%A4rz.pdf | 200 & Content-Disposition ~ filename="[^"]*"; ?filename\\*=UTF-8''Bericht%20M%C3%A4rz\\.pdf$ | for old clients first, then the true name
      A4 | GET data.bin?as=%C3%A9'()%25%2B.pdf | 200 & Content-Disposition ~ filename\\*=UTF-8''%C3%A9%27%28%29%25(\\+|%2B)\\.pdf$ | what RFC 8187 does not let stand is encoded
      A5 | GET data.bin?as=say%20%22hi%22.pdf | 200 & Content-Disposition ~ filename="say (\\\\"hi\\\\"|.hi.|%22hi%22)\\.pdf"(;|$) | a quote does not end the name
      A6 | GET data.bin?as=100%2541.pdf | 200 & Content-Disposition ~ filename\\*=UTF-8''100%2541\\.pdf$ | some browsers decode the plain form
      A7 | GET data.bin?as=a%0D%0ASet-Cookie:%20x=1.pdf | 200 & no Set-Cookie | no line breaks out of a name
      A8 | GET data.bin?as=%C3%91and%C3%BA.pdf | 200 & Content-Disposition ~ filename="Nandu\\.pdf" | accents are dropped, not letters
      A8 | GET data.bin?as=Stra%C3%9Fe.pdf | 200 & Content-Disposition ~ filename="Stras?se\\.pdf" | nor those without a plain form
      A10 | GET data.bin?as=M%C3%A4rz.pdf | 200 & Content-Disposition !~ =\\?(UTF|utf)-8 | RFC 2047 is for mail
      A11 | GET data.bin?as=%E6%97%A5%E6%9C%AC.pdf | 200 & Content-Disposition !~ [\\x80-\\xff] | nor raw octets
      A16 | GET data.bin?as=%F0%9F%93%84.pdf | 200 & Content-Disposition ~ filename\\*=UTF-8''%F0%9F%93%84\\.pdf$ | beyond the first plane
      A22 | GET data.bin?as=report.pdf & Range: bytes=0-9 | 206 & Content-Disposition ~ ^attachment; ?filename="?report\\.pdf"?(;|$) | a part is of the same file
      A22 | HEAD data.bin?as=report.pdf | 200 & Content-Disposition ~ ^attachment; ?filename="?report\\.pdf"?(;|$) | and so says HEAD
      A23 | GET data.bin?as=report.pdf & Range: bytes=5000- | 416 & no Content-Disposition | an error is not to be saved as the file
      """;

  private static final String TYPES =
      """
      B1 | GET report.pdf | 200 & Content-Type ~ ^application/pdf | by the extension
      B1 | GET UPPER.PDF | 200 & Content-Type ~ ^application/pdf | extensions have no case
      B2 | GET noext | 200 & Content-Type: application/octet-stream | unknown, and said so
      B9 | GET a.tar.gz | 200 & no Content-Encoding | the file is what is compressed
      B11 | GET report.pdf & Range: bytes=5000- | 416 & Content-Type !~ application/pdf | an error is no PDF
      B12 | GET report.pdf & Range: bytes=0-9,500-509 | 206 & [0-9 500-509] | each part has its type
      """;

  private static final String VALIDATORS =
      """
      C1 | GET data.bin | 200 & has ETag & Last-Modified: {date} | something to come back with
      C1 | GET data.bin & Range: bytes=0-9 | 206 & has ETag & Last-Modified: {date} | a part has them, too
      C1 | HEAD data.bin | 200 & ETag ~ ^" | a strong tag: without one no download can be resumed by it
      C5 | GET data.bin | 200 & Last-Modified: {date} | cut to the second, not rounded
      C6 | GET future.bin | 200 & dated | not newer than the answer
      C10 | GET data.bin & If-None-Match: {tag} | 304 & ETag: {tag} | a 304 says which version it means
      C10 | GET data.bin & If-Modified-Since: {date} | 304 & has ETag | also when the date decided
      C11 | GET data.bin & Range: bytes=0-9 & If-Range: {strong} | 206 & ETag: {strong} | and so does a resumed part
      """;

  private static final String PRECONDITIONS =
      """
      D1 | GET data.bin & If-Match: {strong} | 200 & 0-999 | this version
      D2 | GET data.bin & If-Match: "foo" | 412 | another version
      D2 | HEAD data.bin & If-Match: "foo" | 412 | for HEAD as well
      D2 | GET data.bin & If-Match: "foo" & Range: bytes=0-9 | 412 | before any range
      D3 | GET data.bin & If-Match: * | 200 & 0-999 | any version
      D4 | GET data.bin & If-Match: W/"{opaque}" | 412 | weak is not strong
      D5 | GET data.bin & If-Match: "foo", {strong} | 200 & 0-999 | one of a list
      D5 | GET data.bin & If-Match: ,"foo",TAB{strong}, | 200 & 0-999 | empty members and tabs
      D6 | GET data.bin & If-Match: "foo" & If-Match: {strong} | 200 & 0-999 | two lines are one list
      D7 | GET data.bin & If-Match: {strong} & If-Unmodified-Since: {old} | 200 & 0-999 | the tag beats the date
      D9 | GET data.bin & If-Unmodified-Since: {date} | 200 & 0-999 | unchanged to the second
      D10 | GET data.bin & If-Unmodified-Since: Sun, 01 Mar 2026 10:20:29 GMT | 412 | changed since
      D11 | GET data.bin & If-Unmodified-Since: yesterday | 200 & 0-999 | no date
      D12 | GET data.bin & If-None-Match: {tag} | 304 & empty | the client has it
      D12 | HEAD data.bin & If-None-Match: {tag} | 304 & empty | for HEAD as well
      D12 | GET data.bin & If-None-Match: W/"{opaque}" | 304 | weak will do here
      D12 | GET data.bin & If-None-Match: "foo", {tag} | 304 | one of a list
      D12 | GET data.bin & If-None-Match: * | 304 | any will do
      D14 | GET data.bin & If-None-Match: "foo" & If-Modified-Since: {date} | 200 & 0-999 | the tag beats the date
      D15 | GET data.bin & If-None-Match: {tag} & If-Modified-Since: {old} | 304 | both ways
      D16 | GET data.bin & If-None-Match: "a,b", {tag} | 304 | a comma inside a tag
      D17 | GET data.bin & If-None-Match: "{opaque}-gzip" | 200 & 0-999 | a longer tag is another
      D17 | GET data.bin & If-None-Match: {opaque} | 200/400 & 0-999 | a bare word is none
      D18 | GET data.bin & If-None-Match: w/"{opaque}" | 200/400 & 0-999 | W has its case
      D19 | GET data.bin & If-None-Match: , | 200/400 & 0-999 | nothing
      D20 | GET data.bin & If-Modified-Since: {date} | 304 | unchanged
      D20 | GET data.bin & If-Modified-Since: Sun, 01 Mar 2026 10:20:31 GMT | 304 | nor since later
      D21 | GET data.bin & If-Modified-Since: Sun, 01 Mar 2026 10:20:29 GMT | 200 & 0-999 | changed since
      D22 | GET data.bin & If-Modified-Since: Sunday, 01-Mar-26 10:20:30 GMT | 304 | the form of RFC 850
      D22 | GET data.bin & If-Modified-Since: Sun Mar  1 10:20:30 2026 | 304 | the form of asctime
      D23 | GET data.bin & If-Modified-Since: Tue, 19 Jan 2038 03:14:08 GMT | 304 | beyond 2^31
      D24 | GET data.bin & If-Modified-Since: 2026-03-01T10:20:30Z | 200 & 0-999 | no date
      D24 | GET data.bin & If-Modified-Since: | 200 & 0-999 | nothing
      D26 | GET missing.bin & If-None-Match: * | 404 | what is not there is not unchanged
      D28 | GET data.bin & If-None-Match: {tag} & Range: bytes=0-9 | 304 & empty & no Content-Range | no range of nothing
      """;

  private static final String RANGES =
      """
      E1 | GET data.bin & Range: bytes=0-0 | 206 & 0-0 | the smallest
      E1 | GET data.bin & Range: bytes=999- | 206 & 999-999 | the last one
      E1 | GET data.bin & Range: bytes=-10 | 206 & 990-999 | a suffix
      E2 | GET data.bin & Range: bytes=0- | 206 & 0-999 | all of it is a range
      E3 | GET data.bin & Range: bytes=500-99999 | 206 & 500-999 | the end is clamped
      E4 | GET data.bin & Range: bytes=-1001 | 206 & 0-999 | a suffix longer than the file
      E5 | GET data.bin & Range: bytes=-0 | 416 & Content-Range: bytes */1000 | nothing is asked for
      E6 | GET data.bin & Range: bytes=1000- | 416 & Content-Range: bytes */1000 | behind the end
      E7 | GET data.bin & Range: bytes=0-9223372036854775807 | 206 & 0-999 | nothing overflows
      E8 | GET data.bin & Range: bytes=0-99999999999999999999 | 206 & 0-999 | beyond 2^63
      E8 | GET data.bin & Range: bytes=-99999999999999999999 | 206 & 0-999 | a suffix beyond 2^63
      E9 | GET data.bin & Range: bytes=99999999999999999999- | 416 & Content-Range: bytes */1000 | far behind the end
      E10 | GET data.bin & Range: bytes=0000000000000000000000-09 | 206 & 0-9 | leading zeros
      E11 | GET data.bin & Range: BYTES=0-9 | 206 & 0-9 | units have no case
      E12 | GET data.bin & Range: bytes= 0-9 | 206 & 0-9 | blanks around
      E13 | GET data.bin & Range: items=0-9 | 200 & 0-999 | unknown units are ignored
      E14 | GET data.bin & Range: bytes=9-5 | 200/416 & 0-999 | upside down
      E14 | GET data.bin & Range: bytes=0x0-0x9 | 200/416 & 0-999 | no digits
      E15 | GET data.bin & Range: bytes=+0-9 | 200/416 & 0-999 | a sign is no digit
      E17 | GET data.bin & Range: bytes=0-9;20-29 | 200/416 & 0-999 | no list
      E18 | HEAD data.bin & Range: bytes=0-9 | 200 & Content-Length: 1000 | HEAD knows no ranges
      E21 | GET data.bin | 200 & Accept-Ranges: bytes | says that ranges work
      E24 | GET data.bin?v=1 & Range: bytes=0-9 & Accept-Encoding: gzip | 206 & 0-9 & no Content-Encoding | whatever else is said
      """;

  private static final String SEVERAL =
      """
      F1 | GET data.bin & Range: bytes=0-9,500-509 | 206 & [0-9 500-509] & no Content-Range | two parts in one answer
      F1 | GET data.bin & Range: bytes=0-9,500-509 | 206 & has Content-Length & no Transfer-Encoding | of known length
      F4 | GET data.bin & Range: bytes=500-509,0-9 | 206 & [500-509 0-9] | in the order asked for
      F7 | GET data.bin & Range: bytes=5-5 | 206 & 5-5 | one range is no list
      F8 | GET data.bin & Range: bytes=0-9,5000- | 206 & 0-9 | what cannot be had is dropped
      F9 | GET data.bin & Range: bytes=1000-,2000- | 416 & Content-Range: bytes */1000 | none can be had
      F11 | GET data.bin & Range: bytes=0-499,500-999 | 206 | both halves
      F16 | GET data.bin & Range: bytes=5-5, | 206 & 5-5 | a comma too many
      F16 | GET data.bin & Range: bytes=,0-9 | 206 & 0-9 | empty members
      F16 | GET data.bin & Range: bytes=0-9,,TAB500-509 | 206 & [0-9 500-509] | and tabs
      """;

  private static final String IF_RANGE =
      """
      G1 | GET data.bin & If-Range: {strong} & Range: bytes=0-9 | 206 & 0-9 | goes on with this version
      G2 | GET data.bin & If-Range: "foo" & Range: bytes=0-9 | 200 & 0-999 | starts over with another
      G3 | GET data.bin & If-Range: W/"{opaque}" & Range: bytes=0-9 | 200 & 0-999 | weak is not enough
      G4 | GET data.bin & If-Range: {date} & Range: bytes=0-9 | 206 & 0-9 | by the date
      G5 | GET data.bin & If-Range: Sun, 01 Mar 2026 10:20:31 GMT & Range: bytes=0-9 | 200 & 0-999 | only by exactly that date
      G5 | GET data.bin & If-Range: {old} & Range: bytes=0-9 | 200 & 0-999 | not by an older one
      G6 | GET data.bin & If-Range: nonsense & Range: bytes=0-9 | 200/400 & 0-999 | nothing to go on with
      G8 | GET data.bin & If-Range: "foo" & Range: bytes=5000- | 200 & 0-999 | no 416 for another version
      G9 | GET data.bin & If-Range: {strong} & Range: bytes=5000- | 416 | but for this one
      G10 | GET data.bin & If-Range: "foo" | 200 & 0-999 | without a range it says nothing
      G11 | GET data.bin & If-None-Match: {tag} & If-Range: "foo" & Range: bytes=0-9 | 304 | conditions come first
      G12 | HEAD data.bin & If-Range: "foo" & Range: bytes=0-9 | 200 & Content-Length: 1000 | nothing to HEAD
      """;

  private static final String METHODS =
      """
      H1 | HEAD data.bin | 200 & Content-Length: 1000 & has Content-Type & empty | what GET would say
      H3 | HEAD data.bin & If-Modified-Since: {date} | 304 & empty | conditions as well
      H6 | POST data.bin & Content-Length: 0 | 405 & has Allow | files are only read
      H6 | DELETE data.bin | 405 & has Allow | and what else there is, is said
      H7 | OPTIONS data.bin | 200/204 & Allow ~ GET | or may be asked for
      H8 | TRACE data.bin | 405/501 | nothing echoes
      H9 | GET empty.bin | 200 & Content-Length: 0 & empty | an empty file is one
      H11 | GET empty.bin & Range: bytes=-5 | 200 & empty & no Content-Range | and has no range
      H13 | GET folder/ | 404/403 | a folder is no file
      H14 | GET data.bin/ | 404/301/302 | a file is no folder
      K14 | GET data.bin & If-None-Match: {tag} | 304 & has Date | every answer has its time
      K14 | GET data.bin & Range: bytes=5000- | 416 & has Date | errors as well
      """;

  private static final String SECURITY =
      """
      L1 | GET ../../secret.txt | 4xx | up
      L1 | GET ..%2f..%2fsecret.txt | 4xx | in disguise
      L1 | GET %2e%2e/%2e%2e/secret.txt | 4xx | dots in disguise
      L1 | GET ..%5c..%5csecret.txt | 4xx | the other slash
      L2 | GET %252e%252e/secret.txt | 4xx | decoded once only
      L3 | GET data.bin%00.txt | 4xx | a NUL ends nothing
      L4 | GET %c0%ae%c0%ae/secret.txt | 4xx | overlong
      L4 | GET %zz | 4xx | no escape
      """;
}
