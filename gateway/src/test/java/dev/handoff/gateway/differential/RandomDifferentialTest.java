package dev.handoff.gateway.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.RawResponse;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names and ranges nobody thought of, put together at random from pieces that matter, asked of both
 * fronts. Not the tables' exact answers are checked but what must hold whatever was asked.
 */
// proves handoff-protocol: C5 C7 C11 C15 H10 H13 H14
// proves file-responses: E8 E14 F4 F5 F8 F9
final class RandomDifferentialTest extends Differential {
  private static final int ROUNDS = 800;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
  private static final List<String> NAME_PIECES =
      List.of(
          "/",
          "//",
          "/./",
          "/../",
          "%2f",
          "%2F",
          ".",
          "..",
          "%2e",
          "%2E%2e",
          "?",
          "%3f",
          "%25",
          "%2520",
          "%",
          "%4",
          "%zz",
          "%00",
          "#",
          "+",
          " ",
          "%20",
          ";",
          "\\",
          "%5c",
          "sub",
          "inner.txt",
          "letters.txt",
          "noext",
          "a",
          "b",
          "_files",
          "%5ffiles",
          "/_files/",
          "/bare/",
          "x",
          "\u00e4");
  private static final List<String> NAMES =
      List.of(
          "/_files/letters.txt",
          "/_files/sub/inner.txt",
          "/_files/a%20b.txt",
          "/_files/100%25.txt",
          "/_files/what%3F.txt",
          "/_files/hash#.txt",
          "/bare/letters.txt",
          "/_files/Bericht%20M%C3%A4rz.txt");
  private static final List<String> RANGE_PIECES =
      List.of(
          "0",
          "1",
          "5",
          "9",
          "25",
          "26",
          "27",
          "99",
          "-",
          "-",
          "-",
          ",",
          ", ",
          ",,",
          " ",
          "\t",
          "+",
          "x",
          "99999999999999999999",
          "9223372036854775807",
          "0-0",
          "5-9",
          "-3",
          "20-",
          "10-12");

  private static String some(List<String> pieces, Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  /** A good name with up to three pieces put in, in front of a slash or anywhere. */
  private static String changed(String name, Random random) {
    String text = name;
    for (int i = random.nextInt(4); i > 0; i--) {
      int slash = text.indexOf('/', random.nextInt(text.length()));
      int at = slash >= 0 && random.nextBoolean() ? slash : random.nextInt(text.length() + 1);
      String piece = NAME_PIECES.get(random.nextInt(NAME_PIECES.size()));
      text = text.substring(0, at) + piece + text.substring(at);
    }
    return text;
  }

  @ParameterizedTest(name = "names, seed {0}")
  @ValueSource(longs = {31, 32})
  void names(long seed) {
    Random random = new Random(seed);
    int delivered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String value = changed(NAMES.get(random.nextInt(NAMES.size())), random);
      RawResponse ours = ask(Front.GATEWAY, value, "");
      RawResponse nginx = ask(Front.NGINX, value, "");
      String what =
          "round %d: X-Accel-Redirect: %s%nnginx %s%nours %s".formatted(round, value, nginx, ours);

      assertThat(ours.status()).as(what).isIn(200, 404, 502);
      assertThat(ours.text()).as(what).doesNotContain("secret");
      if (ours.status() == 200 && nginx.status() == 200) {
        delivered++;
        assertThat(ours.text()).as(what).isEqualTo(nginx.text());
      } else if (ours.status() == 200) {
        assertThat(value)
            .as("C15: ours normalises; " + what)
            .containsPattern("//|/\\./|/%2[eE]/|%2[fF]");
      } else if (nginx.status() == 200) {
        assertThat(value)
            .as("C7, C14, L9: " + what)
            .containsPattern(
                "%(?![0-9A-Fa-f]{2})|\\\\|%5c|\\.$|%2[eE]$|\\.[/%?]|/\\.|^[^/]|^/bare(?!/)");
      }
    }
    assertThat(delivered).as("rounds that say something").isGreaterThan(ROUNDS / 20);
  }

  @ParameterizedTest(name = "ranges, seed {0}")
  @ValueSource(longs = {41, 42})
  void ranges(long seed) {
    Random random = new Random(seed);
    int delivered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String range = "Range: bytes=" + some(RANGE_PIECES, random, 7) + "\r\n";
      RawResponse ours = ask(Front.GATEWAY, "/_files/letters.txt", range);
      RawResponse nginx = ask(Front.NGINX, "/_files/letters.txt", range);
      String what = "round %d: %snginx %s%nours %s".formatted(round, range, nginx, ours);

      assertThat(ours.status()).as(what).isIn(200, 206, 416);
      BitSet mine = covered(ours, what);
      BitSet theirs = covered(nginx, what);
      if (ours.status() == 206 && nginx.status() == 206) {
        delivered++;
        assertThat(mine).as(what).isEqualTo(theirs);
      }
    }
    assertThat(delivered).as("rounds that say something").isGreaterThan(ROUNDS / 20);
  }

  private RawResponse ask(Front front, String value, String fields) {
    stage()
        .app()
        .forget()
        .always(Answer.text(404, "not asked for"))
        .on("/f", Answer.of(200, "X-Accel-Redirect: " + value));
    return Stage.exchange(
        stage().address(front),
        new Cells.Request("GET", "GET /f HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"));
  }

  /** Which letters an answer holds; fails when they are not those it says. */
  private static BitSet covered(RawResponse answer, String what) {
    BitSet letters = new BitSet();
    if (answer.status() == 416) {
      assertThat(answer.field("Content-Range")).as(what).contains("bytes */26");
    } else if (answer.status() == 200) {
      assertThat(answer.text()).as(what).isEqualTo(Tree.LETTERS);
    } else if (answer.field("Content-Range").isPresent()) {
      take(answer.field("Content-Range").get(), answer.text(), letters, what);
    } else {
      String boundary = answer.field("Content-Type").orElseThrow().replaceAll(".*boundary=", "");
      String body = "\r\n" + answer.text();
      assertThat(body).as(what).endsWith("\r\n--" + boundary + "--\r\n");
      String[] parts = body.split(Pattern.quote("\r\n--" + boundary));
      for (int i = 1; i < parts.length - 1; i++) {
        String[] headAndBody = parts[i].split("\r\n\r\n", 2);
        String contentRange = headAndBody[0].replaceAll("(?s).*Content-Range: ", "");
        take(contentRange, headAndBody[1], letters, what);
      }
    }
    return letters;
  }

  private static void take(String contentRange, String body, BitSet letters, String what) {
    Matcher range = CONTENT_RANGE.matcher(contentRange.strip());
    assertThat(range.matches()).as("%s: %s", contentRange, what).isTrue();
    int first = Integer.parseInt(range.group(1));
    int last = Integer.parseInt(range.group(2));
    assertThat(range.group(3)).as(what).isEqualTo("26");
    assertThat(body).as(what).isEqualTo(Tree.LETTERS.substring(first, last + 1));
    letters.set(first, last + 1);
  }
}
