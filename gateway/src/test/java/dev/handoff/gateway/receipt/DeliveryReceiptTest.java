package dev.handoff.gateway.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.io.RandomAccessFile;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A receipt says what the client has: never a byte more, and for whole downloads everything. */
class DeliveryReceiptTest {
  private static final int LARGE = 16 << 20;
  private static final LinkKey LINKS =
      LinkKey.of("k1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));

  @TempDir static Path folder;
  private static ScriptedApp app;
  private static ScriptedApp store;
  private static GatewayUnderTest gateway;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("ten"), "0123456789");
    Files.writeString(folder.resolve("none"), "");
    for (String name : List.of("large", "paced")) {
      try (RandomAccessFile content = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        content.setLength(LARGE);
      }
    }
    store = ScriptedApp.tcp();
    store.on("/o", Answer.of(200, List.of("ETag: \"o\""), "an object".getBytes(UTF_8)));
    store.on(
        "/broken",
        Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nETag: \"b\"\r\n\r\nshort").close());
    app = Posted.taking(ScriptedApp.tcp());
    gateway =
        GatewayUnderTest.start(
            new Setup()
                .app(app, "/", "/_f/", "/_s/")
                .internal("/_f/", folder)
                .http("/_s/", "http://127.0.0.1:" + store.port() + "/")
                .links(List.of(LINKS), "/d/", "/_f/")
                .receipts(Posted.to(app, Optional.empty())));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    app.close();
    store.close();
  }

  private static void handsOff(String name, String target, String... more) {
    List<String> fields =
        new java.util.ArrayList<>(
            List.of(
                "X-Accel-Redirect: " + target,
                "Handoff: receipt=\"" + name + "\", subject=\"u42\""));
    fields.addAll(List.of(more));
    app.on("/" + name, Answer.of(200, fields, new byte[0]));
  }

  private static Map<String, Object> receipt(String name) {
    return Posted.one(app, "receipt", name);
  }

  @Test
  void aWholeDownloadIsFinished() {
    handsOff("whole", "/_f/ten");
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /whole HTTP/1.1\r\nHost: a\r\nX-Request-Id: q7\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("0123456789");
      Map<String, Object> receipt = receipt("whole");
      assertThat(receipt)
          .containsEntry("subject", "u42")
          .containsEntry("app", "app0")
          .containsEntry("location", "/_f/")
          .containsEntry("target", "/_f/ten")
          .containsEntry("request_id", "q7")
          .containsEntry("client", "127.0.0.1")
          .containsEntry("hop_only", false)
          .containsEntry("status", 200L)
          .containsEntry("size", 10L)
          .containsEntry("intervals", List.of(List.of(0L, 10L)))
          .containsEntry("delivered", 10L)
          .containsEntry("outcome", "finished")
          .doesNotContainKey("aborted_by")
          .containsKeys("id", "time", "etag", "seconds");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wholelarge | /_f/large  | x: y                        | 16777216 | [0, 16777216]       | by sendfile
          empty      | /_f/none   | x: y                        | 0        |                     | all of nothing
          part       | /_f/ten    | Range: bytes=2-4            | 3        | [2, 5]              | one range
          end        | /_f/large  | Range: bytes=-3             | 3        | [16777213, 16777216] | the end
          parts      | /_f/ten    | Range: bytes=0-0,4-5,9-9    | 4        | [0, 1], [4, 6], [9, 10] | heads of parts do not count
          object     | /_s/o      | x: y                        | 9        | [0, 9]              | through from a store
          closing    | /_f/ten    | Connection: close           | 10       | [0, 10]             | nothing is lost by closing
          """)
  void whatWasAskedForIsFinished(
      String name, String target, String field, long delivered, String intervals, String reason) {
    handsOff(name, target);
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /" + name + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n").receive();
      assertThat(receipt(name))
          .as(reason)
          .containsEntry("outcome", "finished")
          .containsEntry("delivered", delivered)
          .extractingByKey("intervals")
          .hasToString("[" + (intervals == null ? "" : intervals) + "]");
    }
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HEAD | x: y                | 200
          GET  | If-None-Match: *    | 304
          GET  | If-Match: "other"   | 412
          GET  | Range: bytes=99-    | 416
          """)
  void whatCarriesNothingOfTheFileHasNoReceipt(String method, String field, int status) {
    handsOff("nothing", "/_f/ten");
    handsOff("then" + method + status, "/_f/ten");
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send(method + " /nothing HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");
      var answer = method.equals("HEAD") ? client.receiveToHead() : client.receive();
      assertThat(answer.status()).isEqualTo(status);
      // On the same loop and later, so the first would have been here by now.
      client.send("GET /then" + method + status + " HTTP/1.1\r\nHost: a\r\n\r\n").receive();
      receipt("then" + method + status);
    }
    assertThat(Posted.at(app)).noneMatch(receipt -> "nothing".equals(receipt.get("receipt")));
  }

  @ParameterizedTest(name = "{0} after {2} octets")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          early | /_f/large | 1000    | soon
          later | /_f/large | 3000000 | in the middle
          """)
  void aClientThatLeavesHasNoMoreThanItTook(String name, String target, int reads, String reason)
      throws Exception {
    handsOff(name, target);
    int head;
    int room;
    try (SocketChannel client = SocketChannel.open()) {
      client.setOption(StandardSocketOptions.SO_RCVBUF, 32 << 10);
      client.connect(gateway.address());
      client.write(
          ByteBuffer.wrap(("GET /" + name + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(ISO_8859_1)));
      ByteBuffer in = ByteBuffer.allocate(reads);
      while (in.hasRemaining()) {
        assertThat(client.read(in)).isPositive();
      }
      head = new String(in.array(), ISO_8859_1).indexOf("\r\n\r\n") + 4;
      // Linux makes room for double of what is asked for, and Java tells the half of that.
      room = 2 * client.getOption(StandardSocketOptions.SO_RCVBUF);
      // Closing with unread octets resets the connection.
    }
    Map<String, Object> receipt = receipt(name);
    assertThat(receipt)
        .as(reason)
        .containsEntry("outcome", "partial")
        .containsEntry("aborted_by", "client");
    long delivered = (Long) receipt.get("delivered");
    assertThat(receipt.get("intervals")).isEqualTo(List.of(List.of(0L, delivered)));
    assertThat(delivered).isBetween((long) reads - head, (long) reads - head + room);
  }

  @Test
  void aStoreThatBreaksOffIsSaidToHaveDoneSo() {
    handsOff("broken", "/_s/broken");
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n").receiveUntilEnd();
    }
    assertThat(receipt("broken"))
        .containsEntry("aborted_by", "store")
        .satisfies(receipt -> assertThat((Long) receipt.get("delivered")).isBetween(0L, 5L));
  }

  @Test
  void aSignedLinkHasAReceiptWithItsKey() {
    String url =
        Links.of(List.of(LINKS)).signed("http://a/d/ten", Instant.now().plus(Duration.ofHours(1)));
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("GET " + url.substring("http://a".length()) + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(200);
      assertThat(Posted.one(app, "link_key", "k1"))
          .containsEntry("target", "/_f/ten")
          .containsEntry("outcome", "finished")
          .doesNotContainKey("app");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /receipts             | as configured
          /receipts/            | apps often take both
          /receipts/below       | what is below belongs to it
          /%72eceipts           | an encoded letter
          /x/../receipts        | dot segments
          /x/%2e%2e/receipts    | encoded dot segments
          //receipts            | empty segments
          /receipts;a=b         | parameters that apps take away
          /receipts?x=1         | a query changes nothing
          http://a/receipts     | absolute-form
          """)
  void clientsCannotSendReceipts(String target, String reason) {
    int before = app.requests().size();
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send("POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nx=1");
      assertThat(client.receive().status()).as(reason).isIn(400, 404);
    }
    assertThat(app.requests().stream().skip(before))
        .noneMatch(request -> request.text().equals("x=1"));
  }

  @Test
  void otherPathsOfTheAppAreReached() {
    app.on("/receiptsandmore", Answer.text(200, "the app"));
    try (RawClient client = RawClient.connect(gateway.address())) {
      assertThat(client.send("GET /receiptsandmore HTTP/1.1\r\nHost: a\r\n\r\n").receive().text())
          .isEqualTo("the app");
    }
  }
}
