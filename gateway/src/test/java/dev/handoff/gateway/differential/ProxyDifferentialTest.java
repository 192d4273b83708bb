package dev.handoff.gateway.differential;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of an app that are no handoff: they go through as they are. */
// proves handoff-protocol: A9 E12
final class ProxyDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1} / {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request              | the app answers                               | nginx      | ours | why
          P    | GET                  | body=hello & Content-Type: a/b & X-A: 1       | 200 "hello" & X-A: 1 | SAME | fields and body
          P    | HEAD                 | body=hello                                    | 200 - & Content-Length: 5 | SAME | the length of what GET would get
          P    | GET                  | 404 & body=gone                               | 404 "gone" | SAME | the app's error is the app's
          P    | GET                  | 500 & body=oops                               | 500 "oops" | SAME | the same
          P    | GET                  | 204 & X-A: 1                                  | 204 - & X-A: 1 | SAME | no body, no length
          P    | GET                  | 304 & ETag: "a"                               | 304 - & ETag: "a" | SAME | nor here
          P    | GET                  | 302 & Location: /login                        | 302 - & Location: /login | SAME | a redirect
          P    | POST & body=hello    | 201 & body=made                               | 201 "made" | SAME | with a body in both directions
          P    | POST & chunked=hello | 201 & body=made                               | 201 "made" | SAME | chunked
          P    | GET                  | body=x & Set-Cookie: a=1 & Set-Cookie: b=2    | 200 "x" & Set-Cookie: a=1 + Set-Cookie: b=2 | SAME | lines stay lines
          P    | GET                  | body=x & Content-Type: text/html              | 200 "x" & Content-Type: text/html | SAME | the type is believed
          P    | GET                  | body=x & Cache-Control: public                | 200 "x" & Cache-Control: public | SAME | nothing is added
          P    | GET                  | body=x & Connection: X-Hop & X-Hop: 1         | *          | 200 "x" & no X-Hop | what Connection names stops here
          P    | GET                  | body=x & Keep-Alive: timeout=9                | *          | 200 "x" & no Keep-Alive | so do the hop-by-hop fields
          P    | GET                  | raw HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2;x=y⏎he⏎3⏎llo⏎0⏎⏎ | 200 "hello" | SAME | chunked
          P    | GET                  | raw HTTP/1.1 200 OK⏎⏎until the end           | 200 "until the end" | SAME | until the connection ends
          P    | GET                  | raw HTTP/1.0 200 OK⏎Content-Length: 2⏎⏎ok     | 200 "ok"   | SAME | an app of HTTP/1.0
          P    | GET                  | raw HTTP/1.1 200⏎Content-Length: 2⏎⏎ok        | *          | 200 "ok" | a status line without reason
          P    | GET /f HTTP/1.0      | raw HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎he⏎3⏎llo⏎0⏎⏎ | 200 "hello" & no Transfer-Encoding | SAME | E20: never chunked to HTTP/1.0
          P    | GET /f HTTP/1.0      | body=hello                                    | 200 "hello" | SAME | an old client
          P    | GET                  | body=x & X-Accel-Buffering: no & X-Accel-Expires: 5 & X-Accel-Limit-Rate: 0 & X-Accel-Charset: utf-8 | 200 "x" & no X-Accel-Buffering & no X-Accel-Expires & no X-Accel-Limit-Rate & no X-Accel-Charset | SAME | E12: control fields stop here without a handoff too
          P    | GET                  | body=x & Handoff: subject="u1"                | 200 "x" & Handoff: subject="u1" | 200 "x" & no Handoff | so does ours
          P    | GET                  | body=x & X_Accel-Redirect: /_files/noext      | *          | 200 "x" & no X_Accel-Redirect | in any spelling
          P    | GET                  | body=x & X-LIGHTTPD-KBytes-per-second: 9      | *          | 200 "x" & no X-LIGHTTPD-KBytes-per-second | nor those of other fronts
          P    | GET                  | body=x & X-Sendfile-Type: X-Accel-Redirect & X-Accel-Mapping: /a/=/b/ & X-Redirect-Map: /a/=/b/ & Handoff-Front: v1 | * | 200 "x" & no X-Sendfile-Type & no X-Accel-Mapping & no X-Redirect-Map & no Handoff-Front | the words of a front are not the app's
          """)
  void passesThrough(String id, String request, String app, String nginx, String ours, String why) {
    compare(request, app, nginx, ours);
  }

  @ParameterizedTest(name = "{0} {1} / {2}: {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request                       | the app answers                     | nginx        | ours | why
          H18  | GET & Range: bytes=1-2        | body=hello & Content-Type: a/b      | 200 "hello"  | 206 "el" & Content-Range: bytes 1-2/5 | the app never saw Range, so the front cuts
          H18  | GET & Range: bytes=9-         | body=hello                          | 200 "hello"  | 416 | the same
          H18  | GET & If-None-Match: "a"      | body=hello & ETag: "a"              | 200 "hello"  | 304 - & ETag: "a" | the app never saw the condition, so the front decides
          H18  | GET & If-None-Match: "b"      | body=hello & ETag: "a"              | 200 "hello"  | 200 "hello" | another version
          H18  | GET & If-Match: "b"           | body=hello & ETag: "a"              | 200 "hello"  | 412 | and here
          H18  | GET & If-Modified-Since: {modified} | body=hello & Last-Modified: {modified} | *   | 304 - | by date
          H18  | HEAD & Range: bytes=1-2       | body=hello                          | 200 -        | 200 - & Content-Length: 5 | HEAD has no ranges
          H18  | GET & Range: bytes=1-2 & If-Range: "a" | body=hello & ETag: "b"     | 200 "hello"  | 200 "hello" | another version
          H18  | GET & If-None-Match: "a"      | 404 & body=gone & ETag: "a"         | 404 "gone"   | 404 "gone" | only a 200 has a condition
          H18  | GET & Range: bytes=1-2        | 206 & body=el & Content-Range: bytes 1-2/5 | 206 "el" | 206 "el" & Content-Range: bytes 1-2/5 | the app's own part goes through
          H18  | GET & Range: bytes=1-2        | raw HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎5⏎hello⏎0⏎⏎ | 200 "hello" | 200 "hello" | of unknown length: nothing to cut
          H18  | POST & Range: bytes=1-2 & body=x | body=hello                       | 200 "hello"  | 200 "hello" | no GET: the app's business
          """)
  void conditionsOfTheAppsOwnAnswers(
      String id, String request, String app, String nginx, String ours, String why) {
    compare(request, app, nginx, ours);
  }
}
