package dev.handoff.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Http2Answer;
import dev.handoff.gateway.wire.Http2Client;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.Within;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HTTP/1 answers, HTTP/2 answers too. */
final class Http2DeliveryTest extends Http2Rig {

  @ParameterizedTest(name = "{0} {1}, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /a.txt         | x-y: z                              | 200 | content of a | whole, from memory
          GET    | /a.txt         | range: bytes=0-6                    | 206 | content      | a part of it
          GET    | /a.txt         | range: bytes=99-                    | 416 |              | beyond its end
          GET    | /a.txt         | if-modified-since: Mon, 06 May 2024 07:08:09 GMT | 304 | | known already
          GET    | /a.txt         | if-match: "other"                   | 412 |              | changed meanwhile
          HEAD   | /a.txt         | x-y: z                              | 200 |              | without content
          GET    | /missing       | x-y: z                              | 404 |              | not there
          POST   | /a.txt         | content-length: 0                   | 405 |              | read only
          GET    | /_files/b.txt  | x-y: z                              | 404 |              | internal
          GET    | /app/b         | x-y: z                              | 200 | content of b | handed off
          GET    | /app/b         | range: bytes=0-6                    | 206 | content      | handed off, a part
          HEAD   | /app/b         | x-y: z                              | 200 |              | handed off, no content
          GET    | /app/own       | x-y: z                              | 200 | the app's    | the app's own
          CONNECT-| /             | x-y: z                              | 405 |              | TRACE and CONNECT are nobody's
          """)
  void answersAsHttp1Does(
      String method, String path, String field, int status, String content, String why) {
    app()
        .always(request ->
            request.target().equals("/app/own")
                ? Answer.text(200, "the app's")
                : Answer.of(200, "X-Accel-Redirect: /_files/b.txt"));
    try (Http2Client client = connect()) {
      if (method.equals("CONNECT-")) {
        client.headers(1, true, ":method: CONNECT", ":authority: a:443", field);
      } else {
        client.request(1, true, method, path, field);
      }
      Http2Answer answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.isWhole()).isTrue();
      assertThat(answer.field("date")).isPresent();
      assertThat(answer.fields()).extracting(Field::name).allMatch(n -> n.equals(n.toLowerCase()));
      if (content != null) {
        assertThat(answer.text()).isEqualTo(content);
        assertThat(answer.field("content-length")).hasValue("" + content.length());
      } else if (status < 400 || method.equals("HEAD")) {
        assertThat(answer.content()).isEmpty();
      }
    }
  }

  @Test
  void aLargeFileIsTheSameToItsLastOctet() {
    try (Http2Client client = connect()) {
      client.get(1, "/large.bin");
      Http2Answer answer = client.answer(1);
      assertThat(answer.isWhole()).isTrue();
      assertThat(answer.content()).isEqualTo(octets());
    }
  }

  @Test
  void severalRangesComeAsParts() {
    try (Http2Client client = connect()) {
      client.get(1, "/large.bin", "range: bytes=0-9,100000-200000");
      Http2Answer answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.field("content-type").orElseThrow()).startsWith("multipart/byteranges");
      assertThat(answer.field("content-length")).hasValue("" + answer.content().length);
    }
  }

  @Test
  void aHundredRangesOfOneFileComeAtATimeOnOneConnection() {
    byte[] all = octets();
    try (Http2Client client = connect()) {
      for (int i = 0; i < 100; i++) {
        int from = i * 29_000;
        client.get(2 * i + 1, "/large.bin", "range: bytes=" + from + "-" + (from + 29_999));
      }
      for (int i = 0; i < 100; i++) {
        Http2Answer answer = client.answer(2 * i + 1);
        int from = i * 29_000;
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.content()).isEqualTo(Arrays.copyOfRange(all, from, from + 30_000));
      }
    }
  }

  @Test
  void streamsTakeTurns() {
    try (Http2Client client = connect().narrow()) {
      // The first has all of the connection's first window, and the second nothing, before both may
      // go on.
      client.get(1, "/large.bin");
      client.content(1, 65_535);
      client.get(3, "/large.bin");
      client.head(3);
      client.windowUpdate(1, 1 << 24).windowUpdate(3, 1 << 24).windowUpdate(0, 400_000);
      client.until(3, answer -> answer.content().length >= 190_000);
      assertThat(client.head(1).content().length).isBetween(190_000, 280_000);
      client.reset(1, 8).reset(3, 8);
    }
  }

  @Test
  void theAppSeesOneRequestAsHttp1WouldHaveIt() {
    app().forget();
    app().always(Answer.text(200, "seen"));
    try (Http2Client client = connect()) {
      client.get(
          1,
          "/app/x?q=%41",
          "cookie: a=1",
          "x-own: 1",
          "cookie: b=2",
          "te: trailers",
          "x-sendfile-type: forged",
          "cookie: c=3");
      assertThat(client.answer(1).text()).isEqualTo("seen");
    }
    ReceivedRequest request = app().onlyRequest();
    assertThat(request.target()).isEqualTo("/app/x?q=%41");
    assertThat(request.values("Host")).containsExactly("a");
    assertThat(request.values("Cookie")).containsExactly("a=1; b=2; c=3");
    assertThat(request.values("X-Own")).containsExactly("1");
    assertThat(request.values("TE")).isEmpty();
    assertThat(request.values("X-Sendfile-Type")).doesNotContain("forged");
    assertThat(request.values("X-Forwarded-Proto")).containsExactly("http");
    assertThat(request.values("Transfer-Encoding")).isEmpty();
  }

  @ParameterizedTest(name = "an upload {0}")
  @CsvSource({"content-length: 6, 6", "x-y: z,"})
  void anUploadReachesTheAppAsItComes(String field, String length) {
    app().forget();
    app().always(Answer.text(200, "thanks"));
    try (Http2Client client = connect()) {
      client.request(1, false, "POST", "/app/u", field).data(1, false, "abc");
      Within.patience("the first half", () -> seen().contains("abc"));
      client.data(1, true, "def");
      assertThat(client.answer(1).text()).isEqualTo("thanks");
    }
    assertThat(app().onlyRequest().text()).isEqualTo("abcdef");
    assertThat(app().onlyRequest().field("Content-Length").orElse(null)).isEqualTo(length);
  }

  private String seen() {
    return app().connections() == 0
        ? ""
        : new String(
            app().octets(app().connections() - 1), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void trailersCrossBothWays() {
    app().forget();
    app()
        .always(
            Answer.raw(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n0\r\nX-Sum: 6\r\nX-Accel-Redirect: /_files/b.txt\r\n\r\n"));
    try (Http2Client client = connect()) {
      client
          .request(1, false, "POST", "/app/t")
          .data(1, false, "abc")
          .headers(1, true, "x-check: 7", "x-accel-mapping: /=/x/");
      Http2Answer answer = client.answer(1);
      assertThat(answer.text()).isEqualTo("abc");
      assertThat(answer.trailers()).extracting(Field::name).containsExactly("x-sum");
    }
    assertThat(app().onlyRequest().trailers()).extracting(Field::name).containsExactly("x-check");
  }

  @Test
  void interimAnswersCross() {
    app().forget();
    app()
        .atHead(
            "/app/early",
            Answer.nothing()
                .send(
                    "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n")
                .readBody()
                .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    try (Http2Client client = connect()) {
      client.request(1, false, "POST", "/app/early", "expect: 100-continue", "content-length: 3");
      client.until(1, answer -> answer.interim().contains(100));
      client.data(1, true, "abc");
      Http2Answer answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.interim()).containsExactly(103, 100);
    }
  }

  @Test
  void anAppThatBreaksOffResetsTheStreamAndNothingElse() {
    app().always(Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").close());
    try (Http2Client client = connect()) {
      client.get(1, "/app/broken").get(3, "/a.txt");
      Http2Answer broken = client.answer(1);
      assertThat(broken.isWhole()).isFalse();
      assertThat(broken.reset()).hasValue(ErrorCode.INTERNAL_ERROR.number());
      assertThat(client.answer(3).text()).isEqualTo("content of a");
    }
  }

  @Test
  void aStreamThatTheClientResetsLetsGoOfTheApp() {
    app().forget();
    app().always(Answer.nothing().hang());
    try (Http2Client client = connect()) {
      client.get(1, "/app/slow");
      app().awaitRequests(1);
      int asked = app().connections() - 1;
      client.reset(1, 8);
      Within.patience("the app's connection ends", () -> !app().isOpen(asked));
      client.get(3, "/a.txt");
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
  }

  @Test
  void anAnswerBeforeTheEndOfTheRequestEndsTheRequest() {
    try (Http2Client client = connect()) {
      client.request(1, false, "POST", "/a.txt", "content-length: 100000").data(1, false, "abc");
      assertThat(client.answer(1).status()).isEqualTo(405);
      Http2Answer answer = client.until(1, early -> early.reset().isPresent());
      assertThat(answer.isWhole()).isTrue();
      assertThat(answer.reset()).hasValue(ErrorCode.NO_ERROR.number());
      // What was under way is no mistake.
      client.data(1, false, "def").get(3, "/a.txt");
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
  }

  @Test
  void aWebSocketIsNotToBeHad() {
    app().always(Answer.raw("HTTP/1.1 101 S\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"));
    try (Http2Client client = connect()) {
      client.get(1, "/app/ws");
      assertThat(client.answer(1).status()).isEqualTo(502);
    }
  }

  @Test
  void aStopLetsRunningStreamsFinish() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    app()
        .atHead(
            "/app/last",
            Answer.nothing()
                .signal(asked)
                .await(go)
                .send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast"));
    GatewayUnderTest second = start(setup -> setup);
    try (Http2Client client = Http2Client.connect(second.address());
        Http2Client unused = Http2Client.connect(second.address())) {
      unused.settle();
      client.get(1, "/app/last");
      asked.await();
      var stopped = second.stop();
      Http2Client.Frame goAway = client.await(Http2Client.GOAWAY);
      assertThat(goAway.number(0)).as("the last stream").isEqualTo(1);
      assertThat(goAway.number(4)).isZero();
      client.get(3, "/a.txt");
      assertThat(client.answer(3).reset()).hasValue(ErrorCode.REFUSED_STREAM.number());
      go.countDown();
      assertThat(client.answer(1).text()).isEqualTo("last");
      assertThat(unused.awaitGoAway()).isZero();
      client.close();
      stopped.toCompletableFuture().join();
    }
  }
}
