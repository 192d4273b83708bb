package dev.handoff.gateway.deliver.store.connect;

import static dev.handoff.gateway.wire.Octets.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.deliver.store.RequestSigner.Signature;
import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, answers, and the connections that carry them. */
// proves handoff-protocol: I3 I16
final class HttpStoreClientTest {
  private final ScriptedApp store = ScriptedApp.tcp();
  private final Client client = new Client(2);
  private final Rules rules = Rules.open();
  private final String url = "http://127.0.0.1:" + store.port();

  @AfterEach
  void close() {
    client.close();
    store.close();
  }

  @Test
  void aRequestIsWhatWasAskedAndNothingElse() {
    store.always(Answer.text(200, "octets"));

    Heard heard = client.get(rules.target(url + "/a?b"), new Field("Range", "bytes=0-5"));

    assertThat(heard.text()).isEqualTo("200 octets");
    assertThat(store.onlyRequest().head())
        .isEqualTo(
            """
            GET /a?b HTTP/1.1
            Host: 127.0.0.1:%d
            User-Agent: Handoff
            Accept-Encoding: identity
            Range: bytes=0-5

            """
                .formatted(store.port())
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?",
        "/a//b/./c?x=1&X-Amz-Signature=%2f%2F%3a%3A",
        "/%2F%2f%3A%3a%2B%2b%20+~%7E%7e%C3%A9%c3%a9",
        "/\u00e9\u00ff'!$&()*,;=:@|^{}\"",
        "/a?b?c=/../d",
      })
  void pathAndQueryGoOutOctetForOctet(String target) {
    store.always(Answer.text(200, ""));

    client.get(rules.target(url + target));

    assertThat(store.onlyRequest().target()).isEqualTo(target);
  }

  @Test
  void theSignersFieldsComeLastAndAreMadeForEachRequest() {
    store.always(Answer.text(200, ""));
    List<String> signed = new ArrayList<>();
    Rules signing =
        rules.signing(
            (origin, target) -> {
              signed.add(origin + " " + target);
              return new Signature.Signed(
                  List.of(new Field("Authorization", "AWS4 x" + signed.size())));
            },
            _ -> true);

    client.get(signing.target(url + "/k?v"), new Field("If-Match", "\"e\""));
    client.get(signing.target(url + "/k?v"));

    assertThat(signed).containsExactly(url + " /k?v", url + " /k?v");
    assertThat(store.requests().get(0).head())
        .endsWith("If-Match: \"e\"\r\nAuthorization: AWS4 x1\r\n\r\n");
    assertThat(store.requests().get(1).head()).endsWith("\r\nAuthorization: AWS4 x2\r\n\r\n");
  }

  @Test
  void withoutCredentialsNothingIsSent() {
    Rules signing = rules.signing((_, _) -> new Signature.Unavailable("they expired"), _ -> true);

    Heard heard = client.get(signing.target(url + "/"));

    assertThat(heard.text()).isEqualTo("failed: 502 they expired");
    assertThat(store.requests()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a length      | HTTP/1.1 200 OK~Content-Length: 5~~abcde                            | 200 abcde
          chunks        | HTTP/1.1 206 x~Transfer-Encoding: chunked~~2;a=b~ab~3~cde~0~T: x~~   | 206 abcde
          no content    | HTTP/1.1 204 x~~                                                     | 204
          not modified  | HTTP/1.1 304 x~Content-Length: 5~~                                   | 304
          interim heads | HTTP/1.1 100 x~~HTTP/1.1 103 x~Link: y~~HTTP/1.1 404 x~Content-Length: 1~~a | 404 a
          HTTP/1.0      | HTTP/1.0 200 OK~Content-Length: 5~~abcde                             | 200 abcde
          300           | HTTP/1.1 300 x~Location: /b~Content-Length: 0~~                      | 300
          """)
  void answersComeAsTheyAreMeant(String what, String octets, String heard) {
    store.always(Answer.raw(latin1(octets.replace("~", "\r\n"))));

    assertThat(client.get(rules.target(url + "/")).text().strip()).isEqualTo(heard);
  }

  @Test
  void anAnswerMayEndWithItsConnection() {
    store.always(Answer.raw("HTTP/1.1 200 OK\r\n\r\nabc").close());

    assertThat(client.get(rules.target(url + "/")).text()).isEqualTo("200 abc");
  }

  @Test
  void butNotWithAReset() {
    store.always(Answer.raw("HTTP/1.1 200 OK\r\n\r\nabc").reset());

    assertThat(client.get(rules.target(url + "/")).failure().status()).isEqualTo(502);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two lengths         | HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 5~~abcde
          length and chunks   | HTTP/1.1 200 OK~Content-Length: 5~Transfer-Encoding: chunked~~0~~
          gzip, chunked       | HTTP/1.1 200 OK~Transfer-Encoding: gzip, chunked~~0~~
          a bad chunk         | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~abcdefg
          a folded line       | HTTP/1.1 200 OK~A: b~ c~Content-Length: 0~~
          another protocol    | HTTP/2.0 200 OK~Content-Length: 0~~
          no HTTP at all      | SSH-2.0-OpenSSH_9.2p1 Debian~
          status 1000         | HTTP/1.1 1000 x~Content-Length: 0~~
          a switch            | HTTP/1.1 101 x~Upgrade: websocket~Connection: upgrade~~
          """)
  void whatIsNoAnswerIs502(String what, String octets) {
    store.always(Answer.raw(latin1(octets.replace("~", "\r\n"))).hang());

    assertThat(client.get(rules.target(url + "/")).failure())
        .satisfies(failure -> assertThat(failure.status()).isEqualTo(502))
        .satisfies(failure -> assertThat(failure.reason()).contains(url));
    Within.patience("the connection is closed", () -> store.openConnections() == 0);
  }

  @Test
  void aHeadOver64KilobytesIs502() {
    store.always(Answer.raw("HTTP/1.1 200 OK\r\nA: " + "a".repeat(66_000) + "\r\n\r\n").hang());

    assertThat(client.get(rules.target(url + "/")).failure().status()).isEqualTo(502);
  }

  @Test
  void anAnswerCutShortIsNoAnswer() {
    store.always(Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc").close());

    Heard heard = client.get(rules.target(url + "/"));

    assertThat(heard.text())
        .isEqualTo(
            "200 abcfailed: 502 " + url + " closed the connection before its answer was whole");
  }

  @Test
  void connectionsAreKept() {
    store.always(Answer.text(200, "x"));

    for (int i = 0; i < 5; i++) {
      client.get(rules.target(url + "/" + i));
    }

    assertThat(store.connections()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"Connection: close, 2", "'Connection: x, CLOSE', 2", "Connection: keep-alive, 1"})
  void unlessTheStoreSaysOtherwise(String line, int connections) {
    store.always(Answer.of(200, line));

    client.get(rules.target(url + "/"));
    client.get(rules.target(url + "/"));

    assertThat(store.connections()).isEqualTo(connections);
  }

  @Test
  void octetsBehindAnAnswerAreNotTheNext() {
    store.on("/a", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n"));
    store.on("/b", Answer.text(200, "b"));

    assertThat(client.get(rules.target(url + "/a")).text()).isEqualTo("200 a");
    assertThat(client.get(rules.target(url + "/b")).text()).isEqualTo("200 b");
    assertThat(store.connections()).isEqualTo(2);
  }

  @Test
  void aKeptConnectionThatDiedIsReplacedOnce() {
    store.on("/a", Answer.text(200, "a"));
    store.on(
        "/b",
        request ->
            request.connection() == 0 ? Answer.nothing().close() : Answer.text(200, "again"));
    client.get(rules.target(url + "/a"));

    assertThat(client.get(rules.target(url + "/b")).text()).isEqualTo("200 again");
    assertThat(store.connections()).isEqualTo(2);
  }

  @Test
  void aFreshConnectionThatDiesIsAFailure() {
    store.always(Answer.nothing().close());

    assertThat(client.get(rules.target(url + "/")).failure().status()).isEqualTo(502);
    assertThat(store.requests()).hasSize(1);
  }

  @Test
  void aKeptConnectionThatDiesAfterAnOctetIsAFailure() {
    store.on("/a", Answer.text(200, "a"));
    store.on("/b", Answer.raw("H").close());
    client.get(rules.target(url + "/a"));

    assertThat(client.get(rules.target(url + "/b")).failure().status()).isEqualTo(502);
    assertThat(store.requests()).hasSize(2);
  }

  @Test
  void poolsAreNeverShared() {
    store.always(Answer.text(200, "x"));

    client.get(rules.target(url + "/"));
    client.get(rules.at("/_other/").target(url + "/"));
    client.get(rules.with(Client.bounded(7, 7)).target(url + "/"));
    client.get(rules.target("http://localhost:" + store.port() + "/"));
    assertThat(client.get(rules.strict().target(url + "/")).failure().status()).isEqualTo(502);

    assertThat(store.connections()).isEqualTo(4);
    assertThat(client.get(rules.target(url + "/")).text()).isEqualTo("200 x");
    assertThat(store.connections()).isEqualTo(4);
  }

  @Test
  void silenceIs504() {
    store.on("/never", Answer.nothing().hang());
    store.on("/half", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc").hang());
    Rules hasty = rules.with(Client.access(Duration.ofSeconds(5), Duration.ofMillis(300)));

    assertThat(client.get(hasty.target(url + "/never")).text())
        .isEqualTo("failed: 504 " + url + " did not answer in time");
    assertThat(client.get(hasty.target(url + "/half")).text())
        .isEqualTo("200 abcfailed: 504 " + url + " stopped in mid-answer");
    Within.patience("connections are closed", () -> store.openConnections() == 0);
  }

  @Test
  void nobodyListeningIs502() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = closed.getLocalPort();
    }

    assertThat(client.get(rules.target("http://127.0.0.1:" + port + "/")).text())
        .startsWith("failed: 502 cannot connect to http://127.0.0.1:" + port + ": ");
  }

  @Test
  void aPausedAnswerWaitsUntimedAndWhole() {
    byte[] large = new byte[4 << 20];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 >> 3);
    }
    store.always(Answer.of(200, List.of(), large).close());
    Rules hasty = rules.with(Client.access(Duration.ofSeconds(5), Duration.ofMillis(300)));
    CompletableFuture<StoreClient.Call> call = new CompletableFuture<>();
    Heard heard = new Heard();
    heard.onAnswer(() -> call.join().pause(true));

    call.complete(client.start(0, hasty.target(url + "/"), heard));
    heard.awaitAnswer();
    Within.patience("longer than the timeout", after(Duration.ofMillis(900)));

    assertThat(heard.isOver()).isFalse();
    assertThat(heard.octets()).isLessThan(512 << 10);
    client.on(0, () -> call.join().pause(false));
    assertThat(heard.await().body()).isEqualTo(large);
  }

  private static java.util.function.BooleanSupplier after(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() - end > 0;
  }

  @Test
  void aPauseAtTheEndOfAnAnswerDoesNotReachTheNext() {
    store.always(Answer.text(200, "x"));
    CompletableFuture<StoreClient.Call> call = new CompletableFuture<>();
    Heard heard = new Heard();
    heard.onAnswer(() -> call.join().pause(true));

    call.complete(client.start(0, rules.target(url + "/"), heard));
    heard.await();

    assertThat(client.get(rules.target(url + "/")).text()).isEqualTo("200 x");
    assertThat(store.connections()).isEqualTo(1);
  }

  @Test
  void whoLeavesFreesTheConnectionAtOnce() {
    CountDownLatch never = new CountDownLatch(1);
    store.on(
        "/large", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nabc").await(never));
    Heard heard = new Heard();

    StoreClient.Call call = client.start(0, rules.target(url + "/large"), heard);
    heard.awaitAnswer();
    client.on(0, call::drop);
    client.on(0, call::drop);

    never.countDown();
    Within.patience("the connection is closed", () -> store.openConnections() == 0);
    assertThat(heard.isOver()).isFalse();
  }

  @Test
  void aLittleRestIsReadToKeepTheConnection() {
    CountDownLatch rest = new CountDownLatch(1);
    store.on(
        "/little",
        Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").await(rest).send("defghij"));
    store.on("/next", Answer.text(200, "next"));
    Rules one = rules.with(Client.bounded(1, 4));
    Heard heard = new Heard();
    Heard next = new Heard();

    StoreClient.Call call = client.start(0, one.target(url + "/little"), heard);
    heard.awaitAnswer();
    client.on(0, call::drop);
    client.start(0, one.target(url + "/next"), next);
    rest.countDown();

    assertThat(next.await().text()).isEqualTo("200 next");
    assertThat(store.connections()).isEqualTo(1);
    assertThat(heard.isOver()).isFalse();
  }

  @Test
  void leavingWhileItConnectsIsQuiet() {
    store.always(Answer.text(200, "x"));
    Heard heard = new Heard();

    client.on(
        0,
        () ->
            client.client().get(client.loop(0), rules.target(url + "/"), List.of(), heard).drop());
    client.get(rules.target(url + "/"));

    assertThat(heard.text()).isEmpty();
    assertThat(store.requests()).hasSize(1);
  }

  @Test
  void atTheBoundRequestsWaitOverAllLoops() {
    CountDownLatch go = new CountDownLatch(1);
    store.on(
        "/first", Answer.nothing().await(go).send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    store.on("/second", Answer.text(200, "second"));
    Rules one = rules.with(Client.bounded(1, 4));
    Heard first = new Heard();
    Heard second = new Heard();

    client.start(0, one.target(url + "/first"), first);
    store.awaitRequests(1);
    client.start(1, one.target(url + "/second"), second);
    assertThat(store.requests()).hasSize(1);
    go.countDown();

    assertThat(first.await().status()).isEqualTo(200);
    assertThat(second.await().text()).isEqualTo("200 second");
    Within.patience("never two at once", () -> store.openConnections() <= 1);
  }

  @Test
  void whoWaitsTooLongGets503() {
    store.on("/slow", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na").hang());
    Rules one =
        rules.with(
            Client.bounded(Client.access(Duration.ofSeconds(5), Duration.ofMillis(300)), 1, 4));
    CompletableFuture<StoreClient.Call> call = new CompletableFuture<>();
    Heard first = new Heard();
    first.onAnswer(() -> call.join().pause(true));
    call.complete(client.start(0, one.target(url + "/slow"), first));
    first.awaitAnswer();

    assertThat(client.get(one.target(url + "/next")).text())
        .isEqualTo("failed: 503 no connection to " + url + " became free in time");
  }
}
