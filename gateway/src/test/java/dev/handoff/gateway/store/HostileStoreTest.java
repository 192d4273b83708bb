package dev.handoff.gateway.store;

import static dev.handoff.gateway.store.MarkedStore.GET;
import static dev.handoff.gateway.store.MarkedStore.HURRIED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.Within;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers of a store that two programs could read in two ways, or that never end: the client gets a
 * clean error or a cut, and nobody else notices. The first column is a section of RFC 9112.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class HostileStoreTest {
  private MarkedStore marked;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    marked = new MarkedStore(folder);
  }

  @BeforeEach
  void forget() {
    marked.forget();
  }

  @AfterAll
  void stop() {
    marked.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # section | the store answers | why
          4     | HTTP/2 200 OK⏎Content-Length: 9⏎⏎leak-7f3a                              | another version
          4     | HTTP/1.1 20 OK⏎Content-Length: 9⏎⏎leak-7f3a                             | two digits
          4     | HTTP/1.1 600 leak-7f3a⏎Content-Length: 9⏎⏎leak-7f3a                     | above 599
          4     | HTTP/1.1  200 OK⏎Content-Length: 9⏎⏎leak-7f3a                           | two spaces
          4     | ICY 200 OK⏎Content-Length: 9⏎⏎leak-7f3a                                 | another protocol
          4     | leak-7f3a⏎⏎                                                             | no head at all
          4     | <Error><Code>leak-7f3a</Code></Error>⏎⏎                                 | a document without head
          4     | HTTP/1.1 200 O␍K⏎Content-Length: 9⏎⏎leak-7f3a                           | CR in the reason
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 9⏎Transfer-Encoding: chunked⏎⏎0⏎⏎leak-7f3a | two framings
          6.3   | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎Content-Length: 9⏎⏎0⏎⏎leak-7f3a | the other way round
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 9⏎Content-Length: 1⏎⏎leak-7f3a          | two lengths
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 9, 1⏎⏎leak-7f3a                         | a list
          6.3   | HTTP/1.1 200 OK⏎Content-Length: -9⏎⏎leak-7f3a                           | a sign
          6.3   | HTTP/1.1 200 OK⏎Content-Length: 99999999999999999999⏎⏎leak-7f3a         | beyond 64 bits
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding: gzip⏎⏎leak-7f3a                      | a coding without end
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding: gzip, chunked⏎⏎0⏎⏎                   | a coding nobody asked for
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎Transfer-Encoding: chunked⏎⏎0⏎⏎ | two lines
          6.1   | HTTP/1.1 200 OK⏎Transfer-Encoding:␋chunked⏎⏎0⏎⏎                         | a vertical tab
          5.2   | HTTP/1.1 200 OK⏎ETag: "a"⏎ leak-7f3a⏎Content-Length: 9⏎⏎leak-7f3a       | a folded line
          2.2   | HTTP/1.1 200 OK␊Content-Length: 9␊␊leak-7f3a                            | bare LF
          2.2   | HTTP/1.1 200 OK⏎ETag: "a"␊Set-Cookie: leak-7f3a⏎Content-Length: 9⏎⏎leak-7f3a | a line smuggled into the tag
          2.2   | HTTP/1.1 200 OK⏎Content-Type: a/b␍Set-Cookie: leak-7f3a⏎Content-Length: 9⏎⏎leak-7f3a | and into the type
          2.2   | HTTP/1.1 200 OK⏎Content-Type: a/b␍␊␍␊<script>leak-7f3a⏎Content-Length: 9␊⏎⏎ | a whole answer
          5.1   | HTTP/1.1 200 OK⏎Content-Length : 9⏎⏎leak-7f3a                           | a space before the colon
          5.1   | HTTP/1.1 200 OK⏎leak-7f3a⏎Content-Length: 9⏎⏎leak-7f3a                  | no colon
          5.5   | HTTP/1.1 200 OK⏎ETag: "a␀b"⏎Content-Length: 9⏎⏎leak-7f3a                | NUL in the tag
          5.5   | HTTP/1.1 200 OK⏎Content-Type: a/b⟨01⟩⏎Content-Length: 9⏎⏎leak-7f3a      | a control in the type
          8     | HTTP/1.1 200 OK⏎Content-Length: 9⏎ETag: "leak-7f                        | closes inside the head
          8     | HTTP/1.1 2                                                              | closes inside the status line
          9110-15.2.2 | HTTP/1.1 101 Switching Protocols⏎Upgrade: websocket⏎Connection: upgrade⏎⏎leak-7f3a | switches without being asked
          9110-15.2   | HTTP/1.1 199 Odd⏎X: a␀⏎⏎HTTP/1.1 200 OK⏎Content-Length: 9⏎⏎leak-7f3a | a broken interim answer
          """)
  void isABadGateway(String section, String answer, String why) {
    marked.store.always(Answer.raw(Octets.of(answer)).close());

    RawResponse seen = marked.ask(GET);

    assertThat(seen.status()).as("%s", seen).isEqualTo(502);
    marked.assertOwnError(seen);
    marked.assertUnharmed();
  }

  @ParameterizedTest(name = "a head {0}: 502")
  @CsvSource({"of one endless line", "of very many lines", "behind endless interim answers"})
  void headsHaveAnEnd(String what) {
    String begin = "HTTP/1.1 200 OK\r\n";
    String end = "Content-Length: 2\r\n\r\nok";
    marked.store.always(
        Answer.raw(
            switch (what) {
              case "of one endless line" -> begin + "X: " + "x".repeat(200_000) + "\r\n" + end;
              case "of very many lines" -> begin + "X: leak-7f3a\r\n".repeat(20_000) + end;
              default -> "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100_000) + begin + end;
            }));

    RawResponse seen = marked.ask(GET);

    assertThat(seen.status()).as("%s", seen).isEqualTo(502);
    assertThat(seen.interim()).isEmpty();
    marked.assertOwnError(seen);
    marked.assertUnharmed();
  }

  @Test
  void interimAnswersStayInside() {
    marked.store.always(
        Answer.raw("HTTP/1.1 103 Early Hints\r\nLink: </leak-7f3a>\r\n\r\n".repeat(3))
            .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));

    RawResponse seen = marked.ask(GET);

    assertThat(seen.interim()).isEmpty();
    assertThat(seen.text()).isEqualTo("ok");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8     | Content-Length: 9⏎⏎hello                                 | closes before the length
          8     | Transfer-Encoding: chunked⏎⏎5⏎hello⏎                     | before the last chunk
          8     | Transfer-Encoding: chunked⏎⏎9⏎hello                      | inside a chunk
          8     | Transfer-Encoding: chunked⏎⏎5⏎hello⏎0⏎                   | before the final line end
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎hello⏎+5⏎hello⏎0⏎⏎         | a sign
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎hello⏎FFFFFFFFFFFFFFFF⏎x   | 64 bits
          7.1   | Transfer-Encoding: chunked⏎⏎5⏎helloXX0⏎⏎                 | no line end behind the octets
          7.1.2 | Transfer-Encoding: chunked⏎⏎5⏎hello⏎0⏎X: a␀⏎⏎            | NUL in a trailer
          """)
  void aBodyThatBreaksNeverLooksWhole(String section, String rest, String why) {
    marked.store.always(Answer.raw(Octets.of("HTTP/1.1 200 OK⏎" + rest)).close());
    try (RawClient client = marked.connect()) {
      RawResponse seen = client.send(GET).receive();
      if (seen.status() == 502) {
        // It broke before the head had gone out.
        marked.assertOwnError(seen);
      } else {
        assertThat(seen.isComplete()).as("%s", seen).isFalse();
        client.awaitEnd();
      }
    } catch (NoAnswer cut) {
      assertThat(cut.wasReset()).isTrue();
    }
    marked.assertUnharmed();
  }

  @Test
  void trailersStayInside() {
    marked.store.always(
        Answer.raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Amz-Checksum\r\n\r\n"
                + "5\r\nhello\r\n0\r\nX-Amz-Checksum: leak-7f3a\r\nX-Accel-Redirect: /_files/\r\n"
                + "\r\n"));

    RawResponse seen = marked.ask(GET);

    assertThat(seen.text()).isEqualTo("hello");
    assertThat(seen.trailers()).isEmpty();
  }

  @ParameterizedTest(name = "octets after {0} are nobody''s answer")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎ok
          HTTP/1.1 200 OK⏎Content-Length: 0⏎⏎
          HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎ok⏎0⏎⏎
          HTTP/1.1 404 Not Found⏎Content-Length: 2⏎⏎no
          HTTP/1.1 403 Forbidden⏎Content-Length: 0⏎⏎
          HTTP/1.1 302 Found⏎Location: /elsewhere⏎Content-Length: 0⏎⏎
          HTTP/1.1 304 Not Modified⏎⏎
          """)
  void aSecondAnswerIsNobodys(String first) {
    String second = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nleak-7f3a";
    marked.store.on(MarkedStore.OBJECT, Answer.raw(Octets.text(first) + second));

    assertThat(marked.ask(GET).text()).doesNotContain("leak-7f3a");

    marked.assertUnharmed();
  }

  @Test
  void aSecondAnswerSentLaterIsNobodys() {
    CountDownLatch later = new CountDownLatch(1);
    marked.store.on(
        MarkedStore.OBJECT,
        Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            .await(later)
            .send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nleak-7f3a"));
    assertThat(marked.ask(GET).text()).isEqualTo("ok");
    int connection = marked.store.onlyRequest().connection();
    later.countDown();
    Within.patience("the gateway ends that connection", () -> !marked.store.isOpen(connection));

    marked.assertUnharmed();
  }

  @Test
  void aHeadThatNeverEndsIs504() {
    marked.store.always(Answer.raw("HTTP/1.1 200 OK\r\nX: ").hang());

    RawResponse seen = marked.ask(HURRIED);

    assertThat(seen.status()).isEqualTo(504);
    marked.assertOwnError(seen);
    int connection = marked.store.onlyRequest().connection();
    Within.patience("nobody waits for it any more", () -> !marked.store.isOpen(connection));
  }

  @Test
  void oneOctetOfTheHeadNowAndThenDoesNotHelp() {
    Answer drip = Answer.raw("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 30; i++) {
      drip = drip.send("X: y\r\n").pause(Duration.ofMillis(100));
    }
    marked.store.always(drip.hang());

    assertThat(marked.ask(HURRIED).status()).isEqualTo(504);
  }

  @Test
  void nothingIsDecompressed() throws IOException {
    byte[] bomb = gzip(64 << 20);
    marked.handOff();
    marked.store.always(Answer.of(200, List.of("Content-Encoding: gzip", "ETag: \"bomb\""), bomb));

    RawResponse seen = marked.ask(GET);

    assertThat(seen.body()).isEqualTo(bomb);
    assertThat(seen.field("Content-Encoding")).contains("gzip");
    assertThat(marked.store.onlyRequest().field("Accept-Encoding")).contains("identity");
  }

  private static byte[] gzip(int zeros) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      byte[] some = new byte[1 << 16];
      for (int done = 0; done < zeros; done += some.length) {
        gzip.write(some);
      }
    }
    return out.toByteArray();
  }

  @Test
  void whatOneClientLeavesUnreadIsNotTheNextOnes() {
    String large = "leak-7f3a ".repeat(100_000);
    marked.store.on(MarkedStore.OBJECT, Answer.text(200, large, "ETag: \"a\""));
    for (int i = 0; i < 20; i++) {
      try (RawClient client = marked.connect()) {
        client.send(GET).receiveOctets(100);
        client.reset();
      }
    }
    marked.store.on(MarkedStore.OBJECT, Answer.text(200, "sound"));

    for (int i = 0; i < 20; i++) {
      assertThat(marked.ask(GET).text()).isEqualTo("sound");
    }
  }

  @Test
  void aStoreCannotMakeTheGatewayTellAnotherTheSignature() {
    marked.store.always(
        request -> Answer.of(302, "Location: http://127.0.0.1:" + marked.app.port() + "/evil"));

    RawResponse seen = marked.ask(GET);

    assertThat(seen.status()).isEqualTo(502);
    assertThat(marked.app.requests()).as("only what the client asked").hasSize(1);
    assertThat(new String(seen.body(), ISO_8859_1)).doesNotContain("evil");
  }
}
