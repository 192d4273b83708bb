package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.NothingMoved;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.Within;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of damaged requests. Whatever the client meant, the app gets heads that can be read in
 * one way only, and never more requests than the client gets answers to.
 */
final class MutatedRequestTest extends Hostile {
  private static final int ROUNDS = 300;

  private static final List<String> SEEDS =
      List.of(
          GET,
          "OPTIONS /f HTTP/1.1\r\nHost: files.example\r\nAccept: */*\r\n\r\n",
          "POST /f HTTP/1.1\r\nHost: files.example\r\nContent-Length: 5\r\n\r\nhello",
          "POST /f HTTP/1.1\r\nHost: files.example\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\n0\r\n\r\n",
          "POST /f HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: files.example\r\n\r\n"
              + "3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX: y\r\n\r\n",
          "GET http://files.example/f HTTP/1.1\r\nHost: files.example\r\nConnection: X\r\nX: y\r\n\r\n",
          "GET /f HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

  private static final String LAST =
      "GET /f HTTP/1.1\r\nHost: files.example\r\nConnection: close\r\n\r\n";

  /** The only form in which a head may leave the gateway. */
  private static final Pattern HEAD =
      Pattern.compile(
          "[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~\\x80-\\xFF]+ HTTP/1\\.1\r\n"
              + "([!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t -~\\x80-\\xFF]*\r\n)+\r\n");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void noneIsReadInTwoWays(long seed) {
    Random random = new Random(seed);
    app().forget().always(MutatedRequestTest::mark);
    List<String> sent = new ArrayList<>();
    List<Integer> answered = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      String seedRequest = SEEDS.get(random.nextInt(SEEDS.size()));
      String octets = Mutation.of(seedRequest, random) + (random.nextBoolean() ? LAST : "");
      String own = octets.replace("/f", "/r" + round + ".");
      sent.add(own);
      answered.add(play(own));
    }
    assertUnharmedAfter();

    int[] asked = new int[ROUNDS];
    int damaged = 0;
    for (ReceivedRequest request : app().requests()) {
      assertOneReading(request);
      Matcher round = Pattern.compile("/r([0-9]+)\\.").matcher(request.target());
      if (round.find() && Integer.parseInt(round.group(1)) < ROUNDS) {
        asked[Integer.parseInt(round.group(1))]++;
      } else {
        damaged++;
      }
    }
    int total = damaged;
    for (int round = 0; round < ROUNDS; round++) {
      // The last one may have been cut off before it was whole, or while the app was answering.
      assertThat(asked[round])
          .as("round %d:%n%s", round, Octets.show(Octets.latin1(sent.get(round))))
          .isLessThanOrEqualTo(answered.get(round) + 1);
      total += asked[round];
    }
    int answers = answered.stream().mapToInt(Integer::intValue).sum();
    assertThat(total).isBetween(answers, answers + ROUNDS);
  }

  private static void assertOneReading(ReceivedRequest request) {
    assertThat(HEAD.matcher(request.head()).matches()).as("%s", request).isTrue();
    assertThat(request.values("Host")).as("%s", request).hasSize(1);
    assertThat(request.values("Content-Length").size() + request.values("Transfer-Encoding").size())
        .as("%s", request)
        .isLessThanOrEqualTo(1);
    assertThat(request.head()).doesNotContain("forged");
  }

  /** The gateway still answers, and what it was doing for clients that left is done. */
  private void assertUnharmedAfter() {
    int before = app().requests().size();
    assertThat(ask(GET.replace("/f", "/last")).text()).isEqualTo("ok");
    Within.patience("the last request is there", () -> app().requests().size() > before);
  }

  private static Answer mark(ReceivedRequest request) {
    return Answer.text(200, "ok", "X-Marked: 1");
  }

  /** Counts the app's answers. Who waits for more than was sent is told that no more will come. */
  private int play(String octets) {
    int ofTheApp = 0;
    try (RawClient client = connect()) {
      client.patience(Duration.ofMillis(50)).send(octets);
      boolean ended = false;
      while (true) {
        try {
          if (client.receive().field("X-Marked").isPresent()) {
            ofTheApp++;
          }
        } catch (NothingMoved waiting) {
          assertThat(ended).as("the gateway neither answers nor closes").isFalse();
          client.patience(Within.PATIENCE).halfClose();
          ended = true;
        }
      }
    } catch (NoAnswer end) {
      return ofTheApp;
    }
  }
}
