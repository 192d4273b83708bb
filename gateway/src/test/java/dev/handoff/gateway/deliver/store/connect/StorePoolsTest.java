package dev.handoff.gateway.deliver.store.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.upstream.connection.Failure;
import dev.handoff.gateway.upstream.connection.Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many pools as stores in use, and no more. */
final class StorePoolsTest {
  private final Client client = new Client();
  private final List<PoolKey> dialled = new ArrayList<>();

  /** Connections are opened for ever: they count from the first moment. */
  private final StorePools pools =
      new StorePools(List.of(client.loop(0)), key -> (_, _, _) -> dialled.add(key));

  @AfterEach
  void close() {
    client.close();
  }

  private Optional<Pool> pool(String host) {
    return pools.pool(client.loop(0), Rules.open().target("http://" + host + "/"));
  }

  private static final Pool.Waiter NOBODY =
      new Pool.Waiter() {
        @Override
        public void connected(dev.handoff.gateway.upstream.connection.Connection connection) {}

        @Override
        public void notConnected(Failure failure) {}
      };

  @Test
  void oneOriginOfOneLocationHasOnePool() {
    Rules rules = Rules.open();
    Set<Pool> seen = new HashSet<>();
    for (Rules each :
        List.of(rules, rules.at("/_other/"), rules.strict(), rules.with(Client.bounded(1, 1)))) {
      for (String url :
          List.of("http://a/x", "http://a/y?z", "http://a:80/", "https://a/", "http://b/")) {
        seen.add(pools.pool(client.loop(0), each.target(url)).orElseThrow());
      }
    }
    assertThat(seen).hasSize(4 * 3);
  }

  @Test
  void poolsWithoutConnectionsVanish() {
    Pool used = pool("used.test").orElseThrow();
    used.acquire(NOBODY, false);
    for (int i = 0; i < 1000; i++) {
      pool("h" + i + ".test");
    }

    assertThat(pools.size()).isLessThanOrEqualTo(65);
    assertThat(pool("used.test")).containsSame(used);
  }

  @Test
  void thereIsAMost() {
    for (int i = 0; i < StorePools.MOST; i++) {
      pool("h" + i + ".test").orElseThrow().acquire(NOBODY, false);
    }

    assertThat(pool("one-more.test")).isEmpty();
    assertThat(pool("h0.test")).isPresent();
    assertThat(dialled).hasSize(StorePools.MOST);
  }
}
