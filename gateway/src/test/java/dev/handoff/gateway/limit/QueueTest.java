package dev.handoff.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.AddressRange;
import dev.handoff.gateway.config.GatewayConfig;
import dev.handoff.gateway.config.Throttle;
import dev.handoff.gateway.wire.Answer;
import dev.handoff.gateway.wire.GatewayUnderTest;
import dev.handoff.gateway.wire.RawClient;
import dev.handoff.gateway.wire.RawResponse;
import dev.handoff.gateway.wire.ScriptedApp;
import dev.handoff.gateway.wire.Setup;
import dev.handoff.gateway.wire.Within;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Who wants more than there is waits in line, and what becomes of those in it. */
// proves handoff-protocol: D7
@TestInstance(Lifecycle.PER_CLASS)
final class QueueTest {
  /** Says which address asks; loopback is believed. */
  private static final String FROM = "X-Forwarded-For: ";

  private static final String SECRET = "a-secret-of-at-least-thirty-two-octets";

  /** At one octet in a second it takes longer than any test. */
  private static final String CONTENT = "0123456789".repeat(100);

  private static final String HARDLY = "X-Accel-Limit-Rate: 1";

  private final List<RawClient> clients = new ArrayList<>();
  private Path folder;
  private ScriptedApp app;
  private GatewayUnderTest gateway;
  private CountDownLatch release;

  @BeforeAll
  void start(@TempDir Path files) throws IOException {
    folder = files;
    Files.writeString(folder.resolve("a.txt"), CONTENT);
    Files.writeString(folder.resolve("b.txt"), CONTENT);
    app = ScriptedApp.tcp();
    gateway = GatewayUnderTest.start(config(Throttle.NONE));
  }

  @BeforeEach
  void forget() {
    release = new CountDownLatch(1);
    app.forget();
    app.on("/slow", Answer.nothing().await(release).send(ok("slow")));
    app.always(Answer.text(200, "quick"));
  }

  @AfterEach
  void leave() {
    release.countDown();
    clients.forEach(RawClient::close);
    clients.clear();
  }

  @AfterAll
  void stop() {
    gateway.close();
    app.close();
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private GatewayConfig config(Throttle throttle) throws IOException {
    AddressRange loopback = new AddressRange(InetAddress.ofLiteral("127.0.0.1"), 32);
    return new Setup()
        .app(app, "/", "/_files/")
        .internal("/_files/", folder)
        .open("/public/", folder)
        .trust(loopback)
        .explain(SECRET)
        .throttle(throttle)
        .build();
  }

  private void limit(Throttle throttle) throws IOException {
    gateway.reload(config(throttle));
  }

  private RawClient ask(String target, String... fields) {
    RawClient client = RawClient.connect(gateway.address());
    clients.add(client);
    String all = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + all + "\r\n");
  }

  private void awaitWaiting(String limit, int count) {
    Within.patience(count + " wait for " + limit, () -> gateway.limit(limit).waiting() == count);
  }

  // --- before the app is asked

  @Test
  void theSeventeenthConnectionWaitsAndIsServed() throws IOException {
    limit(Throttles.client(Throttles.transfers(16)));
    List<RawClient> sixteen = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      sixteen.add(ask("/slow"));
    }
    app.awaitRequests(16);
    RawClient last = ask("/quick");
    awaitWaiting("per_client", 1);
    assertThat(app.requests()).as("the app is not asked meanwhile").hasSize(16);

    release.countDown();

    for (RawClient one : sixteen) {
      assertThat(one.receive().text()).isEqualTo("slow");
    }
    assertThat(last.receive().text()).isEqualTo("quick");
    awaitWaiting("per_client", 0);
  }

  @Test
  void whoWaitsIsServedInOrder() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    ask("/slow");
    app.awaitRequests(1);
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiting.add(ask("/" + i));
      awaitWaiting("per_client", i + 1);
    }
    release.countDown();
    for (RawClient one : waiting) {
      assertThat(one.receive().status()).isEqualTo(200);
    }
    assertThat(app.requests())
        .extracting(request -> request.target())
        .containsExactly("/slow", "/0", "/1", "/2", "/3", "/4");
  }

  @Test
  void othersDoNotWait() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    ask("/slow", FROM + "192.0.2.1");
    app.awaitRequests(1);
    assertThat(ask("/quick", FROM + "192.0.2.2").receive().status()).isEqualTo(200);
    assertThat(ask("/quick", FROM + "2001:db8::1").receive().status()).isEqualTo(200);
  }

  @Test
  void addressesOfOneNetworkShare() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    ask("/slow", FROM + "2001:db8::1");
    app.awaitRequests(1);
    RawClient neighbour = ask("/quick", FROM + "2001:db8::2");
    awaitWaiting("per_client", 1);
    release.countDown();
    assertThat(neighbour.receive().status()).isEqualTo(200);
  }

  @Test
  void publicFilesWaitAsWell() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    ask("/slow");
    app.awaitRequests(1);
    RawClient other = ask("/public/a.txt");
    awaitWaiting("per_client", 1);
    release.countDown();
    assertThat(other.receive().text()).isEqualTo(CONTENT);
  }

  @Test
  void whoWaitsTooLongGets429AndMayComeBack() throws IOException {
    limit(Throttles.queue(Throttles.client(Throttles.transfers(1)), Duration.ofMillis(300), 100));
    ask("/slow");
    app.awaitRequests(1);
    long refused = gateway.limit("per_client").refused();
    RawClient late = ask("/quick");
    RawResponse answer = late.receive();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.field("Retry-After").orElseThrow())).isBetween(1, 120);
    assertThat(gateway.limit("per_client").refused()).isEqualTo(refused + 1);
    assertThat(app.requests()).hasSize(1);
    release.countDown();
    // The same connection goes on.
    late.send("GET /public/a.txt HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(late.receive().status()).isIn(200, 429);
  }

  @Test
  void whenTheLineIsFullOneIsRefusedAtOnce() throws IOException {
    Throttle one = Throttles.client(Throttles.transfers(1));
    limit(Throttles.queue(one, Duration.ofMinutes(10), 1));
    ask("/slow");
    app.awaitRequests(1);
    RawClient waits = ask("/quick");
    awaitWaiting("per_client", 1);
    RawResponse answer = ask("/quick").receive();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.field("Retry-After")).isPresent();
    assertThat(answer.field("Cache-Control").orElseThrow()).contains("no-store");
    release.countDown();
    assertThat(waits.receive().status()).isEqualTo(200);
  }

  @Test
  void whoLeavesFreesItsPlace() throws IOException {
    Throttle one = Throttles.client(Throttles.transfers(1));
    limit(Throttles.queue(one, Duration.ofMinutes(10), 1));
    RawClient first = ask("/slow");
    app.awaitRequests(1);
    RawClient impatient = ask("/quick");
    awaitWaiting("per_client", 1);
    impatient.close();
    awaitWaiting("per_client", 0);
    RawClient next = ask("/quick");
    awaitWaiting("per_client", 1);
    // Whoever leaves in the middle of its transfer does, too.
    first.close();
    assertThat(next.receive().status()).isEqualTo(200);
    assertThat(app.requests()).hasSize(2);
  }

  @Test
  void aRequestThatFailsFreesItsPlace() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    app.on("/broken", Answer.raw("nonsense\r\n\r\n").close());
    for (int i = 0; i < 3; i++) {
      assertThat(ask("/broken").receive().status()).isEqualTo(502);
      assertThat(ask("/public/missing").receive().status()).isEqualTo(404);
    }
  }

  @Test
  void requestsWaitForTheirTurn() throws IOException {
    limit(Throttles.requests(10, Duration.ofSeconds(1), 1));
    long begin = System.nanoTime();
    List<RawClient> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(ask("/quick"));
    }
    for (RawClient one : all) {
      assertThat(one.receive().status()).isEqualTo(200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as("four of them were a tenth of a second apart")
        .isGreaterThanOrEqualTo(Duration.ofMillis(400));
    assertThat(gateway.limit("requests").delayed()).isPositive();
  }

  @Test
  void aTurnThatIsTooFarAwayIsNotWaitedFor() throws IOException {
    Throttle few = Throttles.requests(1, Duration.ofMinutes(1), 1);
    limit(Throttles.queue(few, Duration.ofSeconds(20), 100));
    String from = FROM + "192.0.2.77";
    assertThat(ask("/quick", from).receive().status()).isEqualTo(200);
    RawResponse answer = ask("/quick", from).receive();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(Integer.parseInt(answer.field("Retry-After").orElseThrow())).isBetween(20, 60);
    assertThat(app.requests()).hasSize(1);
  }

  // --- after the app was asked, before the file is opened

  private void handsOff(String target, String file, String... fields) {
    List<String> all = new ArrayList<>(List.of("X-Accel-Redirect: /_files/" + file));
    all.addAll(List.of(fields));
    app.on(target, Answer.of(200, all.toArray(String[]::new)));
  }

  @Test
  void aSubjectSharesFromWhereverItAsks() throws IOException {
    limit(Throttles.subject(Throttles.transfers(1)));
    handsOff("/1", "a.txt", "Handoff: subject=\"u42\"", HARDLY);
    handsOff("/2", "b.txt", "Handoff: subject=\"u42\"");
    handsOff("/3", "b.txt", "Handoff: subject=\"u43\"");
    handsOff("/4", "b.txt");
    RawClient first = ask("/1", FROM + "192.0.2.1");
    first.receiveOctets(1);
    RawClient second = ask("/2", FROM + "192.0.2.2");
    awaitWaiting("per_subject", 1);
    assertThat(app.awaitRequests(2)).as("the app has to be asked who it is").hasSize(2);
    assertThat(ask("/3").receive().status()).isEqualTo(200);
    assertThat(ask("/4").receive().status()).isEqualTo(200);
    first.close();
    assertThat(second.receive().text()).isEqualTo(CONTENT);
  }

  @Test
  void aFileIsOneFileByWhateverWayItIsReached() throws IOException {
    limit(Throttles.file(Throttles.transfers(1)));
    handsOff("/1", "a.txt", HARDLY);
    handsOff("/2", "%61.txt");
    RawClient first = ask("/1");
    first.receiveOctets(1);
    RawClient byApp = ask("/2");
    awaitWaiting("per_file", 1);
    RawClient open = ask("/public/a.txt");
    awaitWaiting("per_file", 2);
    assertThat(ask("/public/b.txt").receive().status()).isEqualTo(200);
    first.close();
    assertThat(byApp.receive().text()).isEqualTo(CONTENT);
    assertThat(open.receive().text()).isEqualTo(CONTENT);
  }

  @Test
  void aHandoffThatWaitsTooLongIsRefusedWithItsCookies() throws IOException {
    limit(Throttles.queue(Throttles.file(Throttles.transfers(1)), Duration.ofMillis(300), 100));
    handsOff("/1", "a.txt", HARDLY);
    handsOff("/2", "a.txt", "Set-Cookie: seen=1", "Content-Disposition: attachment");
    ask("/1").receiveOctets(1);
    RawResponse answer = ask("/2").receive();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.field("Retry-After")).isPresent();
    assertThat(answer.field("Set-Cookie")).contains("seen=1");
    assertThat(answer.field("Content-Disposition")).isEmpty();
  }

  @Test
  void whoLeavesTheLineForAFileFreesItsPlace() throws IOException {
    Throttle one = Throttles.file(Throttles.transfers(1));
    limit(Throttles.queue(one, Duration.ofMinutes(10), 1));
    handsOff("/1", "a.txt", HARDLY);
    handsOff("/2", "a.txt");
    ask("/1").receiveOctets(1);
    RawClient impatient = ask("/2");
    awaitWaiting("per_file", 1);
    assertThat(ask("/2").receive().status()).isEqualTo(429);
    impatient.close();
    awaitWaiting("per_file", 0);
  }

  // --- what else there is

  @Test
  void explainSaysWhatWasWaitedFor() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    ask("/slow");
    app.awaitRequests(1);
    RawClient curious = ask("/public/a.txt", "Handoff-Explain: " + SECRET);
    awaitWaiting("per_client", 1);
    release.countDown();
    assertThat(curious.receive().text()).containsPattern("waited [0-9]+ ms for limits.per_client");
  }

  @Test
  void aReloadThatAllowsMoreLetsThemThrough() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    RawClient first = ask("/slow");
    app.awaitRequests(1);
    RawClient second = ask("/2");
    RawClient third = ask("/slow");
    awaitWaiting("per_client", 2);
    limit(Throttles.client(Throttles.transfers(3)));
    assertThat(second.receive().status()).isEqualTo(200);
    app.awaitRequests(3);

    // Fewer than run already: nobody is cut, and nobody comes in before enough have left.
    limit(Throttles.client(Throttles.transfers(1)));
    RawClient fourth = ask("/4");
    awaitWaiting("per_client", 1);
    first.close();
    assertThat(gateway.limit("per_client").waiting()).isEqualTo(1);
    release.countDown();
    assertThat(third.receive().status()).isEqualTo(200);
    assertThat(fourth.receive().status()).isEqualTo(200);
  }

  @Test
  void aReloadWithoutLimitsLetsAllThrough() throws IOException {
    limit(Throttles.client(Throttles.transfers(1)));
    ask("/slow");
    app.awaitRequests(1);
    RawClient waiting = ask("/2");
    awaitWaiting("per_client", 1);
    limit(Throttle.NONE);
    assertThat(waiting.receive().status()).isEqualTo(200);
    assertThat(ask("/3").receive().status()).isEqualTo(200);
  }
}
