package dev.handoff.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.handoff.conformance.Conformance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What the tests are called and how they end, against a server that only ever sends the file. */
@TestInstance(Lifecycle.PER_CLASS)
class FileConformanceTest {
  private static final String CONTENT = "0123456789".repeat(100);

  private ServerSocket listening;
  private Path copy;

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException {
    copy = Files.writeString(folder.resolve("copy"), CONTENT);
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answerEverything);
    thread.setDaemon(true);
    thread.start();
  }

  @AfterAll
  void stop() throws IOException {
    listening.close();
  }

  private void answerEverything() {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 1000\r\n\r\n" + CONTENT;
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The other side went first, or this is the end.
      }
    }
  }

  @Test
  void groupsHoldATestForEachCaseNamedByItsStatement() throws Exception {
    List<DynamicContainer> groups = statements(Set.of());
    assertThat(groups)
        .extracting(DynamicNode::getDisplayName)
        .startsWith("A: names", "B: types", "C: validators");
    assertThat(tests(groups).map(DynamicNode::getDisplayName))
        .hasSize(110)
        .doesNotHaveDuplicates()
        .contains(
            "E6 beyond the end is 416: GET copy & Range: bytes=1000- (behind the end)",
            "H1 HEAD equals GET without the body: HEAD copy (fields only)");
  }

  @Test
  void aTestPassesFailsOrIsSkippedWithItsReason() throws Exception {
    List<DynamicTest> tests = tests(statements(Set.of())).toList();
    assertThat(outcome(tests, "D24 ")).isNull();
    assertThat(outcome(tests, "E6 "))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("E6 cannot be asked: ranges are ignored here, see the first case of E1");
    assertThat(outcome(tests, "H1 "))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith(
            "H1: HEAD equals GET without the body (RFC 9110 §9.3.2, must)\n"
                + "expected: status 200, no content\ncame:     status 200 with content\n")
        .hasMessageContaining("\nHEAD /copy HTTP/1.1\n")
        .hasMessageContaining("curl -sS -o /dev/null -D - --http1.1 -I 'http://127.0.0.1:");
  }

  @Test
  void whatIsKnownToFailIsSkippedUntilItHolds() throws Exception {
    List<DynamicTest> tests = tests(statements(Set.of("H1", "D24", "L1"))).toList();
    assertThat(tests.stream().map(DynamicNode::getDisplayName))
        .contains("H1", "D24", "L1")
        .noneMatch(name -> name.startsWith("H1 "));
    assertThat(outcome(tests, "H1\n"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("H1 is known to fail: status 200 with content");
    assertThat(outcome(tests, "D24\n"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage("D24 holds now: take it out of knownToFail()");
    assertThat(outcome(tests, "L1\n"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage("L1 is not asked: take it out of knownToFail()");
  }

  private List<DynamicContainer> statements(Set<String> known) throws Exception {
    FileConformance conformance =
        new FileConformance() {
          @Override
          protected Conformance conformance() throws IOException {
            URI url = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/copy");
            return Conformance.of(url, copy);
          }

          @Override
          protected Set<String> knownToFail() {
            return known;
          }
        };
    return conformance.statements().toList();
  }

  private static Stream<DynamicTest> tests(List<DynamicContainer> groups) {
    return groups.stream()
        .<DynamicNode>flatMap(DynamicContainer::getChildren)
        .map(DynamicTest.class::cast);
  }

  private static Throwable outcome(List<DynamicTest> tests, String name) {
    return catchThrowable(
        tests.stream()
                .filter(test -> (test.getDisplayName() + "\n").startsWith(name))
                .findFirst()
                .orElseThrow()
                .getExecutable()
            ::execute);
  }
}
