package dev.handoff.testkit.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.testkit.exchange.Answer.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What came is what is shown. */
final class SocketClientTest {

  /** Answers one connection with octets, once its request's head was read; ⏎ is CRLF. */
  private static Answer answered(String method, String octets) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answering =
          CompletableFuture.runAsync(() -> answerOne(server, octets.replace("⏎", "\r\n")));
      URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
      try {
        return SocketClient.to(uri).send(Request.of(method, "/x"));
      } finally {
        answering.join();
      }
    }
  }

  private static void answerOne(ServerSocket server, String octets) {
    try (Socket client = server.accept()) {
      String head = "";
      while (!head.endsWith("\r\n\r\n")) {
        head += (char) client.getInputStream().read();
      }
      client.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | HTTP/1.1 200 OK⏎Content-Length: 3⏎⏎abc                       | abc | WHOLE  | a length
          GET  | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎ab⏎1;x=y⏎c⏎0⏎⏎ | abc | WHOLE  | chunks
          GET  | HTTP/1.0 200 OK⏎⏎abc                                         | abc | UNTOLD | until the end
          GET  | HTTP/1.1 103 Early Hints⏎Link: x⏎⏎HTTP/1.1 200 OK⏎Content-Length: 3⏎⏎abc | abc | WHOLE | an interim answer first
          HEAD | HTTP/1.1 200 OK⏎Content-Length: 3⏎⏎                          | ''  | WHOLE  | HEAD has no content
          GET  | HTTP/1.1 304 Not Modified⏎Content-Length: 3⏎⏎                | ''  | WHOLE  | neither has 304
          GET  | HTTP/1.1 200⏎Content-Length: 3⏎⏎abc                          | abc | WHOLE  | no reason phrase
          """)
  void isRead(String method, String octets, String body, Ending ending, String why)
      throws Exception {
    Answer answer = answered(method, octets);
    assertThat(answer.text()).isEqualTo(body);
    assertThat(answer.ending()).isEqualTo(ending);
    assertThat(answer.defects()).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | HTTP/1.1 200 OK⏎Content-Length: 5⏎⏎abc                          | cut: 3 bytes came of 5 announced
          GET  | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎5⏎abc               | cut inside a chunk, after 3 bytes
          GET  | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎3⏎abc⏎              | the connection broke after 3 bytes
          GET  | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎zz⏎abc⏎0⏎⏎          | no chunk size: zz
          GET  | HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎abc⏎0⏎⏎           | a chunk that is longer than it says
          GET  | HTTP/1.1 200 OK⏎Content-Length: 3⏎⏎abcde                        | 2 bytes behind the announced end
          HEAD | HTTP/1.1 200 OK⏎Content-Length: 3⏎⏎abc                          | 3 bytes behind the answer to HEAD
          GET  | HTTP/1.1 304 Not Modified⏎⏎abc                                  | 3 bytes behind a 304
          GET  | HTTP/1.1 200 OK⏎Content-Length: three⏎⏎abc                      | Content-Length is no number: three
          GET  | HTTP/1.1 200 OK⏎Content-Length: 3⏎Content-Length: 4⏎⏎abc        | framed twice: Content-Length [3, 4], Transfer-Encoding []
          GET  | HTTP/1.1 200 OK⏎Content-Length: 3⏎no field⏎⏎abc                 | no field line: no field
          """)
  void isShownAsBroken(String method, String octets, String defect) throws Exception {
    assertThat(answered(method, octets).defects()).contains(defect);
  }

  @Test
  void aLineKeepsItsSpelling() throws Exception {
    Answer answer =
        answered(
            "GET",
            "HTTP/1.1 200 OK⏎eTaG:\"v1\"  ⏎Set-Cookie: a=1⏎Set-Cookie: b=2⏎Content-Length: 0⏎⏎");
    assertThat(answer.fields()).element(0).hasToString("eTaG:\"v1\"  ");
    assertThat(answer.field("ETag")).contains("\"v1\"");
    assertThat(answer.values("set-cookie")).isEqualTo(List.of("a=1", "b=2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\nContent-"})
  void whatIsNoAnswerIsNone(String octets) {
    assertThatThrownBy(() -> answered("GET", octets)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file", "ftp://example.com/", "file:///etc/passwd"})
  void needsAnAbsoluteUrl(String uri) {
    assertThatThrownBy(() -> SocketClient.to(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absolute URL");
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/b%20c?d=%2F&e, /b%20c?d=%2F&e",
    "http://a, /",
    "http://a?b, /?b",
    "http://a/März, /M%C3%A4rz"
  })
  void aTargetStaysAsItIs(URI uri, String target) {
    assertThat(SocketClient.targetOf(uri)).isEqualTo(target);
  }
}
