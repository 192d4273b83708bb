package dev.handoff.gateway.http2;

import static dev.handoff.gateway.http2.ErrorCode.COMPRESSION_ERROR;
import static dev.handoff.gateway.http2.ErrorCode.ENHANCE_YOUR_CALM;
import static dev.handoff.gateway.http2.ErrorCode.FLOW_CONTROL_ERROR;
import static dev.handoff.gateway.http2.ErrorCode.FRAME_SIZE_ERROR;
import static dev.handoff.gateway.http2.ErrorCode.PROTOCOL_ERROR;
import static dev.handoff.gateway.http2.ErrorCode.REFUSED_STREAM;
import static dev.handoff.gateway.http2.ErrorCode.STREAM_CLOSED;
import static dev.handoff.gateway.wire.Http2Client.ACK;
import static dev.handoff.gateway.wire.Http2Client.CONTINUATION;
import static dev.handoff.gateway.wire.Http2Client.DATA;
import static dev.handoff.gateway.wire.Http2Client.END_HEADERS;
import static dev.handoff.gateway.wire.Http2Client.END_STREAM;
import static dev.handoff.gateway.wire.Http2Client.GOAWAY;
import static dev.handoff.gateway.wire.Http2Client.HEADERS;
import static dev.handoff.gateway.wire.Http2Client.PADDED;
import static dev.handoff.gateway.wire.Http2Client.PING;
import static dev.handoff.gateway.wire.Http2Client.PRIORITY;
import static dev.handoff.gateway.wire.Http2Client.PUSH_PROMISE;
import static dev.handoff.gateway.wire.Http2Client.RST_STREAM;
import static dev.handoff.gateway.wire.Http2Client.SETTINGS;
import static dev.handoff.gateway.wire.Http2Client.WINDOW_UPDATE;
import static dev.handoff.gateway.wire.Http2Client.block;
import static dev.handoff.gateway.wire.Http2Client.number;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Http2Answer;
import dev.handoff.gateway.wire.Http2Client;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that RFC 9113 does not allow, and what each one costs: the connection, or its stream. */
final class Http2ErrorsTest extends Http2Rig {
  private static final String[] GET = {
    ":method: GET", ":scheme: http", ":authority: a", ":path: /a.txt"
  };

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void costsTheConnection(String what, ErrorCode code, Consumer<Http2Client> does) {
    try (Http2Client neighbour = connect();
        Http2Client client = connect()) {
      neighbour.settle();
      app().always(Answer.nothing().hang());
      does.accept(client);
      assertThat(client.awaitGoAway()).isEqualTo(code.number());
      neighbour.get(1, "/a.txt");
      assertThat(neighbour.answer(1).status()).as("a neighbour").isEqualTo(200);
    }
  }

  static Stream<Arguments> costsTheConnection() {
    byte[] get = block(GET);
    return Stream.of(
        row(
            "4.2: a frame over 16384 octets",
            FRAME_SIZE_ERROR,
            c -> c.frame(DATA, 0, 1, new byte[16_385])),
        row(
            "4.3: a block that is no HPACK",
            COMPRESSION_ERROR,
            c ->
                c.frame(
                    HEADERS,
                    END_HEADERS | END_STREAM,
                    1,
                    (byte) 0xFF,
                    (byte) 0xFF,
                    (byte) 0xFF,
                    (byte) 0xFF,
                    (byte) 0xFF,
                    (byte) 0x7F)),
        row(
            "4.3: a block that ends in the middle",
            COMPRESSION_ERROR,
            c -> c.frame(HEADERS, END_HEADERS | END_STREAM, 1, (byte) 0, (byte) 5, (byte) 'a')),
        row("5.1: DATA on an idle stream", PROTOCOL_ERROR, c -> c.data(1, true, "abc")),
        row("5.1: RST_STREAM on an idle stream", PROTOCOL_ERROR, c -> c.reset(1, 8)),
        row("5.1: WINDOW_UPDATE on an idle stream", PROTOCOL_ERROR, c -> c.windowUpdate(1, 1)),
        row(
            "5.1: HEADERS on a closed stream",
            STREAM_CLOSED,
            c -> {
              c.headers(1, true, GET).answer(1);
              c.headers(1, true, GET);
            }),
        row(
            "5.1: DATA on a closed stream",
            STREAM_CLOSED,
            c -> {
              c.headers(1, true, GET).answer(1);
              c.data(1, true, "abc");
            }),
        row("5.1.1: an even stream", PROTOCOL_ERROR, c -> c.headers(2, true, GET)),
        row(
            "5.1.1: a stream below the last",
            STREAM_CLOSED,
            c -> c.headers(5, true, GET).headers(3, true, GET)),
        row("6.1: DATA of no stream", PROTOCOL_ERROR, c -> c.data(0, true, "abc")),
        row(
            "6.1: more padding than payload",
            PROTOCOL_ERROR,
            c ->
                c.request(1, false, "POST", "/app/x").frame(DATA, PADDED, 1, (byte) 9, (byte) 'a')),
        row("6.2: HEADERS of no stream", PROTOCOL_ERROR, c -> c.headers(0, true, GET)),
        row(
            "6.2: a frame within a block",
            PROTOCOL_ERROR,
            c -> c.frame(HEADERS, END_STREAM, 1, get).frame(PING, 0, 0, new byte[8])),
        row(
            "6.2: another stream's block within a block",
            PROTOCOL_ERROR,
            c -> c.frame(HEADERS, END_STREAM, 1, get).frame(CONTINUATION, END_HEADERS, 3, get)),
        row(
            "6.3: PRIORITY of no stream",
            PROTOCOL_ERROR,
            c -> c.frame(PRIORITY, 0, 0, new byte[5])),
        row("6.4: RST_STREAM of no stream", PROTOCOL_ERROR, c -> c.reset(0, 8)),
        row(
            "6.4: RST_STREAM of five octets",
            FRAME_SIZE_ERROR,
            c -> c.headers(1, true, GET).frame(RST_STREAM, 0, 1, new byte[5])),
        row("6.5: SETTINGS on a stream", PROTOCOL_ERROR, c -> c.frame(SETTINGS, 0, 1)),
        row(
            "6.5: SETTINGS of five octets",
            FRAME_SIZE_ERROR,
            c -> c.frame(SETTINGS, 0, 0, new byte[5])),
        row(
            "6.5: an acknowledgement that says something",
            FRAME_SIZE_ERROR,
            c -> c.frame(SETTINGS, ACK, 0, new byte[6])),
        row("6.5.2: ENABLE_PUSH 2", PROTOCOL_ERROR, c -> c.setting(2, 2)),
        row("6.5.2: a window over 2^31-1", FLOW_CONTROL_ERROR, c -> c.setting(4, -1)),
        row("6.5.2: MAX_FRAME_SIZE under 16384", PROTOCOL_ERROR, c -> c.setting(5, 16_383)),
        row("6.5.2: MAX_FRAME_SIZE over 2^24-1", PROTOCOL_ERROR, c -> c.setting(5, 1 << 24)),
        row(
            "6.6: a client that pushes",
            PROTOCOL_ERROR,
            c -> c.frame(PUSH_PROMISE, END_HEADERS, 1, number(2))),
        row("6.7: PING of seven octets", FRAME_SIZE_ERROR, c -> c.frame(PING, 0, 0, new byte[7])),
        row("6.7: PING on a stream", PROTOCOL_ERROR, c -> c.frame(PING, 0, 1, new byte[8])),
        row("6.8: GOAWAY on a stream", PROTOCOL_ERROR, c -> c.frame(GOAWAY, 0, 1, new byte[8])),
        row("6.9: WINDOW_UPDATE by nothing", PROTOCOL_ERROR, c -> c.windowUpdate(0, 0)),
        row(
            "6.9: WINDOW_UPDATE of three octets",
            FRAME_SIZE_ERROR,
            c -> c.frame(WINDOW_UPDATE, 0, 0, new byte[3])),
        row(
            "6.9.1: a window of the connection over 2^31-1",
            FLOW_CONTROL_ERROR,
            c -> c.windowUpdate(0, Integer.MAX_VALUE)),
        row(
            "6.9.2: SETTINGS that push a window over 2^31-1",
            FLOW_CONTROL_ERROR,
            c -> c.get(1, "/app/x").windowUpdate(1, Integer.MAX_VALUE - 65_535).setting(4, 65_536)),
        row(
            "6.10: CONTINUATION of nothing",
            PROTOCOL_ERROR,
            c -> c.frame(CONTINUATION, END_HEADERS, 1, get)),
        row(
            "6.10: CONTINUATION without end",
            ENHANCE_YOUR_CALM,
            c -> {
              c.frame(HEADERS, END_STREAM, 1, get);
              for (int i = 0; i <= FrameReader.MAX_CONTINUATIONS; i++) {
                c.frame(CONTINUATION, 0, 1);
              }
            }),
        row(
            "6.10: a block without end",
            ENHANCE_YOUR_CALM,
            c -> {
              c.frame(HEADERS, END_STREAM, 1, get);
              for (int i = 0; i < 7; i++) {
                c.frame(CONTINUATION, 0, 1, new byte[16_000]);
              }
            }));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void costsItsStream(String what, ErrorCode code, Consumer<Http2Client> does) {
    app().always(Answer.nothing().hang());
    try (Http2Client client = connect()) {
      does.accept(client);
      assertThat(client.until(1, answer -> answer.reset().isPresent()).reset())
          .hasValue(code.number());
      client.get(101, "/a.txt");
      assertThat(client.answer(101).text()).as("its neighbour").isEqualTo("content of a");
    }
  }

  static Stream<Arguments> costsItsStream() {
    return Stream.of(
        row(
            "5.1: DATA behind the end",
            STREAM_CLOSED,
            c -> c.get(1, "/app/x").data(1, true, "abc")),
        row(
            "5.1: HEADERS behind the end",
            STREAM_CLOSED,
            c -> c.get(1, "/app/x").headers(1, true, GET)),
        row(
            "5.3.1: a stream that depends on itself",
            PROTOCOL_ERROR,
            c ->
                c.get(1, "/app/x")
                    .frame(PRIORITY, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 7)),
        row(
            "6.3: PRIORITY of four octets",
            FRAME_SIZE_ERROR,
            c -> c.get(1, "/app/x").frame(PRIORITY, 0, 1, new byte[4])),
        row(
            "6.9: WINDOW_UPDATE by nothing",
            PROTOCOL_ERROR,
            c -> c.get(1, "/app/x").windowUpdate(1, 0)),
        row(
            "6.9.1: a window over 2^31-1",
            FLOW_CONTROL_ERROR,
            c -> c.get(1, "/app/x").windowUpdate(1, Integer.MAX_VALUE)),
        row(
            "8.1: trailers that end nothing",
            PROTOCOL_ERROR,
            c -> c.request(1, false, "POST", "/app/x").headers(1, false, "x-a: b")),
        row(
            "8.1: a pseudo-field among trailers",
            PROTOCOL_ERROR,
            c -> c.request(1, false, "POST", "/app/x").headers(1, true, ":path: /b")),
        row(
            "8.1.1: a body over its Content-Length",
            PROTOCOL_ERROR,
            c -> c.request(1, false, "POST", "/app/x", "content-length: 2").data(1, true, "abc")),
        row(
            "8.1.1: a body under its Content-Length",
            PROTOCOL_ERROR,
            c -> c.request(1, false, "POST", "/app/x", "content-length: 4").data(1, true, "abc")),
        row(
            "8.1.1: a Content-Length without a body",
            PROTOCOL_ERROR,
            c -> c.request(1, true, "POST", "/app/x", "content-length: 4")),
        row(
            "8.1.1: a body that should be empty",
            PROTOCOL_ERROR,
            c -> c.request(1, false, "POST", "/app/x", "content-length: 0").data(1, true, "abc")),
        row(
            "8.1.1: two Content-Lengths",
            PROTOCOL_ERROR,
            c -> c.request(1, false, "POST", "/app/x", "content-length: 1", "content-length: 1")));
  }

  private static Arguments row(String what, ErrorCode code, Consumer<Http2Client> does) {
    return arguments(what, code, does);
  }

  @ParameterizedTest(name = "malformed: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;Upper: x         | a name in upper case
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;x y: x           | a name that is no token
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;x-a: b<NUL>c    | NUL in a value
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;x-a: b<CR>c        | CR in a value
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;x-a: b<LF>c        | LF in a value
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;x-a:  b          | a value that begins with a space
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;connection: x    | a field of the connection
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;keep-alive: x    | a field of the connection
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;upgrade: h2c     | a field of the connection
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;proxy-connection: x  | a field of the connection
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;transfer-encoding: chunked | a framing that HTTP/2 has not
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;te: gzip         | TE but for trailers
          :method: GET;:scheme: http;:path: /a.txt;x-a: b;:authority: a           | a pseudo-field behind a field
          :method: GET;:method: GET;:scheme: http;:path: /a.txt;:authority: a     | a pseudo-field twice
          :method: GET;:scheme: http;:path: /a.txt;:path: /a.txt;:authority: a    | a pseudo-field twice
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;:status: 200     | an answer's pseudo-field
          :method: GET;:scheme: http;:path: /a.txt;:authority: a;:protocol: websocket | an extension we do not offer
          :method: GET;:scheme: http;:authority: a                                | no path
          :method: GET;:path: /a.txt;:authority: a                                | no scheme
          :scheme: http;:path: /a.txt;:authority: a                               | no method
          :method: G T;:scheme: http;:path: /a.txt;:authority: a                  | a method that is no token
          :method: GET;:scheme: http;:path: ;:authority: a                        | an empty path
          :method: CONNECT;:scheme: http;:path: /;:authority: a                   | CONNECT with a path
          """)
  void aMalformedRequestIsReset(String fields, String why) {
    try (Http2Client client = connect()) {
      client.headers(1, true, unescaped(fields).split(";")).get(3, "/a.txt");
      assertThat(client.answer(1).reset()).as(why).hasValue(PROTOCOL_ERROR.number());
      assertThat(client.answer(1).hasStatus()).isFalse();
      assertThat(client.answer(3).text()).isEqualTo("content of a");
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | :method: GET;:scheme: http;:path: /a.txt;:authority: a;host: b    | two hosts that differ
          400 | :method: GET;:scheme: http;:path: /a.txt;host: b;host: b          | two hosts
          400 | :method: GET;:scheme: http;:path: /a.txt                          | no host at all
          400 | :method: GET;:scheme: http;:path: /a.txt;:authority: u@a          | userinfo
          400 | :method: GET;:scheme: http;:path: /a.txt;:authority: a:b          | a port that is none
          400 | :method: GET;:scheme: ftp;:path: /a.txt;:authority: a             | a scheme that is not ours
          400 | :method: GET;:scheme: http;:path: a.txt;:authority: a             | a path without its slash
          400 | :method: GET;:scheme: http;:path: http://b/a.txt;:authority: a    | the form for proxies
          400 | :method: GET;:scheme: http;:path: /a b;:authority: a              | a space in the path
          400 | :method: GET;:scheme: http;:path: /a#b;:authority: a              | a fragment
          400 | :method: OPTIONS;:scheme: http;:path: *;:authority: a             | the server itself
          405 | :method: TRACE;:scheme: http;:path: /a.txt;:authority: a          | nobody's method
          200 | :method: GET;:scheme: http;:path: /a.txt;:authority: a;host: A    | two hosts that agree
          200 | :method: GET;:scheme: http;:path: /a.txt;host: a                  | Host alone
          200 | :path: /a.txt;:authority: a;:scheme: https;:method: GET           | any order, behind a TLS front
          200 | :method: GET;:scheme: http;:path: /a.txt;:authority: a;te: Trailers | TE for trailers
          """)
  void aRequestThatHttp1WouldRefuseIsAnswered(int status, String fields, String why) {
    try (Http2Client client = connect()) {
      client.headers(1, true, fields.split(";"));
      assertThat(client.answer(1).status()).as(why).isEqualTo(status);
    }
  }

  private static String unescaped(String fields) {
    return fields.replace("<NUL>", "\0").replace("<CR>", "\r").replace("<LF>", "\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void tooMuchIsAnswered(String what, int status, List<String> fields) {
    try (Http2Client client = connect()) {
      byte[] block = block(fields.toArray(String[]::new));
      client.frame(HEADERS, END_STREAM, 1);
      for (int at = 0; at < block.length; at += 16_000) {
        byte[] part = java.util.Arrays.copyOfRange(block, at, Math.min(block.length, at + 16_000));
        client.frame(CONTINUATION, at + 16_000 >= block.length ? END_HEADERS : 0, 1, part);
      }
      assertThat(client.answer(1).status()).isEqualTo(status);
      client.get(3, "/a.txt");
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
  }

  static Stream<Arguments> tooMuchIsAnswered() {
    Stream<String> few = Stream.of(GET);
    return Stream.of(
        arguments(
            "a target over 16 KB",
            414,
            List.of(
                ":method: GET",
                ":scheme: http",
                ":authority: a",
                ":path: /" + "a".repeat(16 << 10))),
        arguments(
            "a field over 16 KB",
            431,
            Stream.concat(few, Stream.of("x-a: " + "a".repeat(16 << 10))).toList()),
        arguments(
            "257 fields",
            431,
            Stream.concat(
                    Stream.of(GET), Stream.iterate(0, i -> i + 1).limit(256).map(i -> "x: " + i))
                .toList()),
        arguments(
            "a head over 64 KB",
            431,
            Stream.concat(
                    Stream.of(GET),
                    Stream.iterate(0, i -> i + 1).limit(5).map(i -> "x: " + "a".repeat(14_000)))
                .toList()));
  }

  @Test
  void aBlockThatUnpacksToMoreIsAnsweredToo() {
    try (Http2Client client = connect()) {
      // One field of 4000 octets put into the table, and then named by one octet each.
      byte[] first = block(GET);
      java.io.ByteArrayOutputStream bomb = new java.io.ByteArrayOutputStream();
      bomb.writeBytes(first);
      bomb.writeBytes(new byte[] {0x40, 1, 'x', 0x7F, (byte) 0xA1, 0x1E});
      bomb.writeBytes("a".repeat(4000).getBytes(ISO_8859_1));
      for (int i = 0; i < 4000; i++) {
        bomb.write(0x80 | 62);
      }
      client.frame(HEADERS, END_HEADERS | END_STREAM, 1, bomb.toByteArray());
      assertThat(client.answer(1).status()).isEqualTo(431);
      client.get(3, "/a.txt");
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
  }

  @Test
  void whatChangesNothingIsPassedOver() {
    try (Http2Client client = connect()) {
      client
          .frame(0xFA, 0x55, 0, new byte[100])
          .frame(0xFA, 0x55, 77, new byte[100])
          .frame(PRIORITY, 0, 99, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 7)
          .setting(0x4242, 7)
          .frame(PING, ACK, 0, new byte[8]);
      client.frame(HEADERS, 0x80 | END_HEADERS | END_STREAM | PADDED | 0x20, 1, padded(block(GET)));
      assertThat(client.answer(1).text()).isEqualTo("content of a");
      client.reset(1, 8).windowUpdate(1, 1000).settle();
    }
  }

  private static byte[] padded(byte[] block) {
    byte[] payload = new byte[block.length + 6 + 20];
    payload[0] = 20;
    payload[5] = 9;
    System.arraycopy(block, 0, payload, 6, block.length);
    return payload;
  }

  @Test
  void moreStreamsThanAgreedAreRefused() {
    app().always(Answer.nothing().hang());
    try (Http2Client client = connect()) {
      for (int i = 0; i < 129; i++) {
        client.get(2 * i + 1, "/app/x");
      }
      Http2Answer refused = client.answer(2 * 128 + 1);
      assertThat(refused.reset()).hasValue(REFUSED_STREAM.number());
      client.reset(1, 8).get(301, "/a.txt");
      assertThat(client.answer(301).status()).isEqualTo(200);
    }
  }

  @Test
  void whateverBeginsOtherwiseIsHttp1() {
    try (Http2Client client = Http2Client.bare(gateway().address())) {
      client
          .send("PRI".getBytes(ISO_8859_1))
          .send(" * HTTP/2.0\r\n\r\nXX\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(client.awaitGoAway()).isEqualTo(PROTOCOL_ERROR.number());
    }
    try (var client = dev.handoff.gateway.wire.RawClient.connect(gateway().address())) {
      client.send("P", "R", "O", "PFIND / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(405);
    }
  }

  @Test
  void thePrefaceMayComeOctetByOctet() {
    try (Http2Client client = Http2Client.bare(gateway().address())) {
      for (byte octet : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1)) {
        client.send(new byte[] {octet});
      }
      for (byte octet : Http2Client.encode(SETTINGS, 0, 0)) {
        client.send(new byte[] {octet});
      }
      for (byte octet : Http2Client.encode(HEADERS, END_HEADERS | END_STREAM, 1, block(GET))) {
        client.send(new byte[] {octet});
      }
      assertThat(client.answer(1).text()).isEqualTo("content of a");
    }
  }
}
