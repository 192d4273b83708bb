package dev.handoff.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.NoAnswer;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many clients at once before a store that has a mood for each answer: it cuts, ignores ranges,
 * changes the object, answers in chunks, closes connections. Each client gets octets of its own
 * object in one version, or a cut; connections, buffers and resumes get mixed up nowhere.
 */
final class StoreMixtureTest {
  private static final int CLIENTS = 16;
  private static final int REQUESTS = 40;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everybodyGetsTheirOwn(long seed) throws Exception {
    try (ScriptedApp app = ScriptedApp.tcp();
        ScriptedApp store = ScriptedApp.tcp();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup()
                    .app(app, "/", "/_store/")
                    .http("/_store/", "http://127.0.0.1:" + store.port() + "/"));
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      app.always(request -> Answer.of(200, "X-Accel-Redirect: /_store" + request.target()));
      Random moods = new Random(seed);
      store.always(request -> moody(request, moods));
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(1000 * seed + i);
        Callable<Integer> client = () -> play(gateway, random);
        running.add(clients.submit(client));
      }
      int whole = 0;
      for (Future<Integer> one : running) {
        whole += one.get();
      }
      assertThat(whole).as("answers that were whole").isGreaterThan(CLIENTS * REQUESTS / 2);
      store.always(request -> Answer.of(404));
      Within.patience(
          "no more connections stay than there were clients",
          () -> store.openConnections() <= CLIENTS);
    }
  }

  /** {@code /object/7/30000}: object 7 of 30,000 octets. Synchronized by the store. */
  private static Answer moody(ReceivedRequest request, Random moods) {
    String[] parts = request.target().split("/");
    int length = Integer.parseInt(parts[3]);
    String tag = "\"" + parts[2] + "-" + length + "\"";
    String asked = request.field("If-Match").orElse(tag);
    if (!asked.equals(tag)) {
      return Answer.of(412);
    }
    byte[] content = content(Integer.parseInt(parts[2]), length);
    Matcher range = RANGE.matcher(request.field("Range").orElse(""));
    int mood = moods.nextInt(12);
    boolean part = range.matches() && mood != 0;
    int from = part ? Integer.parseInt(range.group(1)) : 0;
    int to =
        part && !range.group(2).isEmpty()
            ? Math.min(length, Integer.parseInt(range.group(2)) + 1)
            : length;
    if (part && from >= length) {
      return Answer.of(416, "Content-Range: bytes */" + length);
    }
    byte[] body = Arrays.copyOfRange(content, from, to);
    String head =
        "HTTP/1.1 "
            + (part
                ? "206 Part\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + length
                : "200 OK")
            + "\r\nETag: "
            + tag
            + "\r\n";
    String framed = head + "Content-Length: " + body.length + "\r\n\r\n";
    int cut = body.length == 0 ? 0 : moods.nextInt(body.length);
    return switch (mood) {
      case 1 -> Answer.raw(framed).send(Arrays.copyOf(body, cut)).close();
      case 2 -> Answer.raw(framed).send(Arrays.copyOf(body, cut)).reset();
      case 3 -> chunked(head, body, moods);
      case 4 -> Answer.raw(framed).send(body).close();
      case 5 -> Answer.raw(framed.substring(0, 9)).send(framed.substring(9)).send(body);
      case 6 -> Answer.raw("HTTP/1.1 102 Wait\r\n\r\n").send(framed).send(body);
      default -> Answer.raw(framed).send(body);
    };
  }

  private static Answer chunked(String head, byte[] body, Random moods) {
    Answer answer = Answer.raw(head + "Transfer-Encoding: chunked\r\n\r\n");
    for (int at = 0; at < body.length; ) {
      int size = Math.min(body.length - at, 1 + moods.nextInt(9000));
      answer =
          answer
              .send(Integer.toHexString(size) + "\r\n")
              .send(Arrays.copyOfRange(body, at, at + size))
              .send("\r\n");
      at += size;
    }
    return answer.send("0\r\n\r\n");
  }

  /** Octets that tell their object and their place. */
  private static byte[] content(int object, int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (object * 31 + i * 7 + i / 251);
    }
    return content;
  }

  /** How many answers were whole. */
  private static int play(GatewayUnderTest gateway, Random random) {
    int whole = 0;
    RawClient client = RawClient.connect(gateway.address());
    try {
      for (int i = 0; i < REQUESTS; i++) {
        if (isWhole(client, random)) {
          whole++;
        } else {
          client.close();
          client = RawClient.connect(gateway.address());
        }
      }
      return whole;
    } finally {
      client.close();
    }
  }

  private static boolean isWhole(RawClient client, Random random) {
    int object = random.nextInt(100);
    int length = random.nextInt(5) == 0 ? 300_000 : random.nextInt(40_000);
    int from = random.nextInt(length + 1);
    boolean ranged = random.nextInt(3) == 0;
    boolean head = !ranged && random.nextInt(8) == 0;
    client.send(
        (head ? "HEAD" : "GET")
            + (" /object/" + object + "/" + length + " HTTP/1.1\r\nHost: a\r\n")
            + (ranged ? "Range: bytes=" + from + "-\r\n" : "")
            + "\r\n");
    RawResponse seen;
    try {
      seen = head ? client.receiveToHead() : client.receive();
    } catch (NoAnswer cut) {
      // A cut may overtake what was sent before it.
      assertThat(cut.wasReset()).isTrue();
      return false;
    }
    String what = "%d of %d, from %d%n%s".formatted(object, length, from, seen.fields());
    byte[] content = content(object, length);
    switch (seen.status()) {
      case 200 -> assertOctets(seen, head ? new byte[0] : content, what);
      case 206 -> assertOctets(seen, Arrays.copyOfRange(content, from, length), what);
      case 416 -> assertThat(from).as(what).isEqualTo(length);
      default -> assertThat(seen.status()).as(what).isEqualTo(502);
    }
    return seen.isComplete();
  }

  /** All of them, or their beginning when the answer was cut. */
  private static void assertOctets(RawResponse seen, byte[] expected, String what) {
    byte[] body = seen.body();
    assertThat(body.length).as(what).isLessThanOrEqualTo(expected.length);
    assertThat(Arrays.equals(body, Arrays.copyOf(expected, body.length))).as(what).isTrue();
    assertThat(seen.isComplete() && body.length < expected.length).as(what).isFalse();
  }
}
