package dev.handoff.conformance;

import java.util.List;
import java.util.stream.Stream;

/**
 * The cases, each of a statement that an RFC, or agreement among servers, stands behind. What is a
 * policy of ours (defaults for caching, what becomes of a bad range) is not asked of others; where
 * two answers are right, both pass.
 *
 * <p>Words in braces depend on the file, see {@link Facts}. {@code {file}} is any file, other names
 * are those of {@link Subject#ofFolder}. Notes: {@code url} is asked of a single URL only, {@code
 * tree} and {@code unsafe} never; the rest is what {@link Applicable} looks for.
 */
final class Cases {
  private Cases() {}

  /** Of one URL: nothing that could change anything, and nothing that asks for other files. */
  static List<Case> ofUrl() {
    return all().filter(Case::isOfAnyFile).toList();
  }

  /** Of a folder whose files have the names and contents that the cases know. */
  static List<Case> ofFolder() {
    return all().filter(one -> !one.notes().contains("url")).toList();
  }

  static Stream<Case> all() {
    return Stream.of(
            NAMES, TYPES, VALIDATORS, PRECONDITIONS, RANGES, SEVERAL, IF_RANGE, METHODS, SECURITY)
        .flatMap(rows -> Case.table(rows).stream());
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
      A23 | GET data.bin?as=report.pdf & Range: bytes={far}- | 416 & no Content-Disposition | an error is not to be saved as the file
      A3 | GET {file} | 200 & Content-Disposition ~ filename=.*;\\s*filename\\* | for old clients first, then the true name | url, filename*
      A4 | GET {file} | 200 & Content-Disposition ~ filename\\*=(?i:utf-8)'[a-zA-Z0-9-]*'([a-zA-Z0-9!#$&+.^_`|~-]|%[0-9a-fA-F]{2})+\\s*(;|$) | what RFC 8187 does not let stand is encoded | url, filename*
      A10 | GET {file} | 200 & Content-Disposition !~ =\\?[a-zA-Z0-9-]+\\?[bBqQ]\\? | RFC 2047 is for mail | url, disposition
      A11 | GET {file} | 200 & Content-Disposition !~ [\\x80-\\xff] | nor raw octets | url, disposition
      A22 | GET {file} & Range: bytes=0-9 | 206 & Content-Disposition: {disposition} | a part is of the same file | url, agreed
      A22 | HEAD {file} | 200 & Content-Disposition: {disposition} | and so says HEAD | url
      A23 | GET {file} & Range: bytes={far}- | 416 & no Content-Disposition | an error is not to be saved as the file | url, disposition
      """;

  private static final String TYPES =
      """
      B1 | GET report.pdf | 200 & Content-Type ~ ^application/pdf | by the extension
      B1 | GET UPPER.PDF | 200 & Content-Type ~ ^application/pdf | extensions have no case
      B2 | GET noext | 200 & Content-Type: application/octet-stream | unknown, and said so
      B9 | GET a.tar.gz | 200 & no Content-Encoding | the file is what is compressed
      B11 | GET report.pdf & Range: bytes={far}- | 416 & Content-Type !~ application/pdf | an error is no PDF
      B12 | GET report.pdf & Range: bytes=0-9,{mid}-{mid+9} | 206 & [0-9 {mid}-{mid+9}] | each part has its type
      B9 | GET {file} | 200 & no Content-Encoding | the file is what is sent, so no client may decode it | url
      B11 | GET {file} & Range: bytes={far}- | 416 & Content-Type !~ ^\\Q{type}\\E | an error is no such file | url, binary type
      """;

  private static final String VALIDATORS =
      """
      C1 | GET {file} | 200 & has ETag & has Last-Modified | something to come back with
      C1 | GET {file} & Range: bytes=0-9 | 206 & ETag: {tag} & Last-Modified: {date} | a part has them, too
      C1 | HEAD {file} | 200 & ETag ~ ^" | a strong tag: without one no download can be resumed by it | tag, settled, agreed
      C5 | GET data.bin | 200 & Last-Modified: Sun, 01 Mar 2026 10:20:30 GMT | cut to the second, not rounded
      C4 | GET {file} | 200 & ETag ~ ^(W/)?"[\\x21\\x23-\\x7e\\x80-\\xff]*"$ | in quotes, and W/ before them | url, any tag
      C5 | GET {file} | 200 & Last-Modified ~ ^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$ | the one form that is sent | url, any date
      C6 | GET {file} | 200 & dated | not newer than the answer | url, date
      C6 | GET future.bin | 200 & dated | not newer than the answer
      C10 | GET {file} & If-None-Match: {tag} | 304 & ETag: {tag} | a 304 says which version it means
      C10 | GET {file} & If-Modified-Since: {date} | 304 & has ETag | also when the date decided | tag
      C11 | GET {file} & Range: bytes=0-9 & If-Range: {strong} | 206 & ETag: {strong} | and so does a resumed part
      C13 | GET {file} | 200 & ETag: {tag} | the same as a moment before: a tag that changes resumes nothing | url
      """;

  private static final String PRECONDITIONS =
      """
      D1 | GET {file} & If-Match: {strong} | 200 & {all} | this version
      D2 | GET {file} & If-Match: "foo" | 412 | another version
      D2 | HEAD {file} & If-Match: "foo" | 412 | for HEAD as well
      D2 | GET {file} & If-Match: "foo" & Range: bytes=0-9 | 412 | before any range
      D3 | GET {file} & If-Match: * | 200 & {all} | any version
      D4 | GET {file} & If-Match: W/"{opaque}" | 412 | weak is not strong
      D5 | GET {file} & If-Match: "foo", {strong} | 200 & {all} | one of a list
      D5 | GET {file} & If-Match: ,"foo",TAB{strong}, | 200 & {all} | empty members and tabs
      D6 | GET {file} & If-Match: "foo" & If-Match: {strong} | 200 & {all} | two lines are one list
      D7 | GET {file} & If-Match: {strong} & If-Unmodified-Since: {old} | 200 & {all} | the tag beats the date
      D9 | GET {file} & If-Unmodified-Since: {date} | 200 & {all} | unchanged to the second
      D10 | GET {file} & If-Unmodified-Since: {date-1} | 412 | changed since
      D11 | GET {file} & If-Unmodified-Since: yesterday | 200 & {all} | no date
      D12 | GET {file} & If-None-Match: {tag} | 304 & empty | the client has it
      D12 | HEAD {file} & If-None-Match: {tag} | 304 & empty | for HEAD as well
      D12 | GET {file} & If-None-Match: W/"{opaque}" | 304 | weak will do here
      D12 | GET {file} & If-None-Match: "foo", {tag} | 304 | one of a list
      D12 | GET {file} & If-None-Match: * | 304 | any will do
      D14 | GET {file} & If-None-Match: "foo" & If-Modified-Since: {date} | 200 & {all} | the tag beats the date
      D15 | GET {file} & If-None-Match: {tag} & If-Modified-Since: {old} | 304 | both ways
      D16 | GET {file} & If-None-Match: "a,b", {tag} | 304 | a comma inside a tag
      D17 | GET {file} & If-None-Match: "{opaque}-gzip" | 200 & {all} | a longer tag is another
      D17 | GET {file} & If-None-Match: {opaque} | 200/400 & {all} | a bare word is none
      D18 | GET {file} & If-None-Match: w/"{opaque}" | 200/400 & {all} | W has its case
      D19 | GET {file} & If-None-Match: , | 200/400 & {all} | nothing
      D20 | GET {file} & If-Modified-Since: {date} | 304 | unchanged
      D20 | GET {file} & If-Modified-Since: {date+1} | 304 | nor since later
      D21 | GET {file} & If-Modified-Since: {date-1} | 200 & {all} | changed since
      D22 | GET {file} & If-Modified-Since: {rfc850} | 304 | the form of RFC 850
      D22 | GET {file} & If-Modified-Since: {asctime} | 304 | the form of asctime
      D23 | GET {file} & If-Modified-Since: Tue, 19 Jan 2038 03:14:08 GMT | 304 | beyond 2^31
      D24 | GET {file} & If-Modified-Since: 2026-03-01T10:20:30Z | 200 & {all} | no date
      D24 | GET {file} & If-Modified-Since: | 200 & {all} | nothing
      D26 | GET missing.bin & If-None-Match: * | 404 | what is not there is not unchanged
      D28 | GET {file} & If-None-Match: {tag} & Range: bytes=0-9 | 304 & empty & no Content-Range | no range of nothing
      """;

  private static final String RANGES =
      """
      E1 | GET {file} & Range: bytes=0-0 | 206 & 0-0 | the smallest | first, agreed
      E1 | GET {file} & Range: bytes={last}- | 206 & {last}-{last} | the last one
      E1 | GET {file} & Range: bytes=-10 | 206 & {tail}-{last} | a suffix
      E2 | GET {file} & Range: bytes=0- | 206 & {all} | all of it is a range
      E3 | GET {file} & Range: bytes={mid}-{beyond} | 206 & {mid}-{last} | the end is clamped
      E4 | GET {file} & Range: bytes=-{size+1} | 206 & {all} | a suffix longer than the file
      E5 | GET {file} & Range: bytes=-0 | 416 & Content-Range: bytes */{size} | nothing is asked for
      E6 | GET {file} & Range: bytes={size}- | 416 & Content-Range: bytes */{size} | behind the end
      E7 | GET {file} & Range: bytes=0-9223372036854775807 | 206 & {all} | nothing overflows
      E8 | GET {file} & Range: bytes=0-99999999999999999999 | 206 & {all} | beyond 2^63
      E8 | GET {file} & Range: bytes=-99999999999999999999 | 206 & {all} | a suffix beyond 2^63
      E9 | GET {file} & Range: bytes=99999999999999999999- | 416 & Content-Range: bytes */{size} | far behind the end
      E10 | GET {file} & Range: bytes=0000000000000000000000-09 | 206 & 0-9 | leading zeros
      E11 | GET {file} & Range: BYTES=0-9 | 206 & 0-9 | units have no case
      E12 | GET {file} & Range: bytes= 0-9 | 206 & 0-9 | blanks around
      E13 | GET {file} & Range: items=0-9 | 200 & {all} | unknown units are ignored
      E14 | GET {file} & Range: bytes=9-5 | 200/416 & {all} | upside down
      E14 | GET {file} & Range: bytes=0x0-0x9 | 200/416 & {all} | no digits
      E15 | GET {file} & Range: bytes=+0-9 | 200/416 & {all} | a sign is no digit
      E17 | GET {file} & Range: bytes=0-9;20-29 | 200/416 & {all} | no list
      E18 | HEAD {file} & Range: bytes=0-9 | 200 & Content-Length: {size} | HEAD knows no ranges | length
      E21 | GET {file} | 200 & Accept-Ranges: bytes | says that ranges work | ranges
      E21 | GET {file} | 200 & Accept-Ranges !~ bytes | nor that they work where they are ignored | url, no ranges
      E24 | GET {file}?v=1 & Range: bytes=0-9 & Accept-Encoding: gzip | 206 & 0-9 & no Content-Encoding | whatever else is said | no query
      """;

  private static final String SEVERAL =
      """
      F1 | GET {file} & Range: bytes=0-9,{mid}-{mid+9} | 206 & [0-9 {mid}-{mid+9}] & no Content-Range | two parts in one answer | first
      F1 | GET {file} & Range: bytes=0-9,{mid}-{mid+9} | 206 & has Content-Length & no Transfer-Encoding | of known length
      F4 | GET {file} & Range: bytes={mid}-{mid+9},0-9 | 206 & [{mid}-{mid+9} 0-9] | in the order asked for
      F7 | GET {file} & Range: bytes=5-5 | 206 & 5-5 | one range is no list
      F8 | GET {file} & Range: bytes=0-9,{far}- | 206 & 0-9 | what cannot be had is dropped
      F9 | GET {file} & Range: bytes={size}-,{2size}- | 416 & Content-Range: bytes */{size} | none can be had
      F11 | GET {file} & Range: bytes=0-{mid-1},{mid}-{last} | 206 | both halves
      F16 | GET {file} & Range: bytes=5-5, | 206 & 5-5 | a comma too many
      F16 | GET {file} & Range: bytes=,0-9 | 206 & 0-9 | empty members
      F16 | GET {file} & Range: bytes=0-9,,TAB{mid}-{mid+9} | 206 & [0-9 {mid}-{mid+9}] | and tabs
      """;

  private static final String IF_RANGE =
      """
      G1 | GET {file} & If-Range: {strong} & Range: bytes=0-9 | 206 & 0-9 | goes on with this version
      G2 | GET {file} & If-Range: "foo" & Range: bytes=0-9 | 200 & {all} | starts over with another
      G3 | GET {file} & If-Range: W/"{opaque}" & Range: bytes=0-9 | 200 & {all} | weak is not enough
      G4 | GET {file} & If-Range: {date} & Range: bytes=0-9 | 206 & 0-9 | by the date
      G5 | GET {file} & If-Range: {date+1} & Range: bytes=0-9 | 200 & {all} | only by exactly that date
      G5 | GET {file} & If-Range: {old} & Range: bytes=0-9 | 200 & {all} | not by an older one
      G6 | GET {file} & If-Range: nonsense & Range: bytes=0-9 | 200/400 & {all} | nothing to go on with
      G8 | GET {file} & If-Range: "foo" & Range: bytes={far}- | 200 & {all} | no 416 for another version
      G9 | GET {file} & If-Range: {strong} & Range: bytes={far}- | 416 | but for this one
      G10 | GET {file} & If-Range: "foo" | 200 & {all} | without a range it says nothing
      G11 | GET {file} & If-None-Match: {tag} & If-Range: "foo" & Range: bytes=0-9 | 304 | conditions come first
      G12 | HEAD {file} & If-Range: "foo" & Range: bytes=0-9 | 200 & Content-Length: {size} | nothing to HEAD | length
      """;

  private static final String METHODS =
      """
      H1 | HEAD {file} | 200 & Content-Length: {size} & has Content-Type & empty | what GET would say | tree
      H1 | HEAD {file} | 200 & empty | fields only | url, must
      H1 | HEAD {file} | 200 & Content-Length ~ ^({size})?$ | if a length, that of GET | url, must, length
      H1 | HEAD {file} | 200 & has Content-Length | the length that GET says | url, length
      H1 | HEAD {file} | 200 & Content-Type: {type} | the type that GET says | url
      H3 | HEAD {file} & If-Modified-Since: {date} | 304 & empty | conditions as well
      H6 | POST {file} & Content-Length: 0 | 405 & has Allow | files are only read | unsafe
      H6 | DELETE {file} | 405 & has Allow | and what else there is, is said | unsafe
      H7 | OPTIONS {file} | 200/204 & Allow ~ GET | or may be asked for
      H8 | TRACE {file} | 405/501 | nothing echoes
      H9 | GET empty.bin | 200 & Content-Length: 0 & empty | an empty file is one
      H9 | GET {file} | 200 & Content-Length: 0 & empty | an empty file is one | url, empty
      H11 | GET empty.bin & Range: bytes=-5 | 200 & empty & no Content-Range | and has no range
      H11 | GET {file} & Range: bytes=-5 | 200 & empty & no Content-Range | and has no range | url, empty
      H13 | GET folder/ | 404/403 | a folder is no file
      H14 | GET data.bin/ | 404/301/302 | a file is no folder
      K14 | GET {file} & If-None-Match: {tag} | 304 & has Date | every answer has its time
      K14 | GET {file} & Range: bytes={far}- | 416 & has Date | errors as well
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
