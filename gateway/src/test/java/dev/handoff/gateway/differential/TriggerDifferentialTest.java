package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers of an app hand off, and what happens to the app's own body. */
// proves handoff-protocol: A1 A2 A4 A5 A8-A10 A12 B1 B2 E9 J3
// proves file-responses: L18 L21 L22
final class TriggerDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request | the app answers                                     | nginx             | ours              | why
          A1   | GET     | => /_files/letters.txt                              | 200 [letters.txt] | SAME              | the field hands off
          A1   | GET     | x-accel-REDIRECT: /_files/letters.txt               | 200 [letters.txt] | SAME              | whatever its case
          A1   | GET     | X-Accel-Redirect:⇥ /_files/letters.txt ⇥            | 404               | 200 [letters.txt] | tabs around a value are no part of it
          A12  | GET     | X-Sendfile: {files}/letters.txt                     | 200 - & X-Sendfile: {files}/letters.txt | 200 [letters.txt] & no X-Sendfile | nginx tells the client the path
          A12  | GET     | X-LIGHTTPD-send-file: {files}/letters.txt           | 200 - & X-LIGHTTPD-send-file: …         | 200 [letters.txt] & no X-LIGHTTPD-send-file | the same under its older name
          A12  | GET     | X-Sendfile: {files}/100%.txt                        | 200 -             | 200 [100%.txt]    | a path is octets, nothing in it is decoded
          A12  | GET     | X-Sendfile: {files}/Bericht März.txt                | 200 -             | 200 [Bericht März.txt] | raw UTF-8
          A12  | GET     | X-Sendfile: {files}/../outside/secret.txt           | 200 -             | 404 problem       | never outside the root
          A12  | GET     | X-Sendfile: /etc/passwd                             | 200 -             | 502 problem       | a path in no granted root
          A12  | GET     | X-Sendfile: letters.txt                             | 200 -             | 502 problem       | a relative path
          A12  | GET     | => /_files/letters.txt & X-Sendfile: /etc/passwd    | 200 [letters.txt] | 502 problem       | two fields that hand off are the app's bug

          # The app's status: an error of the app must never become the file
          A2   | GET     | 201 & => /_files/letters.txt                        | 200 [letters.txt] | SAME              | any 2xx
          A2   | GET     | 204 & => /_files/letters.txt                        | 200 [letters.txt] | SAME              | also where no body could follow
          E9   | GET     | 206 & => /_files/letters.txt & Content-Range: bytes 0-2/9 & body=abc | 200 [letters.txt] & no Content-Range | SAME | the file decides the status
          A2   | GET     | 302 & => /_files/letters.txt & Location: /login     | 200 [letters.txt] | 302 - & Location: /login & no X-Accel-Redirect | a redirect to the login page stays one
          E9   | GET     | 304 & => /_files/letters.txt & ETag: "app"          | 200 [letters.txt] | 304 - & ETag: "app" & no X-Accel-Redirect | L21: the app's 304 is the answer
          A2   | GET     | 401 & => /_files/letters.txt & body=who             | 200 [letters.txt] | 401 "who" & no X-Accel-Redirect     | L22: nginx leaks
          A2   | GET     | 403 & => /_files/letters.txt & body=refused         | 200 [letters.txt] | 403 "refused" & no X-Accel-Redirect | L22: nginx leaks
          A2   | GET     | 404 & => /_files/letters.txt & body=gone            | 200 [letters.txt] | 404 "gone" & no X-Accel-Redirect    | L22: nginx leaks
          A2   | GET     | 500 & => /_files/letters.txt & body=oops            | 200 [letters.txt] | 500 "oops" & no X-Accel-Redirect    | L22: nginx leaks
          A2   | GET     | 403 & X-Sendfile: /etc/passwd & body=refused        | 403 "refused" & X-Sendfile: /etc/passwd | 403 "refused" & no X-Sendfile | L18: the path never reaches a client

          # A value that cannot be meant
          A4   | GET     | => /_files/letters.txt & => /_files/noext           | 200 [letters.txt] | 502 problem       | nginx takes the first and goes on
          A4   | GET     | => /_files/letters.txt & => /_files/letters.txt     | 200 [letters.txt] | 502 problem       | also twice the same
          A5   | GET     | X-Accel-Redirect:                                   | 404               | 502 problem       | empty is the app's bug, not a missing file
          C1   | GET     | => @named                                           | 500               | 502 problem       | there are no named locations

          # Places where the field means nothing
          A8   | GET     | raw HTTP/1.1 103 Early Hints⏎X-Accel-Redirect: /_files/noext⏎⏎HTTP/1.1 200 OK⏎Content-Length: 3⏎⏎own | * | 200 "own" & no X-Accel-Redirect | not in an interim answer
          A9   | GET     | raw HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎3⏎own⏎0⏎X-Accel-Redirect: /_files/noext⏎⏎ | 200 "own" & no X-Accel-Redirect | SAME | not in trailers
          A10  | GET     | => /_files/letters.txt & X-Big: {20000 octets}      | 502               | 200 [letters.txt] | a head may be 64 KB

          # The app's body is neither read nor sent
          B1   | GET     | => /_files/letters.txt & body=the app's own         | 200 [letters.txt] | SAME              | decided when the head is complete
          B2   | GET     | => /_files/letters.txt & Content-Length: 999        | 200 [letters.txt] | SAME              | a length that never comes is not waited for
          B2   | GET     | raw HTTP/1.1 200 OK⏎X-Accel-Redirect: /_files/letters.txt⏎Transfer-Encoding: chunked⏎⏎5⏎hel | 200 [letters.txt] | SAME | nor is a chunk
          B2   | GET     | raw HTTP/1.1 200 OK⏎X-Accel-Redirect: /_files/letters.txt⏎⏎until the end | 200 [letters.txt] | SAME | nor the end of the connection
          B2   | GET     | raw HTTP/1.0 200 OK⏎X-Accel-Redirect: /_files/letters.txt⏎⏎ | 200 [letters.txt] | SAME      | an app of HTTP/1.0 hands off too
          J3   | GET     | X-Archive-Files: zip & body=- 26 /_files/letters.txt a.txt | 200 & X-Archive-Files: zip | 502 problem | archives are not made; the manifest is not shown either
          """)
  void triggers(String id, String request, String app, String nginx, String ours, String why) {
    compare(request, app, nginx, ours);
  }
}
