package dev.handoff.gateway.deliver.store.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.StoreAccess;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ScriptedApp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request reaches an address that nobody named, whatever it is called. */
final class AddressesTest {
  private final ScriptedApp store = ScriptedApp.tcp().always(Answer.text(200, "inside"));
  private final Client client = new Client();
  private final Rules open = Rules.open();
  private final Rules strict = Rules.open().strict();

  @AfterEach
  void close() {
    client.close();
    store.close();
  }

  private String at(String host) {
    return "http://" + host + ":" + store.port() + "/";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "localhost.",
        "store.localhost",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "10.0.0.1",
        "169.254.169.254",
        "[fd00:ec2::254]",
      })
  void refusesPrivateAddressesByLiteral(String host) {
    Heard heard = client.get(strict.target(at(host)));

    assertThat(heard.failure().status()).isEqualTo(502);
    assertThat(heard.failure().reason()).startsWith("may not connect to http://");
    assertThat(store.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1"
      })
  void refusesThemByName(String address) {
    client.name("store.test", List.of(address));

    assertThat(client.get(strict.target(at("store.test"))).failure().reason())
        .startsWith("may not connect to http://store.test:")
        .endsWith("; allow the address itself, or set private_addresses: allow");
    assertThat(store.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2130706433", "017700000001", "0x7f000001", "127.1", "0177.0.0.1"})
  void refusesNumbersThatAreNoAddressesEvenWhereAllIsAllowed(String host) {
    // A resolver that knows them must not be asked.
    client.name(host, List.of("127.0.0.1"));

    assertThat(client.get(target(open, host)).failure().reason())
        .endsWith("a host that looks like an address and is none: write a.b.c.d");
    assertThat(store.connections()).isZero();
  }

  private dev.handoff.gateway.deliver.store.StoreTarget target(Rules rules, String host) {
    var usual = rules.target(at("store.test"));
    return new dev.handoff.gateway.deliver.store.StoreTarget(
        rules,
        new dev.handoff.core.remote.Origin(false, host, store.port()),
        usual.target(),
        usual.privateToo(),
        Optional.empty());
  }

  @Test
  void aNameThatTurnsPrivateIsRefused() {
    // Rebinding: harmless when it was judged, private when it is connected to, and back.
    client.name(
        "turns.test", List.of("203.0.113.1", "127.0.0.1"), List.of("127.0.0.1"), List.of("::1"));

    for (int i = 0; i < 3; i++) {
      assertThat(client.get(strict.target(at("turns.test"))).failure().status()).isEqualTo(502);
    }
    assertThat(store.connections()).isZero();
  }

  @Test
  void aConnectionMadeWhereItWasAllowedDoesNotServeWhereItIsNot() {
    client.name("store.test", List.of("127.0.0.1"));

    assertThat(client.get(open.target(at("store.test"))).text()).isEqualTo("200 inside");
    assertThat(client.get(strict.target(at("store.test"))).failure().status()).isEqualTo(502);
    assertThat(client.get(strict.at("/_other/").target(at("store.test"))).failure().status())
        .isEqualTo(502);
    assertThat(store.requests()).hasSize(1);
  }

  @Test
  void privateAddressesCanBeAllowed() {
    StoreAccess usual = StoreAccess.DEFAULT;
    Rules allowing =
        strict.with(
            new StoreAccess(
                true,
                usual.family(),
                usual.send(),
                usual.receive(),
                usual.authorities(),
                usual.connectTimeout(),
                usual.timeout(),
                usual.idleTimeout(),
                usual.idlePerLoop(),
                usual.maxConnections()));
    client.name("store.test", List.of("127.0.0.1"));

    assertThat(client.get(allowing.target(at("store.test"))).text()).isEqualTo("200 inside");
  }

  @Test
  void theNextAddressIsTriedWhenOneRefuses() {
    client.name("store.test", List.of("127.0.0.2", "::1", "127.0.0.1"));

    assertThat(client.get(open.target(at("store.test"))).text()).isEqualTo("200 inside");
  }

  @Test
  void localhostIsNotAskedFor() {
    client.name("localhost", List.of("127.0.0.2"));

    assertThat(client.get(open.target(at("localhost"))).text()).isEqualTo("200 inside");
  }

  @Test
  void anUnknownNameIsSaid() {
    assertThat(client.get(open.target("http://nowhere.test/")).text())
        .isEqualTo(
            "failed: 502 cannot look up the host of http://nowhere.test: the name is unknown");
  }
}
