package dev.handoff.gateway.deliver.store.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.deliver.store.StoreTarget;
import dev.handoff.gateway.loop.Transport;
import dev.handoff.gateway.upstream.connection.Failure;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Within;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several addresses, some of which do not answer. */
final class AttemptsTest {
  private static final InetAddress DEAF = InetAddress.ofLiteral("127.0.0.3");

  private final ScriptedApp store = ScriptedApp.tcp().always(Answer.text(200, "octets"));
  private final Client client = new Client();
  private final List<SocketChannel> callers = new ArrayList<>();
  private final ServerSocket deaf;

  /** A listener that accepts nobody: its queue is full, so that who connects hears nothing. */
  AttemptsTest() throws IOException {
    deaf = new ServerSocket(store.port(), 1, DEAF);
    for (int i = 0; i < 8; i++) {
      SocketChannel caller = SocketChannel.open();
      caller.configureBlocking(false);
      caller.connect(new InetSocketAddress(DEAF, store.port()));
      callers.add(caller);
    }
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    for (SocketChannel caller : callers) {
      caller.close();
    }
    deaf.close();
    store.close();
  }

  private StoreTarget target(Duration connect) {
    return Rules.open()
        .with(Client.access(connect, Duration.ofSeconds(30)))
        .target("http://store.test:" + store.port() + "/");
  }

  @Test
  void theNextIsNotHeldUpByOneThatIsSilent() {
    client.name("store.test", List.of("127.0.0.3", "127.0.0.1"));
    long began = System.nanoTime();

    assertThat(client.get(target(Duration.ofMinutes(5))).text()).isEqualTo("200 octets");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Within.PATIENCE);
  }

  @Test
  void silenceIs504() {
    client.name("store.test", List.of("127.0.0.3"));

    assertThat(client.get(target(Duration.ofMillis(300))).text())
        .isEqualTo("failed: 504 connecting to http://store.test:" + store.port() + " timed out");
  }

  @ParameterizedTest(name = "IPv6 first: {1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1                                 | false | 192.0.2.1
          192.0.2.1 192.0.2.2 2001:db8::1           | false | 192.0.2.1 2001:db8::1 192.0.2.2
          192.0.2.1 192.0.2.2 2001:db8::1           | true  | 2001:db8::1 192.0.2.1 192.0.2.2
          2001:db8::1 2001:db8::2 192.0.2.1         | false | 192.0.2.1 2001:db8::1 2001:db8::2
          2001:db8::1 2001:db8::2                   | false | 2001:db8::1 2001:db8::2
          """)
  void theFamiliesTakeTurns(String found, boolean v6First, String tried) {
    List<InetAddress> addresses =
        Arrays.stream(found.split(" ")).map(InetAddress::ofLiteral).toList();

    assertThat(StoreDialer.inTurn(addresses, v6First))
        .containsExactlyElementsOf(
            Arrays.stream(tried.split(" ")).map(InetAddress::ofLiteral).toList());
  }

  @Test
  void whereAConnectionLeadsIsLookedAtAgain() {
    // Something on the way leads elsewhere than was judged.
    StoreDialer dialer =
        dialer(
            Rules.open().strict(),
            List.of("203.0.113.9", "8.8.8.8"),
            _ -> InetAddress.ofLiteral("127.0.0.1"));

    assertThat(dial(dialer))
        .isEqualTo(
            "may not connect to store, which has only addresses that nobody named:"
                + " 127.0.0.1 (127.0.0.0/8: loopback, RFC 1122);"
                + " allow the address itself, or set private_addresses: allow");
    Within.patience("nothing was sent", () -> store.openConnections() == 0);
    assertThat(store.requests()).isEmpty();
  }

  private interface Detour {
    InetAddress instead(InetAddress address);
  }

  private StoreDialer dialer(Rules rules, List<String> addresses, Detour detour) {
    PoolKey key = PoolKey.of(rules.target("http://store.test:" + store.port() + "/"));
    client.name("store.test", addresses);
    SocketOpener sockets = new SocketOpener(Transport.best(), key);
    return new StoreDialer(
        key,
        (loop, address) -> sockets.open(loop, detour.instead(address)),
        client.names(),
        new TlsContexts(Runnable::run));
  }

  private String dial(StoreDialer dialer) {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    client.on(
        0,
        () ->
            dialer.dial(
                client.loop(0),
                ChannelInboundHandlerAdapter::new,
                (channel, failure) ->
                    outcome.complete(channel == null ? text(failure) : "connected")));
    return outcome.orTimeout(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static String text(Failure failure) {
    return failure.reason("store");
  }
}
