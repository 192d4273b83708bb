package dev.handoff.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report shows, and what it never shows. */
class EvidenceTest {
  /** Wrong in nearly everything, and echoes what it is told. */
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nServer: Echo/1\r\nETag: \"a\"\r\n"
          + "Last-Modified: Sun, 01 Mar 2026 10:20:30 GMT\r\nContent-Range: none\r\n"
          + "Set-Cookie: session=other-secret\r\nX-Echo: ECHO\r\nContent-Length: 1000\r\n\r\n";

  @TempDir Path folder;

  private Path copy;
  private final String content = "0123456789".repeat(100);

  @BeforeEach
  void copy() throws IOException {
    copy = Files.writeString(folder.resolve("copy"), content);
  }

  @Test
  void secretsAreSentAndNotShown() throws Exception {
    try (Scripted server = new Scripted(head -> echo(head) + content)) {
      Report report =
          Conformance.of(server.url("/f?sig=s1gnature&e=99999"), copy)
              .field("Cookie", "session=t0psecret; theme=d4rkness")
              .field("Authorization", "Bearer t0ken")
              .run();
      assertThat(server.heads())
          .allMatch(head -> head.contains("\r\nCookie: session=t0psecret; theme=d4rkness\r\n"))
          .allMatch(head -> head.contains("/f?sig=s1gnature&e=99999"));
      assertThat(report.failures()).isNotEmpty();
      assertThat(report.markdown())
          .contains("Cookie: …", "Authorization: …", "/f?…", "X-Echo: ")
          .doesNotContain("t0psecret", "d4rkness", "t0ken", "s1gnature", "99999", "other-secret");
    }
  }

  private static String echo(String head) {
    return ANSWER.replace("ECHO", head.replace("\r\n", " ").strip());
  }

  @Test
  void nothingOfAContentIsShown() throws Exception {
    try (Scripted server = new Scripted(head -> ANSWER + content)) {
      assertThat(Conformance.of(server.url("/f"), copy).run().markdown())
          .doesNotContain("0123456789");
    }
  }

  @Test
  void aFailureIsAnIssueByItself() throws Exception {
    try (Scripted server = new Scripted(head -> ANSWER + content)) {
      String url = server.url("/f").toString();
      String text = Conformance.of(server.url("/f"), copy).run().markdown();
      assertThat(text)
          .startsWith("## File responses of <" + url + ">\n\n110 cases of a file of 1000 octets,")
          .contains(
              """
              #### D2: If-Match other is 412, also on GET

              RFC 9110 §13.1.1 (MUST): another version.

              - expected: status 412
              - came: status 200, `none`

              ```http
              GET /f HTTP/1.1
              Host: %s
              If-Match: "foo"
              Connection: close
              ```
              ```http
              HTTP/1.1 200 OK
              Server: Echo/1
              """
                  .formatted(server.url("/f").getAuthority()))
          .contains(
              "\ncurl -sS -o /dev/null -D - --http1.1 -H 'If-Match: \"foo\"' '" + url + "'\n");
    }
  }

  @Test
  void theCommandAsksTheSame() throws Exception {
    assumeTrue(isThere("curl"), "curl is missing: commands in reports are not run");
    try (Scripted server = new Scripted(head -> ANSWER + content)) {
      Report report = Conformance.of(server.url("/f"), copy).run();
      for (Result.Failed failed : report.failures().values()) {
        int before = server.heads().size();
        run(failed.evidence().curl());
        String asked = server.heads().get(before);
        assertThat(lines(asked))
            .as(failed.evidence().curl())
            .isEqualTo(lines(failed.evidence().request()));
      }
    }
  }

  /** But for what curl adds. */
  private static List<String> lines(String head) {
    return Arrays.stream(head.strip().split("\r?\n"))
        .filter(line -> !line.matches("(User-Agent|Accept|Connection): .*"))
        .map(String::stripTrailing)
        .collect(Collectors.toList());
  }

  private static boolean isThere(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static void run(String command) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command).isTrue();
  }
}
