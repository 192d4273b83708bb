package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the location says about its files, and who wins when the app says otherwise. */
// proves handoff-protocol: D12 D13 E11 G7 G14
// proves file-responses: C12 J4-J8
final class LocationDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | the app answers                                       | nginx             | ours | why
          D12  | => /_relaxed/.hidden                                  | 200 [.hidden]     | SAME | this location shows hidden files
          D12  | => /_relaxed/.git/config                              | 200 [.git/config] | SAME | also on the way
          G7   | => /_relaxed/link-outside.txt                         | 200 "secret.txt"  | SAME | and follows links anywhere
          G7   | => /_relaxed/link-folder/secret.txt                   | 200 "secret.txt"  | SAME | through folders too
          G7   | => /_relaxed/link-loop.txt                            | 403               | 404 problem | as far as they lead somewhere
          D12  | => /_relaxed/page.html                                | 200 & no Content-Security-Policy | SAME | and trusts its pages
          C11  | => /_relaxed/../outside/secret.txt                    | 404               | SAME | a way up is none here either
          D12  | => /static/letters.txt                                | 200 [letters.txt] | SAME | a public location needs no grant
          G7   | => /cached/link.txt                                   | 200 [letters.txt] | 404 problem | this one follows no links
          E11  | => /cached/letters.txt & Cache-Control: private       | 200 & Cache-Control: max-age=3600 | 200 & Cache-Control: private | nginx's location makes it public
          E11  | => /cached/letters.txt & Cache-Control: no-store      | 200 & Cache-Control: max-age=3600 | 200 & Cache-Control: no-store | the same
          D13  | => /_files/letters.txt & Cache-Control: private & Cache-Control: no-cache | 200 & Cache-Control: private + Cache-Control: no-cache | SAME | several lines of a list stay a list
          """)
  void handoffs(String id, String app, String nginx, String ours, String why) {
    compare("GET", app, nginx, ours);
  }

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request                                               | nginx             | ours | why
          D12  | GET /cached/letters.txt                               | 200 & Cache-Control: max-age=3600 | 200 & Cache-Control: public, max-age=3600 & no Expires | as configured
          D12  | GET /cached/letters.txt & If-Modified-Since: {modified} | 304 - & Cache-Control: max-age=3600 | 304 - & Cache-Control: public, max-age=3600 | C10: the 304 too
          D12  | GET /cached/missing.txt                               | 404 & no Cache-Control | 404 problem | not the error
          D12  | GET /site/                                            | 200 "index.html"  | 200 "index.html" & Vary: Accept-Encoding | an index; a sibling may come any time
          D12  | GET /site/sub/                                        | 200 "sub/index.html" | 200 "sub/index.html" | of any folder
          D12  | GET /site/empty/                                      | 403               | 404 problem | if there is one
          G14  | GET /site/both.txt & Accept-Encoding: gzip            | 200 "both.txt.gz" & Content-Encoding: gzip & Content-Type: text/plain & Content-Length: 11 | 200 "both.txt.gz" & Content-Encoding: gzip & Content-Type: text/plain & Content-Length: 11 & Vary: Accept-Encoding | J4: the sibling, told apart
          J5   | GET /site/both.txt                                    | 200 "both.txt" & no Content-Encoding | 200 "both.txt" & no Content-Encoding & Vary: Accept-Encoding | it could have been the other
          J8   | GET /site/both.txt & Accept-Encoding: gzip;q=0        | 200 "both.txt"    | 200 "both.txt" | not wanted
          J8   | GET /site/both.txt & Accept-Encoding: *               | *                 | 200 "both.txt.gz" & Content-Encoding: gzip | anything
          J8   | GET /site/both.txt & Accept-Encoding: identity;q=0, br | 200 "both.txt"   | 200 "both.txt" | never 406
          J8   | GET /site/both.txt & Accept-Encoding: x-gzip-not      | *                 | 200 "both.txt" | another word
          J6   | GET /site/both.txt & Accept-Encoding: gzip & Range: bytes=0-3 | * | 206 "both" & Content-Range: bytes 0-3/11 & Content-Encoding: gzip & Vary: Accept-Encoding | octets of the sibling
          G14  | GET /site/plain.txt & Accept-Encoding: gzip           | 200 "plain.txt" & no Content-Encoding | 200 "plain.txt" & no Content-Encoding | no sibling
          J7   | GET /site/outdated.txt & Accept-Encoding: gzip        | 200 "outdated.txt.gz" & Content-Encoding: gzip | 200 "outdated.txt" & no Content-Encoding | the sibling is older than the file
          G14  | HEAD /site/both.txt & Accept-Encoding: gzip           | 200 - & Content-Length: 11 & Content-Encoding: gzip | 200 - & Content-Length: 11 & Content-Encoding: gzip | as GET
          """)
  void publicFiles(String id, String request, String nginx, String ours, String why) {
    compare(request, "404 & body=the app was asked", nginx, ours);
  }
}
