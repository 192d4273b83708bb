package dev.handoff.core.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/receipts.md} tells apps to do does it. */
class ReceiptsPageTest {
  private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final String BODY = "{\"batch\":\"b\",\"receipts\":[]}";
  private static String page;

  @TempDir Path folder;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Path.of("../docs/receipts.md"));
  }

  @Test
  void theVectorIsGenuine() {
    assertThat(page).contains(BODY).contains(new String(SECRET, UTF_8));
    assertThat(
            ReceiptSignature.verify(
                List.of(ReceiptKey.of("r1", SECRET)),
                vector(),
                BODY.getBytes(UTF_8),
                Instant.ofEpochSecond(1_764_043_200),
                Duration.ofMinutes(5)))
        .isInstanceOf(ReceiptSignature.Genuine.class);
  }

  @Test
  void theJavaOfThePageRuns() throws IOException {
    List<ReceiptKey> keys = List.of(ReceiptKey.of("r1", SECRET));
    byte[] body = BODY.getBytes(UTF_8);
    String header = ReceiptSignature.sign(keys.get(0), Instant.now(), body);
    // Exactly as the page has it:
    var verdict = ReceiptSignature.verify(keys, header, body, Instant.now(), Duration.ofMinutes(5));
    boolean genuine = verdict instanceof ReceiptSignature.Genuine;
    assertThat(genuine).isTrue();
    String source =
        Files.readString(Path.of("src/test/java/dev/handoff/core/receipts/ReceiptsPageTest.java"));
    for (String line : snippet("java").lines().toList()) {
      assertThat(source).contains(line);
    }
  }

  @Test
  void thePythonOfThePageRuns() throws Exception {
    String key = Base64.getEncoder().encodeToString(SECRET);
    String header = vector();
    String script =
        snippet("python")
            + """

            keys = {"r1": "%s"}
            header = '%s'
            body = b'%s'
            now = 1764043200
            print(genuine(keys, header, body, now))
            print(genuine(keys, header, body, now + 300))
            print(genuine(keys, header, body, now + 301))
            print(genuine(keys, header, body + b" ", now))
            print(genuine(keys, header.replace("=@1", "=@2"), body, now))
            print(genuine({"r2": keys["r1"]}, header, body, now))
            print(genuine(keys, header + "x", body, now))
            print(genuine(keys, None, body, now))
            """
                .formatted(key, header, BODY);
    Path file = Files.writeString(folder.resolve("verify.py"), script);
    Process python;
    try {
      python =
          new ProcessBuilder("python3", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start();
    } catch (IOException absent) {
      Assumptions.abort("python3 is not installed: the example of the page was not run");
      return;
    }
    assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("out")).lines())
        .containsExactly("True", "True", "False", "False", "False", "False", "False", "False");
  }

  private static String vector() {
    String name = ReceiptSignature.FIELD + ": ";
    return page.lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElseThrow()
        .substring(name.length());
  }

  private static String snippet(String language) {
    String fence = "<!-- snippet: " + language + " -->\n```" + language + "\n";
    assertThat(page).contains(fence);
    int begin = page.indexOf(fence) + fence.length();
    return page.substring(begin, page.indexOf("```", begin));
  }
}
