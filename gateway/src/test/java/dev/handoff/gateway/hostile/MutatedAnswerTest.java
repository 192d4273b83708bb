package dev.handoff.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.handoff.ControlFields;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.Field;
import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.Octets;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of damaged answers. The client of each gets something that can be read in one way only
 * (its reader forgives nothing), and the next client never gets what was left over.
 */
final class MutatedAnswerTest extends Hostile {
  private static final int ROUNDS = 1000;
  private static final String LEFT_OVER = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nSECRET";

  private static final List<String> SEEDS =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nhe\r\n3\r\nllo\r\n0\r\nT: 1\r\n\r\n",
          "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
          "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX-Accel-Redirect: /_files/letters.txt\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX-Accel-Redirect: /_files/letters.txt\r\n"
              + "Content-Disposition: attachment; filename=\"a\"\r\nContent-Length: 2\r\n\r\nok",
          "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\nok");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23})
  void noneIsReadInTwoWays(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String octets = Mutation.of(SEEDS.get(random.nextInt(SEEDS.size())), random);
      boolean more = random.nextBoolean();
      String what = "round " + round + ":\n" + Octets.show(Octets.latin1(octets));
      app().forget().always(request -> Answer.text(200, "you asked " + request.target()));
      app().on("/f", Answer.raw(octets + (more ? LEFT_OVER : "")).close());

      try (RawClient client = connect()) {
        client.send(GET);
        RawResponse answer = client.receive();
        for (Field field : answer.fields()) {
          assertThat(ControlFields.isControl(field.name())).as("%s%n%s", what, answer).isFalse();
        }
        if (answer.isComplete() && answer.framing() != RawResponse.Framing.UNTIL_CLOSE) {
          client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
          assertThat(client.receive().text()).as(what).isEqualTo("you asked /next");
        }
      } catch (NoAnswer cutOrClosed) {
        // Cut, or closed after an answer that ended with the connection: nothing was made up.
      } catch (AssertionError broken) {
        throw new AssertionError(what + "\n" + broken.getMessage(), broken);
      }
      try (RawClient next = connect()) {
        next.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(next.receive().text()).as(what).isEqualTo("you asked /next");
      }
    }
  }
}
