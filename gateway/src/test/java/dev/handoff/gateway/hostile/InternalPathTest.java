package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.RawResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An internal location asked for from outside looks like nothing at all, however it is spelled. */
// proves handoff-protocol: D3
// proves file-responses: L1 L11 L15
final class InternalPathTest extends Hostile {

  @ParameterizedTest(name = "D3 L11 L15 {0} is answered as a path that does not exist")
  @ValueSource(
      strings = {
        "/_files/letters.txt",
        "/_files/missing.txt",
        "/_files/",
        "/_files",
        "/_files/..%2fx",
        "/_files//letters.txt",
        "//_files/letters.txt",
        "///_files///letters.txt",
        "/./_files/letters.txt",
        "/_files/./letters.txt",
        "/_files/sub/../letters.txt",
        "/x/../_files/letters.txt",
        "/%5ffiles/letters.txt",
        "/%5Ffiles/letters.txt",
        "/_file%73/letters.txt",
        "/_files%2fletters.txt",
        "/_files%2Fletters.txt",
        "/%2f_files/letters.txt",
        "/_files%5cletters.txt",
        "/_files\\letters.txt",
        "/\\_files/letters.txt",
        "/_files;v=1/letters.txt",
        "/;/_files/letters.txt",
        "/x/;y/../_files/letters.txt",
        "/x%2f..%2f_files/letters.txt",
        "/x/%2e%2e/_files/letters.txt",
        "/x/.%2e/_files/letters.txt",
        "/x/..;/_files/letters.txt",
        "/%2e/_files/letters.txt",
        "/_files/letters.txt?x=1",
        "http://a/_files/letters.txt",
      })
  void isNotThere(String target) {
    RawResponse missing = get("/static/missing.txt");

    RawResponse answer = get(target);

    assertThat(app().requests()).as("the app was asked").isEmpty();
    assertThat(answer.text()).doesNotContain("abcdef");
    if (answer.status() == 400) {
      // Some of these spellings are no path at all.
      assertOwnError(answer);
      return;
    }
    assertThat(answer.statusLine()).isEqualTo(missing.statusLine());
    assertThat(lines(answer)).isEqualTo(lines(missing));
    assertThat(answer.text()).isEqualTo(missing.text());
  }

  @ParameterizedTest(name = "{0} /_files/letters.txt is answered as for a missing file")
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "HEAD"})
  void byNoMethod(String method) {
    String[] statuses = new String[2];
    for (int i = 0; i < 2; i++) {
      String target = i == 0 ? "/_files/letters.txt" : "/_files/missing.txt";
      statuses[i] =
          ask(method + " " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
              .toString()
              .replaceAll("(?m)^Date: .*$", "");
    }
    assertThat(statuses[0]).isEqualTo(statuses[1]).contains(" 404 ");
    assertThat(app().requests()).isEmpty();
  }

  @ParameterizedTest(name = "D26 {0} tells nothing about the file")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          If-None-Match: *
          If-Match: "x"
          Range: bytes=0-2
          Range: bytes=999-
          If-Modified-Since: Sun, 06 May 2174 07:08:09 GMT
          """)
  void conditionsTellNothing(String field) {
    RawResponse answer =
        ask("GET /_files/letters.txt HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");

    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "{0} belongs to the app: segments are compared, not octets")
  @ValueSource(strings = {"/_filesx/a", "/_file", "/x/_files/a", "/_FILES/a", "/_files.txt"})
  void neighboursAreTheApps(String target) {
    assertThat(get(target).text()).isEqualTo("you asked " + target);
  }

  private RawResponse get(String target) {
    return ask("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private static List<String> lines(RawResponse answer) {
    return answer.fields().stream()
        .map(Field::line)
        .filter(line -> !line.startsWith("Date:"))
        .toList();
  }
}
