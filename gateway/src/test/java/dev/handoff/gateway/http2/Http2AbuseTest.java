package dev.handoff.gateway.http2;

import static dev.handoff.gateway.wire.Http2Client.DATA;
import static dev.handoff.gateway.wire.Http2Client.END_HEADERS;
import static dev.handoff.gateway.wire.Http2Client.END_STREAM;
import static dev.handoff.gateway.wire.Http2Client.HEADERS;
import static dev.handoff.gateway.wire.Http2Client.PING;
import static dev.handoff.gateway.wire.Http2Client.PRIORITY;
import static dev.handoff.gateway.wire.Http2Client.block;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.Http2Answer;
import dev.handoff.gateway.wire.Http2Client;
import dev.handoff.gateway.wire.NothingMoved;
import dev.handoff.gateway.wire.Within;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that keep to the letter of HTTP/2 and mean harm. */
final class Http2AbuseTest extends Http2Rig {
  private static final Duration SHORT = Duration.ofMillis(300);

  private GatewayUnderTest head;
  private GatewayUnderTest idle;
  private GatewayUnderTest stall;

  @BeforeAll
  void startTheImpatient() {
    Timeouts d = Timeouts.DEFAULT;
    head = start(s -> s.timeouts(new Timeouts(SHORT, d.idle(), d.stall(), d.shutdown())));
    idle = start(s -> s.timeouts(new Timeouts(d.header(), SHORT, d.stall(), d.shutdown())));
    stall = start(s -> s.timeouts(new Timeouts(d.header(), d.idle(), SHORT, d.shutdown())));
  }

  @AfterAll
  void stopTheImpatient() {
    head.close();
    idle.close();
    stall.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aFloodCostsItsConnection(String what, Consumer<Http2Client> flood) {
    app().always(Answer.nothing().hang());
    try (Http2Client neighbour = connect();
        Http2Client client = connect()) {
      flood.accept(client);
      assertThat(client.awaitGoAway()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM.number());
      neighbour.get(1, "/a.txt");
      assertThat(neighbour.answer(1).status()).as("a neighbour").isEqualTo(200);
    }
  }

  static Stream<Arguments> aFloodCostsItsConnection() {
    return Stream.of(
        row(
            "rapid reset (CVE-2023-44487)",
            client ->
                client.send(
                    many(
                        300,
                        i ->
                            both(
                                request(2 * i + 1, "/app/x"),
                                Http2Client.encode(
                                    3, 0, 2 * i + 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8))))),
        row(
            "streams that we are made to reset (CVE-2025-8671)",
            client ->
                client.send(
                    many(
                        300,
                        i ->
                            both(
                                request(2 * i + 1, "/app/x"),
                                Http2Client.encode(
                                    8, 0, 2 * i + 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0))))),
        row(
            "malformed requests",
            client ->
                client.send(
                    many(
                        300,
                        i ->
                            Http2Client.encode(
                                HEADERS,
                                END_HEADERS | END_STREAM,
                                2 * i + 1,
                                block(":method: GET"))))),
        row(
            "more streams than agreed, again and again",
            client -> client.send(many(500, i -> request(2 * i + 1, "/app/x")))),
        row(
            "PING (CVE-2019-9512)",
            client -> client.send(many(1500, i -> Http2Client.encode(PING, 0, 0, new byte[8])))),
        row(
            "SETTINGS (CVE-2019-9515)",
            client -> client.send(many(1500, i -> Http2Client.encode(4, 0, 0)))),
        row(
            "PRIORITY (CVE-2019-9513)",
            client ->
                client.send(
                    many(
                        1500,
                        i ->
                            Http2Client.encode(
                                PRIORITY, 0, 1001, (byte) 0, (byte) 0, (byte) 0, (byte) 0,
                                (byte) 7)))),
        row(
            "empty DATA (CVE-2019-9518)",
            client ->
                client
                    .request(1, false, "POST", "/app/x")
                    .send(many(1500, i -> Http2Client.encode(DATA, 0, 1)))),
        row(
            "frames nobody knows",
            client -> client.send(many(1500, i -> Http2Client.encode(0xEE, 0, 0)))),
        row(
            "a window that grows by one octet (CVE-2019-9511)",
            client ->
                client
                    .setting(4, 0)
                    .get(1, "/large.bin")
                    .send(
                        many(
                            1500,
                            i ->
                                Http2Client.encode(
                                    8, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1)))));
  }

  private static Arguments row(String what, Consumer<Http2Client> flood) {
    return arguments(what, flood);
  }

  private interface Each {
    byte[] octets(int i);
  }

  private static byte[] many(int count, Each each) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(each.octets(i));
    }
    return all.toByteArray();
  }

  private static byte[] both(byte[] one, byte[] other) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(other);
    return all.toByteArray();
  }

  private static byte[] request(int stream, String path) {
    return request("GET", stream, path);
  }

  private static byte[] request(String method, int stream, String path) {
    byte[] block = block(":method: " + method, ":scheme: http", ":authority: a", ":path: " + path);
    return Http2Client.encode(HEADERS, END_HEADERS | END_STREAM, stream, block);
  }

  @Test
  void aClientThatReadsNoAnswersIsNotReadEither() {
    // Heads of answers are bound by no window: only by what the gateway puts up with.
    try (Http2Client client = connect().patience(Duration.ofSeconds(1))) {
      assertThatThrownBy(
              () -> {
                for (int chunk = 0; chunk < 500; chunk++) {
                  int first = chunk * 1000;
                  client.send(many(1000, i -> request("HEAD", 2 * (first + i) + 1, "/_files/")));
                }
              })
          .hasMessageContaining("does not read");
    }
    try (Http2Client client = connect()) {
      client.get(1, "/a.txt");
      assertThat(client.answer(1).status()).isEqualTo(200);
    }
  }

  @Test
  void noMoreContentLeavesThanTheWindowsTake() {
    try (Http2Client client = connect().narrow()) {
      client.setting(4, 20_000).get(1, "/large.bin").get(3, "/large.bin").settle();
      client.content(1, 20_000);
      client.content(3, 20_000);
      assertThat(client.settle().head(1).content()).hasSize(20_000);
      client.windowUpdate(1, 30_000).content(1, 65_535 - 20_000);
      assertThat(client.settle().head(1).content()).hasSize(65_535 - 20_000);
      client.windowUpdate(0, 1).content(1, 65_536 - 20_000);
      client.setting(4, 0).windowUpdate(0, 1 << 20);
      assertThat(client.settle().head(3).content()).as("a window below zero").hasSize(20_000);
      client.reset(1, 8).reset(3, 8);
    }
  }

  @Test
  void anUploadIsHeldBackWhileTheAppDoesNotTakeIt() {
    CountDownLatch go = new CountDownLatch(1);
    app().forget();
    app()
        .atHead(
            "/app/up",
            Answer.nothing()
                .await(go)
                .readBody()
                .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    try (Http2Client client = connect()) {
      client.request(1, false, "POST", "/app/up");
      // The sockets on the way take some; then the window stays shut for as long as we look.
      byte[] piece = new byte[16_384];
      long sent = 0;
      client.patience(Duration.ofSeconds(1));
      boolean held = false;
      while (!held) {
        if (sent + piece.length
            <= Math.min(window(client, 1, 128 * 1024), window(client, 0, 65_535))) {
          client.frame(DATA, 0, 1, piece);
          sent += piece.length;
        } else {
          held = !moves(client);
        }
      }
      assertThat(sent).isLessThan(64 << 20);
      go.countDown();
      client.patience(Within.PATIENCE);
      client.frame(DATA, END_STREAM, 1);
      assertThat(client.answer(1).status()).isEqualTo(200);
      assertThat(app().onlyRequest().body()).hasSize((int) sent);
    }
  }

  /** All that was ever granted. */
  private static long window(Http2Client client, int stream, int first) {
    return first
        + client.others().stream()
            .filter(frame -> frame.type() == Http2Client.WINDOW_UPDATE && frame.stream() == stream)
            .mapToLong(frame -> frame.number(0))
            .sum();
  }

  private static boolean moves(Http2Client client) {
    try {
      return client.next() != null;
    } catch (NothingMoved quiet) {
      return false;
    }
  }

  @Test
  void aClientThatTakesNothingIsReset() {
    try (Http2Client client = Http2Client.connect(stall.address()).narrow()) {
      client.setting(4, 0).get(1, "/large.bin");
      Http2Answer answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.isWhole()).isFalse();
      assertThat(answer.reset()).hasValue(ErrorCode.CANCEL.number());
      client.setting(4, 65_535).get(3, "/a.txt");
      assertThat(client.answer(3).text()).isEqualTo("content of a");
    }
  }

  @Test
  void aBodyThatStallsIsAnswered() {
    app().always(Answer.nothing().hang());
    try (Http2Client client = Http2Client.connect(stall.address())) {
      client.request(1, false, "POST", "/app/x", "content-length: 9").data(1, false, "abc");
      assertThat(client.until(1, Http2Answer::hasStatus).status()).isEqualTo(408);
    }
  }

  @Test
  void aBlockThatNeverEndsCostsTheConnection() {
    try (Http2Client client = Http2Client.connect(head.address())) {
      client.frame(HEADERS, END_STREAM, 1, block(":method: GET"));
      assertThat(client.awaitGoAway()).isEqualTo(ErrorCode.PROTOCOL_ERROR.number());
    }
  }

  @Test
  void aPrefaceThatNeverEndsCostsTheConnection() {
    try (Http2Client client = Http2Client.bare(head.address())) {
      client.send("PRI * HTTP/2.0".getBytes());
      assertThat(client.awaitGoAway()).isEqualTo(ErrorCode.PROTOCOL_ERROR.number());
    }
  }

  @Test
  void aConnectionWithoutStreamsIsToldToGo() {
    try (Http2Client client = Http2Client.connect(idle.address())) {
      assertThat(client.awaitGoAway()).isEqualTo(ErrorCode.NO_ERROR.number());
    }
  }

  @Test
  void aClientThatVanishesLeavesNothingBehind() {
    app().forget();
    app().always(Answer.nothing().hang());
    Http2Client client = connect();
    client.get(1, "/app/x").get(3, "/large.bin");
    client.head(3);
    app().awaitRequests(1);
    client.cut();
    Within.patience("the app's connections end", () -> app().openConnections() == 0);
  }
}
