package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a client's head reaches the app: everything, minus what could make the app believe. */
// proves file-responses: L23
final class ForwardedHeadTest extends Hostile {

  private ReceivedRequest forwarded(String... fields) {
    RawResponse answer =
        ask("GET /f HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return app().onlyRequest();
  }

  @ParameterizedTest(name = "L23 {0} from a client never reaches the app")
  @ValueSource(
      strings = {
        "X-Accel-Redirect",
        "X-Accel-Mapping",
        "x-accel-mapping",
        "X_Accel_Mapping",
        "X-ACCEL_MAPPING",
        "X_Accel-Redirect",
        "X-Accel-Limit-Rate",
        "X-Accel-Buffering",
        "X-Accel-Expires",
        "X-Accel-Charset",
        "X-Sendfile",
        "X-Sendfile-Type",
        "X_SENDFILE_TYPE",
        "x-sendfile_type",
        "X-LIGHTTPD-send-file",
        "X_Lighttpd_Send_File",
        "X-LIGHTTPD-KBytes-per-second",
        "X-Archive-Files",
        "X_Archive_Files",
        "X-Redirect-Map",
        "X_Redirect_Map",
        "Handoff",
        "HANDOFF",
        "Handoff-Front",
        "Handoff_Front",
      })
  void controlFieldsAreOurs(String name) {
    ReceivedRequest request = forwarded(name + ": forged-7f3a");

    assertThat(request.head()).doesNotContain("forged-7f3a");
  }

  @Test
  void norInTrailers() {
    ask(
        "POST /f HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "2\r\nhi\r\n0\r\nX_Accel_Mapping: forged-7f3a\r\nHandoff-Front: forged-7f3a\r\n\r\n");

    ReceivedRequest request = app().onlyRequest();
    assertThat(request.text()).isEqualTo("hi");
    assertThat(request.trailers()).isEmpty();
  }

  @Test
  void theAppIsToldWhatTheFrontUnderstandsOnce() {
    ReceivedRequest request =
        forwarded("X-Sendfile-Type: X-Sendfile", "X_Sendfile_Type: X-Sendfile");

    assertThat(request.values("X-Sendfile-Type")).containsExactly("X-Accel-Redirect");
    assertThat(request.values("X-Accel-Mapping")).hasSize(1).allMatch(m -> m.endsWith("/_files/"));
    assertThat(request.values("X-Redirect-Map")).hasSize(1).allMatch(m -> m.endsWith("/_files/"));
  }

  @ParameterizedTest(name = "9110-7.6.1 Connection: {0} with {1}: not forwarded")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X-Hop                      | X-Hop: hop-7f3a
          close, X-Hop               | X-Hop: hop-7f3a
          keep-alive , x-hop         | X-Hop: hop-7f3a
          ,, X-Hop ,                 | X-Hop: hop-7f3a
          keep-alive                 | Keep-Alive: hop-7f3a
          keep-alive                 | Proxy-Connection: hop-7f3a
          TE                         | TE: hop-7f3a
          close                      | TE: hop-7f3a
          close                      | Upgrade: hop-7f3a
          upgrade                    | Upgrade: h2c
          Upgrade, HTTP2-Settings    | HTTP2-Settings: hop-7f3a
          X-Forwarded-For            | X-Forwarded-For: hop-7f3a
          """)
  void whatConnectionNamesStopsHere(String options, String field) {
    ReceivedRequest request = forwarded("Connection: " + options, field);

    assertThat(request.head()).doesNotContain("hop-7f3a").doesNotContain("h2c");
    assertThat(request.fields())
        .extracting(Field::name)
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("http2-"));
  }

  @ParameterizedTest(name = "Connection: {0} would take something away that the app needs: 400")
  @ValueSource(
      strings = {
        "Host",
        "host",
        "Cookie",
        "Authorization",
        "Content-Length",
        "close, Cookie",
        "X-A, AUTHORIZATION",
        "Transfer-Encoding"
      })
  void connectionMayNotNameThese(String options) {
    RawResponse answer =
        ask("GET /f HTTP/1.1\r\nHost: a\r\nCookie: s=1\r\nConnection: " + options + "\r\n\r\n");

    assertStatus(answer, "400");
    assertThat(app().requests()).isEmpty();
  }

  @ParameterizedTest(name = "{0} of a stranger is not believed")
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-Server",
        "X_Forwarded_For",
        "Forwarded",
        "X-Real-IP",
        "X_Real_IP"
      })
  void forwardingFieldsAreOurs(String name) {
    assertThat(forwarded(name + ": for=forged-7f3a").head()).doesNotContain("forged-7f3a");
  }

  @ParameterizedTest(name = "{0} is another spelling of a field that frames or routes")
  @ValueSource(strings = {"Content_Length", "Transfer_Encoding", "content_length"})
  void spellingsOfFraming(String name) {
    assertThat(forwarded(name + ": forged-7f3a").head()).doesNotContain("forged-7f3a");
  }

  @Test
  void theAppLearnsWhoAsked() {
    ReceivedRequest request = forwarded("X-Forwarded-For: 10.9.8.7");

    assertThat(request.field("X-Forwarded-For")).contains("127.0.0.1");
    assertThat(request.field("X-Forwarded-Proto")).contains("http");
    assertThat(request.field("Host")).contains("a");
  }

  @Test
  void everythingElseGoesThroughAsItCame() {
    ReceivedRequest request =
        forwarded(
            "Cookie: a=1; b=2",
            "Authorization: Basic eA==",
            "x-ODD_name: \u00e9 ",
            "X-A: 1",
            "X-A: 2");

    assertThat(request.field("Cookie")).contains("a=1; b=2");
    assertThat(request.field("Authorization")).contains("Basic eA==");
    assertThat(request.field("x-odd_name")).contains("\u00e9");
    assertThat(request.values("X-A")).containsExactly("1", "2");
  }

  @ParameterizedTest(name = "3.2 {0} arrives as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a%2fb?x=%2F&y=ä            | /a%2fb?x=%2F&y=ä
          /a%20b                      | /a%20b
          /⟨E4⟩                       | /⟨E4⟩
          /a//b/./c                   | /a//b/./c
          /a?                         | /a?
          /?a?b                       | /?a?b
          /a;v=1/b                    | /a;v=1/b
          /~'()*!,$&+=:@              | /~'()*!,$&+=:@
          /"<>^`{⟨7C⟩}                | /"<>^`{⟨7C⟩}
          http://a/f?x=1              | /f?x=1
          http://a                    | /
          http://a?x=1                | /?x=1
          HTTP://A/f                  | /f
          """)
  void theTargetIsOctets(String target, String arrives) {
    String request = octets("GET " + target + " HTTP/1.1⏎Host: a⏎⏎");

    assertThat(ask(request).status()).isEqualTo(200);

    assertThat(app().onlyRequest().target()).isEqualTo(octets(arrives));
  }

  @Test
  void theAuthorityOfAnAbsoluteTargetReplacesHost() {
    ask("GET http://b.example:81/f HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(app().onlyRequest().field("Host")).contains("b.example:81");
  }

  @ParameterizedTest(name = "{0} is refused with {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TRACE /f HTTP/1.1⏎Host: a⏎⏎                | 405
          TRACE /static/page.txt HTTP/1.1⏎Host: a⏎⏎  | 405
          CONNECT a:80 HTTP/1.1⏎Host: a:80⏎⏎         | 405
          CONNECT /f HTTP/1.1⏎Host: a⏎⏎              | 405/400
          """)
  void methodsThatOpenOrEcho(String request, String status) {
    RawResponse answer = ask(octets(request));

    assertStatus(answer, status);
    assertThat(app().requests()).isEmpty();
  }
}
