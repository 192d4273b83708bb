package dev.handoff.gateway.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes more than one message to see: hops, connections, and what the apps are told. */
// proves handoff-protocol: A8 B1 B3 B5 D1 D2 D4 D10 F3 F4 H18 I2
// proves file-responses: H4 L15 L17
final class ExchangeDifferentialTest extends Differential {
  private static final String GET = "GET /f HTTP/1.1\r\nHost: files.example\r\n\r\n";

  private RawResponse ask(Front front, String request) {
    return Stage.exchange(
        stage().address(front), new Cells.Request(request.split(" ", 2)[0], request));
  }

  private static Answer handoff(String target) {
    return Answer.of(200, "X-Accel-Redirect: " + target);
  }

  @ParameterizedTest(name = "D2 L15 {0}: ten hops, then 500; the app was asked eleven times")
  @EnumSource(Front.class)
  void aLoopEnds(Front front) {
    stage().app().forget().always(handoff("/f"));

    assertThat(ask(front, GET).status()).isEqualTo(500);
    assertThat(stage().app().requests()).hasSize(11);
  }

  @ParameterizedTest(name = "D2 {0}: the hop before the last still delivers")
  @EnumSource(Front.class)
  void tenHopsAreAllowed(Front front) {
    stage()
        .app()
        .forget()
        .always(_ -> handoff(stage().app().requests().size() < 10 ? "/f" : "/_files/letters.txt"));

    assertThat(ask(front, GET).text()).isEqualTo(Tree.LETTERS);
    assertThat(stage().app().requests()).hasSize(10);
  }

  @ParameterizedTest(name = "D4 {0} {1} -> {2}: {3} arrives as {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NGINX   | GET  | /other/page?sig=a%2Bb%2F&x=1 | GET  | /other/page?sig=a%2Bb%2F&x=1
          GATEWAY | GET  | /other/page?sig=a%2Bb%2F&x=1 | GET  | /other/page?sig=a%2Bb%2F&x=1
          NGINX   | POST | /other/page                  | GET  | /other/page
          GATEWAY | POST | /other/page                  | GET  | /other/page
          NGINX   | HEAD | /other/page                  | HEAD | /other/page
          GATEWAY | HEAD | /other/page                  | HEAD | /other/page
          NGINX   | GET  | /other/a%20b                 | GET  | /other/a%20b
          GATEWAY | GET  | /other/a%20b                 | GET  | /other/a%20b
          """)
  void anotherApp(Front front, String method, String target, String arrives, String as) {
    SocketAddress address = stage().address(front);
    stage().app().forget().always(handoff(target));
    stage().other().forget().always(Answer.of(200, "X-Other: 1"));

    RawResponse answer =
        Stage.exchange(address, new Cells.Request(method, method + GET.substring(3)));

    assertThat(answer.field("X-Other")).contains("1");
    assertThat(stage().other().onlyRequest().method()).isEqualTo(arrives);
    assertThat(stage().other().onlyRequest().target()).isEqualTo(as);
  }

  @ParameterizedTest(name = "I2 {0}: {1} octets of the upload reach the second app")
  @CsvSource({"NGINX, 5", "GATEWAY, 0"})
  void anUploadIsForTheFirstApp(Front front, int octets) {
    SocketAddress address = stage().address(front);
    stage().app().forget().always(handoff("/other/page"));
    stage().other().forget().always(Answer.of(200));
    String post = "POST /f HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

    Stage.exchange(address, new Cells.Request("POST", post));

    assertThat(stage().other().onlyRequest().body()).hasSize(octets);
    assertThat(stage().other().onlyRequest().field("Content-Length").isPresent())
        .isEqualTo(octets > 0);
  }

  @ParameterizedTest(name = "H18 {0}: conditions and ranges reach the app: {1}")
  @CsvSource({"NGINX, true", "GATEWAY, false"})
  void theAppDoesNotSeeRanges(Front front, boolean seen) {
    stage().app().forget().always(handoff("/_files/letters.txt"));
    List<String> fields =
        List.of(
            "Range",
            "If-Range",
            "If-None-Match",
            "If-Match",
            "If-Modified-Since",
            "If-Unmodified-Since");

    ask(
        front,
        GET.replace(
            "\r\n\r\n",
            "\r\nRange: bytes=0-2\r\nIf-Range: \"a\"\r\nIf-None-Match: \"b\"\r\nIf-Match: *\r\n"
                + "If-Modified-Since: x\r\nIf-Unmodified-Since: x\r\n\r\n"));

    ReceivedRequest request = stage().app().onlyRequest();
    assertThat(fields).allMatch(name -> request.field(name).isPresent() == seen);
  }

  @ParameterizedTest(name = "B3 {0}: after a {1}, four more handoffs open {2} connections")
  @CsvSource({
    "NGINX, Content-Length of 0, 0",
    "GATEWAY, Content-Length of 0, 0",
    "NGINX, small body, 4",
    "GATEWAY, small body, 0",
  })
  void theConnectionToTheAppIsKept(Front front, String what, int opened) {
    byte[] body = Octets.latin1(what.equals("small body") ? "{\"ok\":true}" : "");
    Answer answer = Answer.of(200, List.of("X-Accel-Redirect: /_files/letters.txt"), body);
    try (RawClient client = RawClient.connect(stage().address(front))) {
      stage().app().forget().always(answer);
      client.send(GET).receive();
      int before = stage().app().connections();
      for (int i = 0; i < 4; i++) {
        assertThat(client.send(GET).receive().text()).isEqualTo(Tree.LETTERS);
      }
      assertThat(stage().app().connections() - before).isEqualTo(opened);
    }
  }

  @ParameterizedTest(name = "H4 {0}: HEAD, 304, 206 and GET share a connection")
  @EnumSource(Front.class)
  void framingHolds(Front front) {
    stage().app().forget().always(handoff("/_files/letters.txt"));
    try (RawClient client = RawClient.connect(stage().address(front))) {
      String etag =
          client.send("HEAD" + GET.substring(3)).receiveToHead().field("ETag").orElseThrow();
      assertThat(client.send(with("If-None-Match: " + etag)).receive().status()).isEqualTo(304);
      assertThat(client.send(with("Range: bytes=0-2")).receive().text()).isEqualTo("abc");
      assertThat(client.send(with("Range: bytes=99-")).receive().status()).isEqualTo(416);
      assertThat(client.send(GET).receive().text()).isEqualTo(Tree.LETTERS);
    }
  }

  private static String with(String field) {
    return GET.replace("\r\n\r\n", "\r\n" + field + "\r\n\r\n");
  }

  @ParameterizedTest(name = "B5 {0}: every request asks the app, whatever it says about caching")
  @EnumSource(Front.class)
  void theDecisionIsNotKept(Front front) {
    stage()
        .app()
        .forget()
        .always(
            Answer.of(
                200,
                "X-Accel-Redirect: /_files/letters.txt",
                "X-Accel-Expires: 60",
                "Cache-Control: public, max-age=60"));

    ask(front, GET);
    ask(front, GET);

    assertThat(stage().app().requests()).hasSize(2);
  }

  @ParameterizedTest(name = "A8 {0}: an early hint shows nothing and decides nothing")
  @EnumSource(value = Front.class, names = "GATEWAY")
  void earlyHints(Front front) {
    stage()
        .app()
        .forget()
        .always(
            Answer.raw(
                    "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n"
                        + "X-Accel-Redirect: /_files/noext\r\n\r\n")
                .send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nown"));

    RawResponse answer = ask(front, GET);

    assertThat(answer.text()).isEqualTo("own");
    assertThat(answer.interim())
        .flatExtracting(RawResponse.Interim::fields)
        .noneMatch(field -> field.name().equalsIgnoreCase("X-Accel-Redirect"));
  }

  @ParameterizedTest(
      name = "F3 {0}: the head does not count: at 1 octet a second it is there at once")
  @EnumSource(value = Front.class, names = "GATEWAY")
  void theHeadIsNotPartOfTheRate(Front front) {
    stage()
        .app()
        .forget()
        .always(Answer.of(200, "X-Accel-Redirect: /_files/letters.txt", "X-Accel-Limit-Rate: 1"));
    try (RawClient client = RawClient.connect(stage().address(front))) {
      byte[] head = client.send(GET).receiveOctets(200);
      assertThat(Octets.latin1(head)).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @ParameterizedTest(name = "F1 {0}: 100,000 octets at 50,000 a second take a second")
  @EnumSource(Front.class)
  void theRateHolds(Front front) {
    stage()
        .app()
        .forget()
        .always(Answer.of(200, "X-Accel-Redirect: /_files/large.bin", "X-Accel-Limit-Rate: 50000"));
    long begin = System.nanoTime();

    assertThat(ask(front, GET).body()).hasSize(100_000);

    // nginx lets the first second's worth go at once, and so may we.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
  }

  @ParameterizedTest(name = "F4 {0}: a client cannot set the rate")
  @EnumSource(Front.class)
  void theRateIsTheApps(Front front) {
    stage().app().forget().always(handoff("/_files/large.bin"));

    assertThat(ask(front, with("X-Accel-Limit-Rate: 1")).body()).hasSize(100_000);
  }

  @ParameterizedTest(
      name = "H18 {0}: a range far into the app''s own body is asked of the app: {1}")
  @CsvSource({"GATEWAY, true", "GATEWAY, false"})
  void farRangesAreTheApps(Front front, boolean understands) {
    String body = "x".repeat(2 << 20) + "the end";
    int at = 2 << 20;
    String part = "bytes " + at + "-" + (at + 2) + "/" + body.length();
    stage()
        .app()
        .forget()
        .always(request ->
            understands && request.field("Range").isPresent()
                ? Answer.text(206, "the", "Content-Range: " + part)
                : Answer.text(200, body));

    RawResponse answer = ask(front, with("Range: bytes=" + at + "-" + (at + 2)));

    assertThat(answer.status()).isEqualTo(understands ? 206 : 200);
    assertThat(answer.text()).isEqualTo(understands ? "the" : body);
    assertThat(stage().app().requests())
        .extracting(request -> request.field("Range").isPresent())
        .containsExactly(false, true);
  }

  @ParameterizedTest(
      name = "H18 {0}: a range cut out of the app''s own body leaves its connection in order")
  @EnumSource(value = Front.class, names = "GATEWAY")
  void aCutBodyIsDrained(Front front) {
    String body = "0123456789".repeat(3000);
    stage().app().forget().always(Answer.text(200, body));
    try (RawClient client = RawClient.connect(stage().address(front))) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.send(with("Range: bytes=10-12")).receive().text()).isEqualTo("012");
        assertThat(client.send(GET).receive().text()).isEqualTo(body);
      }
    }
  }
}
