package dev.handoff.gateway.deliver.store.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.deliver.store.StoreClient;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Within;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many requests, some of them left, to a store that does everything wrong now and then. */
final class MixtureTest {
  private static final int CONNECTIONS = 5;

  private final ScriptedApp store = ScriptedApp.tcp();
  private final Client client = new Client(2);
  private final String url = "http://127.0.0.1:" + store.port();

  @AfterEach
  void close() {
    client.close();
    store.close();
  }

  @Test
  void everyRequestEndsAndEveryConnectionIsCounted() {
    byte[] body = new byte[200_000];
    store.on("/good", Answer.of(200, List.of(), body));
    store.on("/last", Answer.of(200, "Connection: close"));
    store.on("/cut", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").close());
    store.on("/reset", Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").reset());
    store.on("/nothing", Answer.nothing().close());
    store.on("/noise", Answer.raw("\u0000\u0001\r\n\r\n").hang());
    store.on("/behind", Answer.raw("HTTP/1.1 204 x\r\n\r\nHTTP/1.1 204 x\r\n\r\n"));
    store.on("/away", Answer.of(302, "Location: /good"));
    store.on("/round", Answer.of(302, "Location: /round"));
    store.on("/silent", Answer.nothing().hang());
    List<String> targets =
        List.of(
            "/good",
            "/good",
            "/good",
            "/last",
            "/cut",
            "/reset",
            "/nothing",
            "/noise",
            "/behind",
            "/away",
            "/round",
            "/silent");
    Rules rules = Rules.open().with(Client.bounded(CONNECTIONS, 2));
    Random random = new Random(42);
    List<Heard> awaited = new ArrayList<>();

    for (int i = 0; i < 300; i++) {
      Heard heard = new Heard();
      int loop = random.nextInt(2);
      String target = targets.get(random.nextInt(targets.size()));
      StoreClient.Call call = client.start(loop, rules.target(url + target), heard);
      switch (target.equals("/silent") ? 0 : random.nextInt(4)) {
        case 0 -> client.on(loop, call::drop);
        case 1 -> {
          client.on(loop, () -> call.pause(true));
          client.on(loop, () -> call.pause(false));
          awaited.add(heard);
        }
        default -> awaited.add(heard);
      }
    }

    awaited.forEach(Heard::await);
    Within.patience("none too many are kept", () -> store.openConnections() <= 2 * 2);
    // Were one counted that is gone, so many at once would never get their turn.
    List<Heard> last = new ArrayList<>();
    for (int i = 0; i < 3 * CONNECTIONS; i++) {
      Heard heard = new Heard();
      client.start(i % 2, rules.target(url + "/good"), heard);
      last.add(heard);
    }
    assertThat(last).allSatisfy(heard -> assertThat(heard.await().body()).hasSize(body.length));
  }
}
