package dev.handoff.gateway.deliver.store.direct;

import dev.handoff.gateway.config.HttpStore;
import dev.handoff.gateway.config.InternalLocation;
import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.config.StoreBase;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A client, a gateway, an app that hands off, and a store that does what a test says. Asked for
 * {@code /x} the app names {@code /_store/x}, and the store is asked for {@code /bucket/x}.
 */
final class Remote implements AutoCloseable {
  static final String OBJECT = "/bucket/x";

  final ScriptedApp app = ScriptedApp.tcp();
  final ScriptedApp store = ScriptedApp.tcp();
  final GatewayUnderTest gateway;

  Remote() {
    this(UnaryOperator.identity(), StoreAccess.DEFAULT);
  }

  Remote(StoreAccess access) {
    this(UnaryOperator.identity(), access);
  }

  Remote(UnaryOperator<Setup> further, StoreAccess access) {
    gateway =
        GatewayUnderTest.start(
            further.apply(
                new Setup().app(app, "/", "/_store/", "/_files/").add(location(store, access))));
    handsOff();
  }

  static InternalLocation location(ScriptedApp store, StoreAccess access) {
    return new InternalLocation.Http(
        "/_store/",
        new HttpStore(
            Optional.of(new StoreBase(false, "127.0.0.1", store.port(), "/bucket/")),
            List.of(),
            3,
            access),
        true,
        Optional.empty());
  }

  /** With this long a wait for a store. */
  static StoreAccess impatient(Duration timeout) {
    StoreAccess usual = StoreAccess.DEFAULT;
    return new StoreAccess(
        usual.privateAddresses(),
        usual.family(),
        usual.send(),
        usual.receive(),
        usual.authorities(),
        usual.connectTimeout(),
        timeout,
        usual.idleTimeout(),
        usual.idlePerLoop(),
        usual.maxConnections());
  }

  /** What the app says beside the target. */
  Remote handsOff(String... fields) {
    List<String> lines = List.of(fields);
    app.always(request -> {
      List<String> all = new ArrayList<>(lines);
      all.add("X-Accel-Redirect: /_store" + request.target());
      return Answer.of(200, all, new byte[0]);
    });
    return this;
  }

  RawResponse get(String... fields) {
    return send("GET", fields);
  }

  RawResponse send(String method, String... fields) {
    try (RawClient client = RawClient.connect(gateway.address())) {
      client.send(request(method, fields));
      return method.equals("HEAD") ? client.receiveToHead() : client.receive();
    }
  }

  static String request(String method, String... fields) {
    StringBuilder head = new StringBuilder(method + " /x HTTP/1.1\r\nHost: a\r\n");
    for (String field : fields) {
      if (field != null && !field.isBlank()) {
        head.append(field).append("\r\n");
      }
    }
    return head.append("\r\n").toString();
  }

  @Override
  public void close() {
    gateway.close();
    app.close();
    store.close();
  }
}
