package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands at the target, and which methods get it. */
// proves handoff-protocol: D1 D3 D11 G1 G3-G9 G13
// proves file-responses: A23 C6 H1 H6-H9 H13 H14 I8 J3 K14 L7 L8 L17 L19
final class FileDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1} {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request            | the app answers               | nginx              | ours        | why
          G1   | GET                | => /_files/missing.txt        | 404                | 404 problem | L19
          G1   | HEAD               | => /_files/missing.txt        | 404                | 404         | without a body
          G1   | GET                | => /_files/letters.txt/x      | 404                | 404 problem | I8: a file is no folder
          G3   | GET                | => /_files/missing.txt & Content-Disposition: attachment; filename=x.pdf | 404 & Content-Disposition: attachment; filename=x.pdf | 404 problem | A23: an error page is not x.pdf
          G3   | GET                | => /_files/missing.txt & Cache-Control: public, max-age=3600 | 404 & Cache-Control: public, max-age=3600 | 404 problem | nobody keeps the error
          G3   | GET                | => /_files/missing.txt & Expires: Thu, 01 Jan 2099 00:00:00 GMT | 404 & Expires: Thu, 01 Jan 2099 00:00:00 GMT | 404 problem | the same
          G3   | GET                | => /_files/missing.txt & Set-Cookie: a=1 | 404 & Set-Cookie: a=1 | 404 problem & Set-Cookie: a=1 | cookies are not about the file
          G3   | GET                | => /_files/missing.txt & Content-Type: application/pdf & Link: </a> | 404 & no Link | 404 problem & no Link | nothing else about the file survives
          G4   | GET                | => /_files/sub                | 301                | 404 problem & no Location | H13: nginx tells the internal path
          G5   | GET                | => /_files/sub/               | 403                | 404 problem | H13: no listing, and no hint that it is there
          G5   | GET                | => /_files/                   | 403                | 404 problem | nor of the root
          H14  | GET                | => /_files/letters.txt/       | 404                | SAME        | a file has no slash
          G6   | GET                | => /_files/pipe               | 404                | SAME        | L8: opening must not wait for a writer
          G7   | GET                | => /_files/link-inside.txt    | 200 [letters.txt]  | SAME        | a link that stays inside
          G7   | GET                | => /_files/link-outside.txt   | 200 "secret.txt"   | 404 problem | a link that leads out
          G7   | GET                | => /_files/link-folder/secret.txt | 200 "secret.txt" | 404 problem | through a folder
          G7   | GET                | => /_files/link-loop.txt      | 403                | 404 problem | a link to itself
          L7   | GET                | => /_files/.hidden            | 200 [.hidden]      | 404 problem | names that begin with a dot
          L7   | GET                | => /_files/.git/config        | 200 [.git/config]  | 404 problem | also on the way
          H9   | GET                | => /_files/empty.txt          | 200 - & Content-Length: 0 | SAME | an empty file is a file
          H9   | HEAD               | => /_files/empty.txt          | 200 - & Content-Length: 0 | SAME | the same without a body
          C6   | GET                | => /_files/future.txt         | 200 & Last-Modified: Fri, 01 Jan 2100 00:00:00 GMT | 200 [future.txt] & no Last-Modified | no date from the future
          D11  | GET                | => /_files/sub/inner.txt      | 200 [sub/inner.txt] | SAME      | the location's folder and the rest of the path

          G13  | GET & Accept-Encoding: gzip | => /_files/letters.txt      | 200 [letters.txt] & no Content-Encoding | SAME | nothing is compressed on the way
          J3   | GET & Accept-Encoding: gzip | => /_files/archive.tar.gz   | 200 [archive.tar.gz] & no Content-Encoding | 200 [archive.tar.gz] & no Content-Encoding | nor is what is compressed already

          # Methods
          G8   | HEAD               | => /_files/letters.txt        | 200 - & Content-Length: 26 | SAME | H1: the fields of GET
          D1   | POST & body=hello  | => /_files/letters.txt        | 200 [letters.txt]  | SAME        | L17: the app asked for it, so it is a GET
          D1   | PUT & body=hello   | => /_files/letters.txt        | 200 [letters.txt]  | SAME        | G9: the body was the app's
          D1   | DELETE             | => /_files/letters.txt        | 200 [letters.txt]  | SAME        | L17
          D1   | PATCH & chunked=hi | => /_files/letters.txt        | 200 [letters.txt]  | SAME        | L17
          D1   | OPTIONS            | => /_files/letters.txt        | 200 [letters.txt]  | SAME        | L17
          D1   | REPORT             | => /_files/letters.txt        | 200 [letters.txt]  | SAME        | any method the app takes

          # Asked from outside: the internal location is not there
          D3   | GET /_files/letters.txt       | body=app          | 404                | 404 problem | though the file exists
          D3   | GET /_files/missing.txt       | body=app          | 404                | 404 problem | as when it does not
          D3   | GET /_files/                  | body=app          | 404                | 404 problem | the folder
          D3   | GET //_files///letters.txt    | body=app          | 404                | 404         | with more slashes
          D3   | GET /x/../_files/letters.txt  | body=app          | 404                | 404         | on a detour
          D3   | GET /%5ffiles/letters.txt     | body=app          | 404                | 404         | encoded
          D3   | GET /./_files/./letters.txt   | body=app          | 404                | 404         | with dots
          D3   | GET /_files                   | body=app          | 200 "app"          | 404 problem | ours: /_files and /_files/ are the same place
          """)
  void files(String id, String request, String app, String nginx, String ours, String why) {
    compare(request, app, nginx, ours);
  }

  @ParameterizedTest(name = "{0} {1}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request                                            | nginx             | ours | why
          H1   | GET /static/letters.txt                            | 200 "abcdefghijklmnopqrstuvwxyz" & Content-Type: text/plain & no Cache-Control | SAME | a public file
          H1   | HEAD /static/letters.txt                           | 200 - & Content-Length: 26 | SAME | without its body
          H1   | GET /static/letters.txt & Range: bytes=0-2         | 206 "abc"         | SAME | a part
          H1   | GET /static/letters.txt & If-Modified-Since: {modified} | 304 -        | SAME | nothing new
          B8   | GET /static/page.html                              | 200 "page.html" & no Content-Security-Policy | SAME | the operator's own pages may run
          H9   | GET /static/empty.txt                              | 200 -             | SAME | an empty one
          H6   | POST /static/letters.txt & body=x                  | 405 & no Allow    | 405 problem & Allow: GET, HEAD, OPTIONS | which methods there are
          H6   | DELETE /static/letters.txt                         | 405 & no Allow    | 405 problem & Allow: GET, HEAD, OPTIONS | the same
          H7   | OPTIONS /static/letters.txt                        | 405 & no Allow    | 204 - & Allow: GET, HEAD, OPTIONS | which methods there are
          H7   | OPTIONS /static/missing.txt                        | 405               | 204 - & Allow: GET, HEAD, OPTIONS | and nothing about the file
          H13  | GET /static                                        | 404 "the app was asked" | 404 problem | the same place as /static/
          H13  | GET /static/                                       | 403               | 404 problem | a folder without an index
          G1   | GET /static/missing.txt                            | 404               | SAME | H8: never the app's business
          L1   | GET /static/%2e%2e/files/letters.txt               | *                 | 400 | not outside the root
          L1   | GET /static/..%2ffiles/letters.txt                 | *                 | 400 | encoded
          L3   | GET /static/letters.txt%00                         | 400               | 400 | NUL
          L4   | GET /static/%zz                                    | 400               | 400 | a malformed escape
          """)
  void publicFiles(String id, String request, String nginx, String ours, String why) {
    compare(request, "404 & body=the app was asked", nginx, ours);
  }
}
