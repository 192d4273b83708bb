package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An app that is broken or bought: its client gets a clean 502, and nobody else notices. */
// proves handoff-protocol: A10
final class HostileAppTest extends Hostile {

  /** Like the others, but an app here has little time. */
  private static final String HURRIED = GET.replace("/f", "/hurried/f");

  @Override
  Setup configure(Setup setup) {
    return setup.app(app(), "/hurried/", "/_files/").appTimeout(Duration.ofSeconds(1));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # section | the app answers | why
          4     | HTTP/2 200 OK⏎Content-Length: 6⏎⏎SECRET                              | another version
          4     | HTTP/1.2 200 OK⏎Content-Length: 6⏎⏎SECRET                            | a version there is not
          4     | HTTP/1.1 20 OK⏎Content-Length: 6⏎⏎SECRET                             | two digits
          4     | HTTP/1.1 2000 OK⏎Content-Length: 6⏎⏎SECRET                           | four digits
          4     | HTTP/1.1 2x0 OK⏎Content-Length: 6⏎⏎SECRET                            | no digit
          4     | HTTP/1.1 099 OK⏎Content-Length: 6⏎⏎SECRET                            | below 100
          4     | HTTP/1.1 600 OK⏎Content-Length: 6⏎⏎SECRET                            | above 599
          4     | HTTP/1.1  200 OK⏎Content-Length: 6⏎⏎SECRET                           | two spaces
          4     | ICY 200 OK⏎Content-Length: 6⏎⏎SECRET                                 | another protocol
          4     | SECRET⏎⏎                                                             | no head at all
          4     | HTTP/1.1 200 O␀K⏎Content-Length: 6⏎⏎SECRET                           | NUL in the reason
          4     | HTTP/1.1 200 O␍K⏎Content-Length: 6⏎⏎SECRET                           | CR in the reason
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 6⏎Transfer-Encoding: chunked⏎⏎0⏎⏎SECRET | two framings
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 6⏎Content-Length: 7⏎⏎SECRET          | two lengths
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 6, 7⏎⏎SECRET                         | a list
          6.3   | HTTP/1.1 200 OK⏎Content-Length: +6⏎⏎SECRET                           | a sign
          6.3   | HTTP/1.1 200 OK⏎Content-Length: six⏎⏎SECRET                          | no number
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 99999999999999999999⏎⏎SECRET         | beyond 64 bits
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding: gzip⏎⏎SECRET                      | a coding without end
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding: gzip, chunked⏎⏎0⏎⏎                | a coding nobody asked for
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding: Chunked, chunked⏎⏎0⏎⏎             | twice
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎Transfer-Encoding: chunked⏎⏎0⏎⏎ | two lines
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding:␋chunked⏎⏎0⏎⏎                      | a vertical tab
          5.2   | HTTP/1.1 200 OK⏎X: a⏎ b⏎Content-Length: 6⏎⏎SECRET                    | a folded line
          2.2   | HTTP/1.1 200 OK␊Content-Length: 6␊␊SECRET                            | bare LF
          2.2   | HTTP/1.1 200 OK⏎X: a␊Y: b⏎Content-Length: 6⏎⏎SECRET                  | bare LF in a field
          2.2   | HTTP/1.1 200 OK⏎X: a␍Y: b⏎Content-Length: 6⏎⏎SECRET                  | bare CR in a field
          5.1   | HTTP/1.1 200 OK⏎Content-Length : 6⏎⏎SECRET                           | a space before the colon
          5.1   | HTTP/1.1 200 OK⏎no colon⏎Content-Length: 6⏎⏎SECRET                   | no colon
          5.5   | HTTP/1.1 200 OK⏎X: a␀b⏎Content-Length: 6⏎⏎SECRET                     | NUL in a value
          5.5   | HTTP/1.1 200 OK⏎X: a⟨01⟩b⏎Content-Length: 6⏎⏎SECRET                  | a control in a value
          5     | HTTP/1.1 200 OK⏎X: {70000 x}⏎Content-Length: 6⏎⏎SECRET               | A10: a head beyond 64 KB
          5     | HTTP/1.1 200 OK⏎{9000 X: abcd⏎}Content-Length: 6⏎⏎SECRET             | A10: of many fields
          8     | HTTP/1.1 200 OK⏎Content-Length: 6⏎X: SECR                            | closes inside the head
          8     | HTTP/1.1 2                                                           | closes inside the status line
          9110-15.2.2 | HTTP/1.1 101 Switching Protocols⏎Upgrade: websocket⏎Connection: upgrade⏎⏎SECRET | switches without being asked
          9110-15.2   | HTTP/1.1 199 Odd⏎X: a␀⏎⏎HTTP/1.1 200 OK⏎Content-Length: 6⏎⏎SECRET | a broken interim answer
          """)
  void isABadGateway(String section, String answer, String why) {
    app().always(Answer.raw(octets(answer)).close());

    RawResponse seen = ask(GET);

    assertStatus(seen, "502");
    assertOwnError(seen);
    assertUnharmed();
  }

  @ParameterizedTest(name = "{0}: 502")
  @ValueSource(strings = {"close", "reset"})
  void saysNothing(String how) {
    app().always(how.equals("close") ? Answer.nothing().close() : Answer.nothing().reset());

    assertStatus(ask(GET), "502");
    assertUnharmed();
  }

  @Test
  void neverAnswering504() {
    app().always(Answer.nothing().hang());

    assertStatus(ask(HURRIED), "504");
    assertUnharmed();
  }

  @Test
  void aHeadThatNeverEnds504() {
    app().always(Answer.raw("HTTP/1.1 200 OK\r\nX: ").hang());

    assertStatus(ask(HURRIED), "504");
    assertUnharmed();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8     | Content-Length: 9⏎⏎hello                              | closes before the length
          8     | Transfer-Encoding: chunked⏎⏎5⏎hello⏎                  | before the last chunk
          8     | Transfer-Encoding: chunked⏎⏎9⏎hello                   | inside a chunk
          8     | Transfer-Encoding: chunked⏎⏎5⏎hello⏎0⏎                | before the final line end
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎hello⏎+5⏎hello⏎0⏎⏎      | a sign
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎hello⏎0x5⏎hello⏎0⏎⏎     | a prefix
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎hello⏎FFFFFFFFFFFFFFFF⏎x | 64 bits
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎helloXX0⏎⏎              | no line end behind the octets
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎hello⏎5;{70000 x}⏎hello⏎0⏎⏎ | an extension without end
          7.1.2 | Transfer-Encoding: chunked⏎⏎5⏎hello⏎0⏎X: a␀⏎⏎         | NUL in a trailer
          """)
  void aBodyThatBreaksNeverEndsCleanly(String section, String rest, String why) {
    app().always(Answer.raw(octets("HTTP/1.1 200 OK⏎" + rest)).close());
    try (RawClient client = connect()) {
      RawResponse seen = client.send(GET).receive();
      assertThat(seen.isComplete()).as("%s", seen).isFalse();
      client.awaitEnd();
    } catch (NoAnswer cut) {
      // All came in one read: the head had not gone out yet when the body broke.
      assertThat(cut.wasReset()).isTrue();
    }
    assertUnharmed();
  }

  @Test
  void aBodyThatStopsIsCut() {
    app().always(Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello").hang());
    // On a busy machine even the app's first word may come too late; then it is asked again.
    Within.patience(
        "an answer that began in time and was cut",
        () -> {
          RawResponse seen = ask(HURRIED);
          assertThat(seen.status() == 504 || !seen.isComplete()).as("%s", seen).isTrue();
          return seen.status() == 200;
        });
    assertUnharmed();
  }

  @ParameterizedTest(name = "octets after {0} are nobody''s answer")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎ok
          HTTP/1.1 200 OK⏎Content-Length: 0⏎⏎
          HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎ok⏎0⏎⏎
          HTTP/1.1 204 No Content⏎⏎
          HTTP/1.1 304 Not Modified⏎⏎
          HTTP/1.1 304 Not Modified⏎Content-Length: 60⏎⏎
          HTTP/1.1 200 OK⏎Content-Length: 0⏎X-Accel-Redirect: /_files/letters.txt⏎⏎
          HTTP/1.1 200 OK⏎Content-Length: 2⏎X-Accel-Redirect: /_files/letters.txt⏎⏎ok
          HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎X-Accel-Redirect: /_files/letters.txt⏎⏎2⏎ok⏎0⏎⏎
          HTTP/1.1 200 OK⏎Content-Length: 2⏎X-Accel-Redirect: broken⏎⏎ok
          """)
  void aSecondAnswerIsNobodys(String first) {
    String second = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nSECRET";
    app().on("/f", Answer.raw(octets(first) + second));
    try (RawClient client = connect()) {
      client.send(GET);
      assertThat(client.receive().text()).doesNotContain("SECRET");
      client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("you asked /next");
    }
  }

  @Test
  void aSecondAnswerSentLaterIsNobodys() {
    CountDownLatch later = new CountDownLatch(1);
    app()
        .on(
            "/f",
            Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                .await(later)
                .send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nSECRET"));
    assertThat(ask(GET).text()).isEqualTo("ok");
    int connection = app().onlyRequest().connection();
    later.countDown();
    Within.patience("the gateway ends that connection", () -> !app().isOpen(connection));

    assertThat(ask("GET /next HTTP/1.1\r\nHost: a\r\n\r\n").text()).isEqualTo("you asked /next");
  }

  @ParameterizedTest(name = "a body after {0} to HEAD is nobody''s answer")
  @ValueSource(strings = {"Content-Length: 39", "Transfer-Encoding: chunked"})
  void aBodyToHeadIsNobodys(String framing) {
    app()
        .on(
            "/f",
            Answer.raw(
                "HTTP/1.1 200 OK\r\n"
                    + framing
                    + "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nSECRET"));
    try (RawClient client = connect()) {
      client.send("HEAD" + GET.substring(3));
      assertThat(client.receiveToHead().status()).isEqualTo(200);
      client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("you asked /next");
    }
  }

  @Test
  void interimAnswersWithoutEndAreNoAnswer() {
    app()
        .on(
            "/f",
            Answer.raw("HTTP/1.1 102 Processing\r\n\r\n".repeat(100_000) + "HTTP/1.1 200 OK\r\n"));

    assertStatus(ask(GET), "502");
    assertUnharmed();
  }

  @Test
  void aFewInterimAnswersAreGivenOn() {
    app()
        .on(
            "/f",
            Answer.raw("HTTP/1.1 102 Processing\r\n\r\n".repeat(50))
                .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

    RawResponse seen = ask(GET);

    assertThat(seen.text()).isEqualTo("ok");
    assertThat(seen.interim()).hasSize(50);
  }

  @Test
  void anAnswerBeforeTheUploadWasReadIsGivenOn() {
    app().atHead("/f", Answer.text(413, "too much", "Connection: close").close());
    try (RawClient client = connect()) {
      client.send("POST /f HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nhello");

      assertThat(client.receive().text()).isEqualTo("too much");
    }
    assertUnharmed();
  }

  @Test
  void aKeptConnectionThatClosedIsNotUsedAgain() {
    assertThat(ask(GET).text()).isEqualTo("you asked /f");
    app().on("/f", Answer.of(200, "Content-Length: 0").close());
    ask(GET);

    assertUnharmed();
  }
}
