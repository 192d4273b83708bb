package dev.handoff.gateway.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Handoffs to another server: what it is asked, and what of its answer a client gets. */
// proves handoff-protocol: I1-I10 I12 I13
final class StoreDifferentialTest extends Differential {

  @ParameterizedTest(name = "{0} {1}, {2}, {3}: {6}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # id | request | the app answers | the store answers | nginx | ours | why
          I7   | GET                        | => /_store/x & Content-Type: application/pdf | body=hello & Content-Type: text/plain | 200 "hello" & Content-Type: text/plain | 200 "hello" & Content-Type: application/pdf | the app knows what it hands off
          I7   | GET                        | => /_store/x & Content-Type: text/html | body=hello & Content-Type: image/png | 200 & Content-Type: image/png | 200 & Content-Type: image/png | but every framework says HTML
          I7   | GET                        | => /_store/x & Content-Disposition: attachment; filename="app" | body=x & Content-Disposition: inline | 200 & Content-Disposition: attachment; filename="app" + Content-Disposition: inline | 200 & Content-Disposition: attachment; filename="app" | one line, and the app's
          I7   | GET                        | => /_store/x & Cache-Control: private | body=x & Cache-Control: public | 200 & Cache-Control: private + Cache-Control: public | 200 & Cache-Control: private | private stays private
          I7   | GET                        | => /_store/x & Set-Cookie: app=1 | body=x & Set-Cookie: store=1 | 200 & Set-Cookie: app=1 + Set-Cookie: store=1 | 200 & Set-Cookie: app=1 | a store sets no cookies
          I7   | GET                        | => /_store/x & Expires: 0   | body=x & Expires: Thu, 01 Jan 2099 00:00:00 GMT | 200 & Expires: 0 + Expires: Thu, 01 Jan 2099 00:00:00 GMT | 200 & Expires: 0 | one line
          I7   | GET                        | => /_store/x               | body=x & x-amz-id-2: y & X-Powered-By: z | 200 & x-amz-id-2: y & X-Powered-By: z | 200 & no x-amz-id-2 & no X-Powered-By | nobody needs to know
          I7   | GET                        | => /_store/x               | body=x & ETag: "s" & Last-Modified: Mon, 06 May 2024 07:08:09 GMT | 200 & ETag: "s" & Last-Modified: Mon, 06 May 2024 07:08:09 GMT | 200 & ETag: "s" & Last-Modified: Mon, 06 May 2024 07:08:09 GMT | the store's validators are the object's

          I8   | GET                        | => /_store/x & Content-Disposition: attachment | 403 & body=<Error><Key>x</Key></Error> & Content-Type: application/xml | 403 "<Error><Key>x</Key></Error>" & Content-Disposition: attachment | 502 problem | no store's document under the app's name
          I8   | GET                        | => /_store/x & Content-Disposition: attachment | 404 & body=<Error/> | 404 "<Error/>" & Content-Disposition: attachment | 404 problem | what is not there is not there
          I8   | GET                        | => /_store/x               | 500 & body=oops            | 500 "oops" | 502 problem | not our error
          I8   | GET                        | => /_store/x               | 206 & body=hello           | 206 "hello" | 502 problem | a part nobody asked for is no object
          I9   | GET                        | => /_store/x               | 302 & Location: http://other.example/x?sig=1 | 302 & Location: http://other.example/x?sig=1 | 502 problem | where a store would send us is not for clients
          I9   | GET                        | => /_store/x               | 307 & Location: /bucket/x  | 307 & Location: /bucket/x | 502 problem | a circle

          I12  | GET & Range: bytes=1-2     | => /_store/x               | 206 & body=el & Content-Range: bytes 1-2/5 | 206 "el" & Content-Range: bytes 1-2/5 | 206 "el" & Content-Range: bytes 1-2/5 | a store that can do it
          I12  | GET & Range: bytes=1-2     | => /_store/x               | body=hello                 | 200 "hello" | 206 "el" & Content-Range: bytes 1-2/5 | one that cannot: the front cuts
          I12  | GET & Range: bytes=1-2     | => /_cut/x                 | body=hello & ETag: "a"     | 206 "el" & Content-Range: bytes 1-2/5 & ETag: "a" | 206 "el" & Content-Range: bytes 1-2/5 & ETag: "a" | nginx can be told to
          I12  | GET & Range: bytes=0-0,4-4 | => /_store/x               | body=hello & ETag: "a"     | 200 "hello" | 200 "hello" & no Content-Range | several from a store that can do none: the whole
          I12  | GET & Range: bytes=9-      | => /_store/x               | body=hello                 | 200 "hello" | 416 & Content-Range: bytes */5 | none of it
          I12  | GET & Range: bytes=1-2 & If-Range: "b" | => /_store/x   | 206 & body=el & Content-Range: bytes 1-2/5 & ETag: "a" | 206 "el" | 502 problem | a store that ignores If-Range and only knows parts

          I13  | GET & If-None-Match: "a"   | => /_store/x               | body=hello & ETag: "a"     | 200 "hello" | 304 - & ETag: "a" | what the store does not decide, the front does
          I13  | GET & If-Match: "b"        | => /_store/x               | body=hello & ETag: "a"     | 200 "hello" | 412 problem | the same
          I13  | GET & If-Modified-Since: Mon, 06 May 2024 07:08:09 GMT | => /_store/x | body=hello & Last-Modified: Mon, 06 May 2024 07:08:09 GMT | 200 "hello" | 304 - | by date
          I13  | GET & If-None-Match: "b"   | => /_store/x               | body=hello & ETag: "a"     | 200 "hello" & ETag: "a" | 200 "hello" & ETag: "a" | another version

          I6   | HEAD                       | => /_store/x               | body=hello & ETag: "a"     | 200 - & Content-Length: 5 & ETag: "a" | 200 - & Content-Length: 5 & ETag: "a" | the length of what GET would get
          A11  | GET                        | => /_store/x               | => /_files/noext           | 200 [noext] | 200 "" & no X-Accel-Redirect | a store hands off nothing
          """)
  void answers(
      String id, String request, String app, String store, String nginx, String ours, String why) {
    compare(request, app, store, nginx, ours);
  }

  /** Asks with these fields, and says what the store was asked. */
  private ReceivedRequest asked(Front front, String method, String target, String... fields) {
    stage().app().forget().always(Answer.of(200, "X-Accel-Redirect: " + target));
    stage()
        .store()
        .forget()
        .always(request ->
            request.method().equals("HEAD")
                ? Answer.of(200, "Content-Length: 5")
                : Answer.text(200, "hello"));
    String lines = Stream.of(fields).map(field -> field + "\r\n").collect(Collectors.joining());
    String request = method + " /f HTTP/1.1\r\nHost: files.example\r\n" + lines + "\r\n";
    String body = lines.contains("Content-Length: 5") ? "hello" : "";

    Stage.exchange(stage().address(front), new Cells.Request(method, request + body));

    return stage().store().onlyRequest();
  }

  @ParameterizedTest(name = "I1 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NGINX   | Cookie: session=1               | true
          GATEWAY | Cookie: session=1               | false
          NGINX   | Authorization: Bearer x         | true
          GATEWAY | Authorization: Bearer x         | false
          NGINX   | X-Api-Key: 1                    | true
          GATEWAY | X-Api-Key: 1                    | false
          NGINX   | Origin: https://app.example     | true
          GATEWAY | Origin: https://app.example     | false
          NGINX   | Referer: https://app.example/x  | true
          GATEWAY | Referer: https://app.example/x  | false
          NGINX   | X-Forwarded-For: 10.1.2.3       | true
          GATEWAY | X-Forwarded-For: 10.1.2.3       | false
          """)
  void fieldsOfTheClient(Front front, String field, boolean arrives) {
    ReceivedRequest asked = asked(front, "GET", "/_store/x", field);

    assertThat(asked.field(field.split(":")[0]).isPresent()).isEqualTo(arrives);
  }

  @ParameterizedTest(name = "I2 {0}: {1} octets of an upload reach the store")
  @CsvSource({"NGINX, 5", "GATEWAY, 0"})
  void anUploadIsForTheApp(Front front, int octets) {
    ReceivedRequest asked = asked(front, "POST", "/_store/x", "Content-Length: 5");

    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.body()).hasSize(octets);
    assertThat(asked.field("Content-Length").isPresent()).isEqualTo(octets > 0);
  }

  @ParameterizedTest(name = "{0} {1}: {2} is asked for as {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I3 | NGINX   | /_store/a%20b%2Fc%3Ad%2B.txt                 | /bucket/a%20b/c:d+.txt
          I3 | GATEWAY | /_store/a%20b%2Fc%3Ad%2B.txt                 | /bucket/a%20b%2Fc%3Ad%2B.txt
          I3 | NGINX   | /_store/a%7eb%E9                             | /bucket/a~b%E9
          I3 | GATEWAY | /_store/a%7eb%E9                             | /bucket/a%7eb%E9
          I5 | NGINX   | /_store/x?sig=a%2Bb%2F&X-Amz-Date=1          | /bucket/x?sig=a%2Bb%2F&X-Amz-Date=1
          I5 | GATEWAY | /_store/x?sig=a%2Bb%2F&X-Amz-Date=1          | /bucket/x?sig=a%2Bb%2F&X-Amz-Date=1
          I4 | NGINX   | /_remote/http/{store}/a%2Fb%3A?sig=a%2Bb     | /a/b:?sig=a%2Bb
          I4 | GATEWAY | /_remote/http/{store}/a%2Fb%3A?sig=a%2Bb     | /a%2Fb%3A?sig=a%2Bb
          I4 | NGINX   | /_remote/http/{store}/a%20b                  | /a
          I4 | GATEWAY | /_remote/http/{store}/a%20b                  | /a%20b
          """)
  void targetsArrive(String id, Front front, String target, String as) {
    String host = "127.0.0.1:" + stage().store().port();

    ReceivedRequest asked = asked(front, "GET", target.replace("{store}", host));

    assertThat(asked.target()).isEqualTo(Octets.text(as));
  }

  @ParameterizedTest(name = "I6 {0}: HEAD is asked as {1}")
  @CsvSource({"NGINX, HEAD", "GATEWAY, GET"})
  void aPresignedGetIsNoHead(Front front, String method) {
    assertThat(asked(front, "HEAD", "/_store/x").method()).isEqualTo(method);
  }

  @ParameterizedTest(name = "I9 {0}: a redirect of the store leads to {1}")
  @CsvSource({"NGINX, 302", "GATEWAY, 200"})
  void redirectsAreFollowed(Front front, int status) {
    stage().app().forget().always(Answer.of(200, "X-Accel-Redirect: /_store/x"));
    stage()
        .store()
        .forget()
        .on("/bucket/x", Answer.of(302, "Location: /bucket/moved"))
        .on("/bucket/moved", Answer.text(200, "hello"));

    RawResponse seen =
        Stage.exchange(stage().address(front), Cells.request("GET", Placeholders.NONE));

    assertThat(seen.status()).isEqualTo(status);
    assertThat(seen.field("Location").isPresent()).isEqualTo(status == 302);
  }

  @ParameterizedTest(name = "I10 {0}: a host by name is {1}")
  @CsvSource({"NGINX, 502", "GATEWAY, 200"})
  void namesNeedNoConfiguration(Front front, int status) {
    String target = "/_remote/http/localhost:" + stage().store().port() + "/x";
    stage().app().forget().always(Answer.of(200, "X-Accel-Redirect: " + target));
    stage().store().forget().always(Answer.text(200, "hello"));

    RawResponse seen =
        Stage.exchange(stage().address(front), Cells.request("GET", Placeholders.NONE));

    assertThat(seen.status()).isEqualTo(status);
  }

  @ParameterizedTest(name = "I1 {0}: conditions and ranges of the client reach the store")
  @EnumSource(value = Front.class, names = "NGINX")
  void rangesGoThroughNginxAsTheyCame(Front front) {
    ReceivedRequest asked =
        asked(front, "GET", "/_store/x", "Range: bytes=0-1,3-4", "If-Range: \"a\"");

    assertThat(asked.values("Range")).isEqualTo(List.of("bytes=0-1,3-4"));
    assertThat(asked.values("If-Range")).isEqualTo(List.of("\"a\""));
  }
}
