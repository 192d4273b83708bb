package dev.handoff.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handoff.conformance.CannotAskException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where nothing can be judged, it is said why, and nothing is judged. */
class CannotAskTest {
  private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789";

  @TempDir Path folder;

  private Path copy;

  @BeforeEach
  void copy() throws IOException {
    copy = Files.writeString(folder.resolve("copy"), "0123456789");
  }

  @ParameterizedTest(name = "{0} => {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                  | NO_ANSWER    | the connection was closed without an answer
          SSH-2.0-OpenSSH_9.2\\r\\n                                           | NO_ANSWER    | does not speak HTTP/1.1 (it began with "SSH-2")
          \\0\\0\\22\\4\\0\\0\\0\\0\\0                                        | NO_ANSWER    | HTTP/2 alone
          HTTP/2 200 OK\\r\\n\\r\\n                                           | NO_ANSWER    | not a status line of HTTP/1: "HTTP/2 200 OK"
          HTTP/1.1 two hundred\\r\\n\\r\\n                                    | NO_ANSWER    | not a status line of HTTP/1
          HTTP/1.1 200 OK\\r\\nContent-Le                                     | NO_ANSWER    | not a whole head of HTTP/1
          HTTP/1.1 200 OK\\r\\nX: HUGE                                        | NO_ANSWER    | the head of the answer is longer than 64 KB
          HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n                        | NO_ANSWER    | no answer after HTTP/1.1 101
          HTTP/1.1 302 Found\\r\\nLocation: http://other/\\r\\n\\r\\n         | OTHER_ANSWER | It redirects to "http://other/", and redirects are not followed
          HTTP/1.1 308 Moved\\r\\n\\r\\n                                      | OTHER_ANSWER | It redirects to nowhere
          HTTP/1.1 401 Unauthorized\\r\\n\\r\\n                               | OTHER_ANSWER | It needs a permission
          HTTP/1.1 404 Not Found\\r\\n\\r\\n                                  | OTHER_ANSWER | There is no such file.
          HTTP/1.1 429 Too Many\\r\\n\\r\\n                                   | OTHER_ANSWER | try again later
          HTTP/1.1 206 Partial\\r\\nContent-Length: 1\\r\\n\\r\\n0            | OTHER_ANSWER | Only what answers 200 to a plain GET can be asked.
          HTTP/1.1 200 OK\\r\\n\\r\\n01234X6789                               | OTHER_ANSWER | The server sends another octet at offset 5.
          HTTP/1.1 200 OK\\r\\n\\r\\n012345678                                | OTHER_ANSWER | has 10 octets, the server sends 9.
          HTTP/1.1 200 OK\\r\\n\\r\\n01234567890                              | OTHER_ANSWER | has 10 octets, the server sends more.
          HTTP/1.1 200 OK\\r\\nContent-Length: 12\\r\\n\\r\\n0123456789       | OTHER_ANSWER | breaks off after 10 octets of 12 announced.
          HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\n0123456789more   | OTHER_ANSWER | Octets follow where the answer ends
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nA\\r\\n01 | OTHER_ANSWER | breaks off after 2 octets.
          HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\n\\r\\nxyz          | OTHER_ANSWER | It says Content-Encoding: gzip.
          """)
  void says(String answer, Reason reason, String message) throws IOException {
    String octets =
        answer
            .replace("\\r", "\r")
            .replace("\\n", "\n")
            .replace("\\0", "\0")
            .replace("\\22", "\22")
            .replace("\\4", "\4")
            .replace("HUGE", "x".repeat(70_000));
    try (Scripted server = new Scripted(head -> octets)) {
      CannotAskException e = refusal(server.url("/file"));
      assertThat(e).hasMessageContaining(message);
      assertThat(e.reason()).isEqualTo(reason);
      assertThat(server.heads()).hasSize(1);
    }
  }

  @Test
  void nobodyListens() throws IOException {
    // Bound but not listening: nobody else can come to listen there.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI url = URI.create("http://127.0.0.1:" + bound.getLocalPort() + "/");
      assertThat(refusal(url).reason()).isEqualTo(Reason.NO_ANSWER);
    }
  }

  @Test
  void aServerThatIsSilentIsNotWaitedForLongerThanSaid() throws IOException {
    try (Scripted server = new Scripted(head -> Scripted.SILENCE)) {
      CannotAskException e =
          catchThrowableOfType(
              CannotAskException.class,
              () ->
                  Conformance.of(server.url("/file"), copy).timeout(Duration.ofSeconds(1)).begin());
      assertThat(e).hasMessage("no whole answer within 1 s");
      assertThat(e.reason()).isEqualTo(Reason.NO_ANSWER);
    }
  }

  @Test
  void aServerThatWantsToBeLeftAloneIs() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    try (Scripted server =
        new Scripted(head ->
            requests.incrementAndGet() < 6 ? GOOD : "HTTP/1.1 429 Too Many Requests\r\n\r\n")) {
      assertThat(refusal(server.url("/file")))
          .hasMessage(
              "request 6 was answered with \"HTTP/1.1 429 Too Many Requests\": ask more slowly,"
                  + " with a pause between requests");
      assertThat(server.heads()).hasSize(6);
    }
  }

  @Test
  void aServerThatStopsAnsweringIsGivenUp() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    try (Scripted server = new Scripted(head -> requests.incrementAndGet() < 6 ? GOOD : "")) {
      CannotAskException e = refusal(server.url("/file"));
      assertThat(e).hasMessageContaining("gave up after 8 requests, 3 in a row without an answer");
      assertThat(e.reason()).isEqualTo(Reason.NO_ANSWER);
    }
  }

  @Test
  void redirectsOnTheWayAreNotFollowedEither() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Scripted server =
        new Scripted(head ->
            requests.incrementAndGet() < 6
                ? GOOD
                : "HTTP/1.1 302 Found\r\nLocation: /other\r\n\r\n")) {
      Report report = Conformance.of(server.url("/file"), copy).run();
      assertThat(report.failures().values()).extracting(Result.Failed::seen).contains("status 302");
      assertThat(server.heads()).allMatch(head -> head.contains(" /file HTTP/1.1\r\n"));
    }
  }

  @ParameterizedTest(name = "{0} => {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://host/file       | ftp://host/file is not an http:// or https:// URL.
          http:/file            | http:/file is not an http:// or https:// URL.
          file                  | file is not an http:// or https:// URL.
          http://me:pw@host/    | a user and password do not stand in the URL; send a field Authorization along.
          http://host/März      | the URL has octets beyond ASCII; encode them: http://host/M%C3%A4rz
          """)
  void refusesUrls(URI url, String message) {
    assertThat(
            catchThrowableOfType(IllegalArgumentException.class, () -> Conformance.of(url, copy)))
        .hasMessage(message);
  }

  @Test
  void refusesFieldsThatWouldBeOthers() throws IOException {
    Conformance conformance = Conformance.of(URI.create("http://host/"), copy);
    for (List<String> field :
        List.of(
            List.of("A B", "x"), List.of("", "x"), List.of("A", "x\r\nB: y"), List.of("A", "ä€"))) {
      assertThat(
              catchThrowableOfType(
                  IllegalArgumentException.class,
                  () -> conformance.field(field.get(0), field.get(1))))
          .as("%s", field)
          .isNotNull();
    }
  }

  @Test
  void refusesAFolderAsACopy() {
    assertThat(
            catchThrowableOfType(
                IOException.class, () -> Conformance.of(URI.create("http://host/"), folder)))
        .hasMessageContaining("is no file");
  }

  private CannotAskException refusal(URI url) throws IOException {
    return catchThrowableOfType(CannotAskException.class, () -> Conformance.of(url, copy).run());
  }
}
