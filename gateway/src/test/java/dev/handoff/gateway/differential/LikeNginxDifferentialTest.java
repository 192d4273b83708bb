package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An app that was written for nginx and wants its ways: {@code handoff_on: any}, {@code
 * content_type: app}, {@code conditionals: pass}, {@code accept: [X-Accel-Redirect]}.
 */
// proves handoff-protocol: A2 A12 E4 E9
final class LikeNginxDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1} / {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request            | the app answers                                 | nginx | ours | why
          A2   | GET /like-nginx/f  | => /_files/letters.txt                          | 200 [letters.txt] | SAME | as ever
          A2   | GET /like-nginx/f  | 302 & => /_files/letters.txt & X-A: 1           | 200 [letters.txt] | 200 [letters.txt] | any status
          A2   | GET /like-nginx/f  | 403 & => /_files/letters.txt & body=refused     | 200 [letters.txt] | SAME | errors too
          A2   | GET /like-nginx/f  | 500 & => /_files/letters.txt                    | 200 [letters.txt] | SAME | and failures
          E9   | GET /like-nginx/f  | 304 & => /_files/letters.txt                    | 200 [letters.txt] | SAME | the file decides
          E9   | GET /like-nginx/f & If-None-Match: {etag} | 304 & => /_files/letters.txt | 304 - | SAME | whether it is new
          E9   | GET /like-nginx/f & Range: bytes=0-2 | 416 & => /_files/letters.txt  | 206 "abc" | SAME | and which part
          E4   | GET /like-nginx/f  | => /_files/letters.txt & Content-Type: text/html | 200 & Content-Type: text/html | 200 & Content-Type: text/html & Content-Security-Policy: sandbox | the app's type, even this one, though it runs nothing
          A2   | GET /like-nginx/f  | 404 & body=gone                                 | 404 "gone" | SAME | without the field it is an answer
          A4   | GET /like-nginx/f  | 403 & => /_files/letters.txt & => /_files/noext | 200 [letters.txt] | 502 problem | a mistake is one on any status
          A12  | GET /like-nginx/f  | X-Sendfile: {files}/letters.txt & body=own      | 200 "own" & X-Sendfile: {files}/letters.txt | 200 "own" & no X-Sendfile | not accepted, and stripped all the same
          A12  | GET /like-nginx/f  | => /_files/letters.txt & X-Sendfile: /etc/passwd | 200 [letters.txt] | SAME | nor in the way
          H18  | GET /like-nginx/f & Range: bytes=1-2 | 206 & body=el & Content-Range: bytes 1-2/5 | 206 "el" | SAME | conditions are the app's
          H18  | GET /like-nginx/f & If-None-Match: "a" | body=hello & ETag: "a"      | 200 "hello" | SAME | so nobody else decides them
          """)
  void compatibility(String id, String request, String app, String nginx, String ours, String why) {
    compare(request, app, nginx, ours);
  }
}
