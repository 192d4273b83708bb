package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Several requests on one connection: answers in order, nothing left over, nothing mixed up. */
// proves handoff-protocol: B4
// proves file-responses: H4
final class PipelineTest extends Hostile {

  private static String get(String target, String... fields) {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: a\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  @Test
  void answersComeInTheOrderOfTheRequests() {
    CountDownLatch slow = new CountDownLatch(1);
    app()
        .on(
            "/slow",
            Answer.nothing().await(slow).send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow"));
    try (RawClient client = connect()) {
      client.send(get("/slow") + get("/second") + get("/static/page.txt") + get("/fourth"));
      app().awaitRequests(1);
      slow.countDown();

      assertThat(client.receive().text()).isEqualTo("slow");
      assertThat(client.receive().text()).isEqualTo("you asked /second");
      assertThat(client.receive().text()).isEqualTo("page");
      assertThat(client.receive().text()).isEqualTo("you asked /fourth");
    }
    assertAppWasAsked("/slow", "/second", "/fourth");
  }

  @Test
  void aHundredRequestsInOneWriteGetAHundredAnswers() {
    try (RawClient client = connect()) {
      client.send(get("/static/page.txt").repeat(50) + get("/f").repeat(50));
      for (int i = 0; i < 100; i++) {
        assertThat(client.receive().text()).isEqualTo(i < 50 ? "page" : "you asked /f");
      }
    }
    assertThat(app().requests()).hasSize(50);
  }

  @Test
  void oneOctetAtATimeIsOneRequest() {
    try (RawClient client = connect()) {
      for (char octet : get("/f").toCharArray()) {
        client.send(String.valueOf(octet));
      }
      assertThat(client.receive().text()).isEqualTo("you asked /f");
    }
  }

  @Test
  void nothingIsReadBehindTheLastRequest() {
    try (RawClient client = connect()) {
      client.send(get("/f", "Connection: close") + get("/hidden"));

      assertThat(client.receive().field("Connection")).contains("close");
      client.awaitEnd();
    }
    assertAppWasAsked("/f");
  }

  @Test
  void nothingIsReadBehindARefusedRequest() {
    try (RawClient client = connect()) {
      client.send(get("/first") + "GET /f HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + get("/hidden"));

      assertThat(client.receive().text()).isEqualTo("you asked /first");
      assertThat(client.receive().status()).isEqualTo(400);
      client.awaitEnd();
    }
    assertAppWasAsked("/first");
  }

  @Test
  void aConnectionWithHalfAnUploadServesNobodyElse() {
    // The app hands off on the head alone: its connection waits for five more octets.
    app().atHead("/upload", Answer.of(200, "X-Accel-Redirect: /_files/letters.txt"));
    try (RawClient half = connect();
        RawClient next = connect()) {
      half.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
      assertThat(half.receive().text()).startsWith("abc");
      assertThat(next.send(get("/next")).receive().text()).isEqualTo("you asked /next");
    }
    assertAppWasAsked("/upload", "/next");
    assertThat(app().requests().getFirst().connection())
        .isNotEqualTo(app().requests().getLast().connection());
  }

  @Test
  void aBodyThatIsHeldBackDoesNotHoldTheNextClient() {
    try (RawClient slow = connect()) {
      slow.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
      assertUnharmed();
      theAppAnswersEverything();
      assertThat(slow.send("llo").receive().text()).isEqualTo("you asked /upload");
    }
  }

  @Test
  void theClientHearsFromTheAppThatItMayGoOn() {
    app()
        .atHead(
            "/f",
            Answer.raw("HTTP/1.1 100 Continue\r\n\r\n")
                .readBody()
                .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    try (RawClient client = connect()) {
      client.send(
          "POST /f HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      String head = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(Octets.latin1(client.receiveOctets(head.length()))).isEqualTo(head);

      assertThat(client.send("hello").receive().text()).isEqualTo("ok");
    }
    assertThat(app().onlyRequest().text()).isEqualTo("hello");
  }

  @Test
  void aRefusedUploadIsNotTheNextRequest() {
    app().atHead("/f", Answer.text(403, "no"));
    String hidden = get("/hidden");
    try (RawClient client = connect()) {
      client.send(
          "POST /f HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: "
              + hidden.length()
              + "\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("no");
      // A client may send what it announced all the same, or close; both are no request.
      client.send(hidden);
      client.awaitEnd();
    }
    assertAppWasAsked("/f");
  }
}
