package dev.handoff.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.gateway.wire.RawResponse.Completeness;
import dev.handoff.gateway.wire.RawResponse.Framing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools that judge others are themselves judged here: client and app talk to each other. */
final class WireToolsTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

  @ParameterizedTest(name = "{0} is read as {1}, {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK⏎Content-Length: 3⏎⏎abc                      | LENGTH      | COMPLETE     | abc
          HTTP/1.1 200 OK⏎Content-Length: 9⏎⏎abc                      | LENGTH      | CUT_BY_CLOSE | abc
          HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎1⏎a⏎2⏎bc⏎0⏎⏎    | CHUNKED     | COMPLETE     | abc
          HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎1⏎a⏎2⏎bc⏎       | CHUNKED     | CUT_BY_CLOSE | abc
          HTTP/1.1 200 OK⏎⏎abc                                        | UNTIL_CLOSE | COMPLETE     | abc
          HTTP/1.1 304 Not Modified⏎Content-Length: 3⏎⏎               | NONE        | COMPLETE     | ''
          """)
  void framingIsRecognised(String answer, Framing framing, Completeness complete, String body) {
    try (ScriptedApp app = ScriptedApp.tcp();
        RawClient client = RawClient.connect(app.address())) {
      app.always(Answer.raw(Octets.of(answer)).close());

      RawResponse response = client.send(GET).receive();

      assertThat(response.framing()).isEqualTo(framing);
      assertThat(response.completeness()).isEqualTo(complete);
      assertThat(response.text()).isEqualTo(body);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK␊Content-Length: 0⏎⏎                                      | bare LF
          HTTP/1.1 200 OK⏎Content-Length: 0⏎Transfer-Encoding: chunked⏎⏎           | two framings
          HTTP/1.1 200 OK⏎Content-Length: 0⏎Content-Length: 0⏎⏎                    | two framings
          HTTP/1.1 200 OK⏎X: a␀b⏎⏎                                                 | field line
          HTTP/1.1 200 OK⏎ X: folded⏎⏎                                             | field line
          HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎0x1⏎a⏎0⏎⏎                    | chunk size
          HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎1⏎ab⏎0⏎⏎                     | without line end
          """)
  void brokenAnswersAreNotForgiven(String answer, String complaint) {
    try (ScriptedApp app = ScriptedApp.tcp();
        RawClient client = RawClient.connect(app.address())) {
      app.always(Answer.raw(Octets.of(answer)).close());

      assertThatThrownBy(() -> client.send(GET).receive())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(complaint);
    }
  }

  @Test
  void resetAndCloseAreToldApart() {
    try (ScriptedApp app = ScriptedApp.tcp()) {
      app.on("/close", Answer.of(200).close()).on("/reset", Answer.of(200).reset());
      try (RawClient client = RawClient.connect(app.address())) {
        client.send("GET /close HTTP/1.1\r\n\r\n").receive();
        assertThat(client.awaitEnd()).isEqualTo(RawClient.End.CLOSED);
      }
      try (RawClient client = RawClient.connect(app.address())) {
        client.send("GET /reset HTTP/1.1\r\n\r\n");
        // The reset may overtake what was sent before it.
        try {
          client.receive();
        } catch (NoAnswer overtaken) {
          assertThat(overtaken.wasReset()).isTrue();
        }
        assertThat(client.awaitEnd()).isEqualTo(RawClient.End.RESET);
      }
    }
  }

  @Test
  void anAppKeepsExactOctetsAndCountsConnections(@TempDir Path folder) {
    try (ScriptedApp app = ScriptedApp.unix(folder.resolve("app.sock"));
        RawClient client = RawClient.connect(app.address())) {
      app.always(request -> Answer.text(200, request.method() + " " + request.text()));
      String post =
          "POST /\u00c3\u00a9 HTTP/1.1\r\nX:  a b \r\nTransfer-Encoding: chunked\r\n\r\n"
              + "2;x=y\r\nhi\r\n0\r\nT: 1\r\n\r\n";

      assertThat(client.send("POST /\u00c3", post.substring(7)).receive().text())
          .isEqualTo("POST hi");
      assertThat(client.send(GET).receive().text()).isEqualTo("GET ");

      assertThat(app.connections()).isOne();
      assertThat(app.requests())
          .extracting(ReceivedRequest::target)
          .containsExactly(Octets.text("/é"), "/a");
    }
  }

  @Test
  void aTestHoldsAnAnswerBack() {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedApp app = ScriptedApp.tcp();
        RawClient client = RawClient.connect(app.address())) {
      app.always(
          Answer.raw("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
              .await(go)
              .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));

      client.send(GET).receiveOctets("HTTP/1.1 103".length());
      go.countDown();
      client.receiveOctets(" Early Hints\r\nLink: </a>\r\n\r\n".length());

      assertThat(client.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void silenceIsAFailureAndNotAHang() {
    try (ScriptedApp app = ScriptedApp.tcp();
        RawClient client = RawClient.connect(app.address())) {
      app.always(Answer.nothing().hang());
      client.patience(Duration.ofMillis(50));

      assertThatThrownBy(() -> client.send(GET).receive())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("nothing moved");
      assertThatThrownBy(client::awaitEnd).hasMessageContaining("still open");
    }
  }

  @Test
  void nginxStartsAndServes(@TempDir Path folder) throws Exception {
    RealNginx.assumeInstalled();
    try (RealNginx nginx = RealNginx.start(folder, "", "location / { return 200 'hello'; }");
        RawClient client = RawClient.connect(nginx.address())) {
      assertThat(client.send(GET).receive().text()).isEqualTo("hello");
    }
  }
}
