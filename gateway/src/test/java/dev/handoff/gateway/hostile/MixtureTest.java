package dev.handoff.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ReceivedRequest;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many clients that ask for everything at once, in fragments and in pipelines: each gets its own
 * answer, whole, and in order. Heads, buffers, app connections and open files are all reused
 * between requests, so whatever gets mixed up shows here.
 */
final class MixtureTest {
  private static final int CLIENTS = 24;
  private static final int REQUESTS = 60;
  private static final int FILES = 12;

  /** A request and what its answer must be. */
  private record Expected(String request, boolean toHead, int status, String body) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everybodyGetsTheirOwn(long seed, @TempDir Path folder) throws Exception {
    List<String> contents = plant(folder);
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup().app(app, "/", "/_files/").internal("/_files/", folder));
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      app.always(MixtureTest::answer);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(1000 * seed + i);
        Callable<Void> client = () -> play(gateway, random, contents);
        running.add(clients.submit(client));
      }
      for (Future<?> one : running) {
        one.get();
      }
      Within.patience(
          "no more connections stay than there were clients",
          () -> app.openConnections() <= CLIENTS);
    }
  }

  /** {@code /file/3} hands off, {@code /say/x} says x, {@code /echo} says what it was sent. */
  private static Answer answer(ReceivedRequest request) {
    String[] parts = request.target().split("/");
    return switch (parts[1]) {
      case "file" ->
          Answer.of(
              200,
              List.of("X-Accel-Redirect: /_files/" + parts[2]),
              parts.length > 3 ? "the app's own body".getBytes(ISO_8859_1) : new byte[0]);
      case "say" ->
          request.method().equals("HEAD")
              ? Answer.of(200, "Content-Length: " + parts[2].length())
              : Answer.text(200, parts[2]);
      case "chunks" ->
          Answer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
              .send(Integer.toHexString(parts[2].length()) + "\r\n" + parts[2])
              .send("\r\n0\r\n\r\n");
      case "closing" -> Answer.raw("HTTP/1.1 200 OK\r\n\r\n" + parts[2]).close();
      default -> Answer.text(200, request.text());
    };
  }

  private static Void play(GatewayUnderTest gateway, Random random, List<String> contents) {
    RawClient client = RawClient.connect(gateway.address());
    try {
      for (int sent = 0; sent < REQUESTS; ) {
        List<Expected> group = new ArrayList<>();
        StringBuilder octets = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
          Expected next = request(random, contents);
          group.add(next);
          octets.append(next.request());
        }
        sent += group.size();
        client.send(fragments(octets.toString(), random));
        for (Expected expected : group) {
          RawResponse seen = expected.toHead() ? client.receiveToHead() : client.receive();
          assertThat(seen.status())
              .as("%s%n%s", expected.request(), seen)
              .isEqualTo(expected.status());
          assertThat(seen.isComplete()).as("%s", seen).isTrue();
          assertThat(seen.text().equals(expected.body()))
              .as("%s%n%s%nbut expected%n%s", expected.request(), seen, expected.body())
              .isTrue();
        }
        if (random.nextInt(10) == 0) {
          client.close();
          client = RawClient.connect(gateway.address());
        }
      }
      return null;
    } finally {
      client.close();
    }
  }

  private static Expected request(Random random, List<String> contents) {
    int file = random.nextInt(FILES);
    String content = contents.get(file);
    String word = "w" + random.nextInt(1_000_000);
    return switch (random.nextInt(11)) {
      case 0 -> get("GET", "/file/" + file, "", 200, content);
      case 1 -> get("GET", "/file/" + file + "/body", "", 200, content);
      case 2 -> get("HEAD", "/file/" + file, "", 200, "");
      case 3 -> {
        int from = random.nextInt(content.length());
        int to = from + random.nextInt(content.length() - from);
        String range = "Range: bytes=" + from + "-" + to + "\r\n";
        yield get("GET", "/file/" + file, range, 206, content.substring(from, to + 1));
      }
      case 4 -> get("GET", "/file/" + file, "If-None-Match: *\r\n", 304, "");
      case 5 -> get("GET", "/say/" + word, "", 200, word);
      case 6 -> get("HEAD", "/say/" + word, "", 200, "");
      case 7 -> get("GET", "/chunks/" + word, "", 200, word);
      case 8 -> get("GET", "/closing/" + word, "", 200, word);
      case 9 ->
          new Expected(
              "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: "
                  + word.length()
                  + "\r\n\r\n"
                  + word,
              false,
              200,
              word);
      default ->
          new Expected(
              "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nw\r\n"
                  + Integer.toHexString(word.length())
                  + "\r\n"
                  + word
                  + "\r\n0\r\n\r\n",
              false,
              200,
              "w" + word);
    };
  }

  private static Expected get(
      String method, String target, String fields, int status, String body) {
    String request = method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    return new Expected(request, method.equals("HEAD"), status, body);
  }

  private static String[] fragments(String octets, Random random) {
    List<String> fragments = new ArrayList<>();
    int at = 0;
    while (at < octets.length()) {
      int size = 1 + random.nextInt(random.nextBoolean() ? 8 : 2000);
      int end = Math.min(octets.length(), at + size);
      fragments.add(octets.substring(at, end));
      at = end;
    }
    return fragments.toArray(String[]::new);
  }

  /** Sizes on both sides of every buffer: from 1 octet to 300 KB. */
  private static List<String> plant(Path folder) throws IOException {
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String line = "file " + i + " ";
      String content = line.repeat(1 + (1 << (i * 15 / FILES)));
      Files.writeString(folder.resolve(Integer.toString(i)), content);
      contents.add(content);
    }
    return contents;
  }

  @Test
  void clientsThatLeaveInTheMiddleLeaveNothingBehind(@TempDir Path folder) throws Exception {
    List<String> contents = plant(folder);
    Random random = new Random(4);
    try (ScriptedApp app = ScriptedApp.tcp();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                new Setup().app(app, "/", "/_files/").internal("/_files/", folder))) {
      app.always(MixtureTest::answer);
      for (int i = 0; i < 200; i++) {
        try (RawClient client = RawClient.connect(gateway.address())) {
          String request = request(random, contents).request();
          client.send(request.substring(0, 1 + random.nextInt(request.length())));
          if (random.nextBoolean()) {
            client.reset();
          }
        }
      }
      Within.patience(
          "files nobody is sent any more are closed", () -> openFilesBelow(folder) <= FILES);
      try (RawClient client = RawClient.connect(gateway.address())) {
        client.send("GET /say/alive HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.receive().text()).isEqualTo("alive");
      }
    }
  }

  private static long openFilesBelow(Path folder) {
    Path descriptors = Path.of("/proc/self/fd");
    try (var open = Files.list(descriptors)) {
      return open.filter(fd -> leadsBelow(fd, folder)).count();
    } catch (IOException notLinux) {
      return 0;
    }
  }

  private static boolean leadsBelow(Path descriptor, Path folder) {
    try {
      Path target = Files.readSymbolicLink(descriptor);
      return target.startsWith(folder) && !target.equals(folder);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
