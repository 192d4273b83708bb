package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields of the app reach the client beside the file. */
// proves handoff-protocol: E1 E2 E4-E8 E10 E12 F1 F2 F5-F7
// proves file-responses: A21 B2 B3 B5 B7 B8 B10 K1 K8 L16 L20
final class AppFieldDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | beside X-Accel-Redirect: /_files/letters.txt | nginx | ours | why
          E1   | Content-Type: application/pdf             | 200 & Content-Type: application/pdf      | SAME | the app's type
          E1   | Set-Cookie: a=1 & Set-Cookie: b=2         | 200 & Set-Cookie: a=1 + Set-Cookie: b=2  | SAME | all cookies, in order
          E1   | Content-Disposition: attachment; filename="x.pdf" | 200 & Content-Disposition: attachment; filename="x.pdf" | SAME | A21: the app's name for it
          E1   | Cache-Control: private, max-age=60        | 200 & Cache-Control: private, max-age=60 | SAME | K8: the app's caching
          E1   | Cache-Control: no-store                   | 200 & Cache-Control: no-store            | SAME | K8: the app's caching
          E1   | Expires: Thu, 01 Jan 2099 00:00:00 GMT    | 200 & Expires: Thu, 01 Jan 2099 00:00:00 GMT | 200 & Expires: Thu, 01 Jan 2099 00:00:00 GMT & Cache-Control: private | K4: the date counts, sharing does not
          E1   | Vary: Origin                              | 200 & no Vary                            | 200 & Vary: Origin | L16: nginx keeps six fields, ours keeps all
          E1   | Access-Control-Allow-Origin: *            | 200 & no Access-Control-Allow-Origin     | 200 & Access-Control-Allow-Origin: * | L16: CORS
          E1   | Content-Security-Policy: default-src none | 200 & no Content-Security-Policy         | 200 & Content-Security-Policy: default-src none | L16: CSP
          E1   | Content-Language: de                      | 200 & no Content-Language                | 200 & Content-Language: de | L16
          E1   | Link: </a>; rel=x & Link: </b>; rel=y     | 200 & no Link                            | 200 & Link: </a>; rel=x + Link: </b>; rel=y | L16
          E1   | X-Request-Id: 7                           | 200 & no X-Request-Id                    | 200 & X-Request-Id: 7 | L16
          E1   | Referrer-Policy: no-referrer              | 200 & no Referrer-Policy                 | 200 & Referrer-Policy: no-referrer | L16
          E2   | Connection: X-Hop & X-Hop: 1              | 200 & no X-Hop                           | SAME | what Connection names stops here
          E1   | Keep-Alive: timeout=5 & Upgrade: h2c      | 200 & no Upgrade                         | SAME | so do the hop-by-hop fields
          E4   | X-A: 1                                    | 200 & Content-Type: text/plain           | 200 & Content-Type: text/plain | without a type the name decides
          E4   | Content-Type: text/html                   | 200 & Content-Type: text/html            | 200 & Content-Type: text/plain | every framework stamps this on an empty answer
          E4   | Content-Type: text/html; charset=utf-8    | 200 & Content-Type: text/html; charset=utf-8 | 200 & Content-Type: text/plain | the same with a charset
          E4   | Content-Type: TEXT/HTML;charset=UTF-8     | 200 & Content-Type: TEXT/HTML;charset=UTF-8 | 200 & Content-Type: text/plain | types have no case
          E5   | Content-Type: text/plain; charset=iso-8859-1 | 200 & Content-Type: text/plain; charset=iso-8859-1 | SAME | B7: the app's charset
          E6   | Content-Length: 999                       | 200 [letters.txt] & Content-Length: 26   | SAME | the file's length
          E7   | ETag: "app" & Last-Modified: Thu, 01 Jan 2015 00:00:00 GMT | 200 & ETag: {etag} & Last-Modified: {modified} | SAME | the file's validators
          E8   | Accept-Ranges: none                       | 200 & Accept-Ranges: none + Accept-Ranges: bytes | 200 & Accept-Ranges: none | one line, and the app's
          E10  | Content-Encoding: gzip                    | 200 & no Content-Encoding                | 200 & Content-Encoding: gzip | the file is what the app says it is
          E10  | Transfer-Encoding: chunked & body=0⏎⏎     | 200 [letters.txt] & Content-Length: 26   | SAME | framing is never the app's

          # Control fields are consumed
          F1   | X-Accel-Limit-Rate: 1000000               | 200 [letters.txt] & no X-Accel-Limit-Rate | SAME | E12
          F1   | X-Accel-Limit-Rate: off                   | 200 [letters.txt] & no X-Accel-Limit-Rate | SAME | no number: ignored
          F2   | X-Accel-Limit-Rate: 0                     | 200 [letters.txt] & no X-Accel-Limit-Rate | SAME | no limit
          F5   | X-Accel-Buffering: no                     | 200 [letters.txt] & no X-Accel-Buffering  | SAME | E12
          F6   | X-Accel-Expires: 60                       | 200 [letters.txt] & no X-Accel-Expires    | SAME | never makes a handoff cacheable
          F7   | X-Accel-Charset: utf-8                    | 200 [letters.txt] & no X-Accel-Charset    | 200 & Content-Type: text/plain; charset=utf-8 | nginx only knows charsets it was configured with
          F7   | X-Accel-Charset: utf-8 & Content-Type: image/png | 200 & Content-Type: image/png      | SAME | B7: a picture has none
          F7   | X-Accel-Charset: utf-8 & Content-Type: text/plain; charset=iso-8859-1 | * | 200 & Content-Type: text/plain; charset=iso-8859-1 | B7: the app's own charset
          F7   | X-Accel-Charset: off                      | 200 & Content-Type: text/plain            | SAME | none
          F7   | X-Accel-Charset: no-such-charset          | 200 & Content-Type: text/plain            | 200 & Content-Type: text/plain; charset=no-such-charset | the label is the app's word; nothing is converted
          L16  | Handoff: reuse=0, unknown=?1              | 200 [letters.txt] & no Handoff            | SAME | our own field is stripped; an unknown key is ignored
          L16  | Handoff: not a (dictionary                | 200 [letters.txt] & no Handoff            | SAME | what cannot be read is ignored
          L16  | Handoff: etag="v7"                        | 200 & ETag: {etag}                        | 200 & ETag: "v7" & no Handoff | an app that means it can name the tag
          L16  | Handoff: etag="v7";weak                   | 200 & ETag: {etag}                        | 200 & ETag: W/"v7" | weak as well
          L16  | Handoff: type="application/pdf"           | 200 & Content-Type: text/plain            | 200 & Content-Type: application/pdf | and the type
          L16  | Handoff: rate="fast"                      | 200 [letters.txt]                         | 502 problem | ignoring it would lift a limit
          L16  | Handoff: subject=7                        | 200 [letters.txt]                         | 502 problem | the same
          L16  | Handoff: delete-after=1                   | 200 [letters.txt]                         | 502 problem | the same
          L20  | x_accel_redirect: /_files/noext           | 200 [letters.txt]                         | 200 [letters.txt] & no x_accel_redirect | another spelling never gets out

          # What file answers get by policy
          K1   | X-A: 1                                    | 200 & no Cache-Control                    | 200 & Cache-Control: private, no-cache | a protected file is nobody else's
          B5   | X-A: 1                                    | 200 & no X-Content-Type-Options           | 200 & X-Content-Type-Options: nosniff | no guessing
          B5   | X-Content-Type-Options: nosniff           | 200                                       | 200 & X-Content-Type-Options: nosniff | one line, also when the app sends it
          """)
  void fields(String id, String fields, String nginx, String ours, String why) {
    compare("GET", "=> /_files/letters.txt & " + fields, nginx, ours);
  }

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | the app answers                                   | nginx                         | ours | why
          B2   | => /_files/noext                                  | 200 & Content-Type: application/octet-stream | SAME | L16: no extension
          B1   | => /_files/UPPER.TXT                              | 200 & Content-Type: text/plain | SAME | extensions have no case
          B1   | => /_files/data.json                              | 200 & Content-Type: application/json | SAME | from the name
          B3   | => /_files/data.json & Content-Type: x/y          | 200 & Content-Type: x/y        | SAME | the app's type wins over the name
          E4   | => /_files/page.html & Content-Type: text/html    | 200 & Content-Type: text/html  | 200 & Content-Type: text/html | the name says HTML too
          B8   | => /_files/page.html                              | 200 & no Content-Security-Policy | 200 & Content-Security-Policy: sandbox | users' HTML runs nothing here
          B8   | => /_files/image.svg                              | 200 & no Content-Security-Policy | 200 & Content-Security-Policy: sandbox | nor does an image
          B8   | => /_files/letters.txt & Content-Type: image/svg+xml | 200 & no Content-Security-Policy | 200 & Content-Security-Policy: sandbox | the type counts, not the name
          B8   | => /_files/page.html & Content-Disposition: attachment | 200 & no Content-Security-Policy | 200 & no Content-Security-Policy | the app has decided
          B8   | => /_files/page.html & Content-Security-Policy: default-src x | 200 & no Content-Security-Policy | 200 & Content-Security-Policy: default-src x | the app has decided
          B8   | => /_files/letters.txt                            | 200 & no Content-Security-Policy | SAME | text does not run
          """)
  void types(String id, String app, String nginx, String ours, String why) {
    compare("GET", app, nginx, ours);
  }
}
