package dev.handoff.gateway.deliver.store.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.gateway.config.StoreAccess.Family;
import dev.handoff.gateway.deliver.store.names.NameResolver.Resolution;
import dev.handoff.gateway.loop.Loop;
import dev.handoff.gateway.loop.Transport;
import dev.handoff.gateway.wire.Within;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as the files of a machine and a name server on loopback tell them. */
// proves handoff-protocol: I10
final class SystemNamesTest {
  @TempDir Path etc;
  private final DnsServer server = new DnsServer();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, Transport.best().ioHandler());
  private final List<Loop> loops = new ArrayList<>();
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();

  SystemNamesTest() {
    for (EventExecutor executor : group) {
      loops.add(new Loop(loops.size(), (EventLoop) executor));
    }
  }

  @BeforeEach
  void files() throws IOException {
    hosts("127.0.0.1 localhost");
    conf("nameserver 127.0.0.1", "options timeout:1");
  }

  @AfterEach
  void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    server.close();
    blocking.shutdownNow();
  }

  private void hosts(String... lines) throws IOException {
    put("hosts", lines);
  }

  private void conf(String... lines) throws IOException {
    put("resolv.conf", lines);
  }

  /** Replaced by renaming, as resolvers do it. */
  private void put(String name, String... lines) throws IOException {
    Path next = Files.write(etc.resolve(name + ".new"), List.of(lines));
    Files.move(next, etc.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private SystemNames names() {
    return new SystemNames(
        Transport.best(),
        blocking,
        etc.resolve("hosts"),
        etc.resolve("resolv.conf"),
        server.port(),
        Duration.ofMillis(50));
  }

  private String find(SystemNames names, String name) {
    return find(names, name, Family.ANY, 0);
  }

  /** Addresses with commas, or what went wrong. */
  private String find(SystemNames names, String name, Family family, int loop) {
    CompletableFuture<Resolution> told = new CompletableFuture<>();
    Loop on = loops.get(loop);
    on.executor().execute(() -> names.resolve(on, name, family, told::complete));
    return switch (told.orTimeout(Within.PATIENCE.toSeconds(), TimeUnit.SECONDS).join()) {
      case Resolution.Found found ->
          String.join(",", found.addresses().stream().map(InetAddress::getHostAddress).toList());
      case Resolution.Failed failed ->
          (failed.timedOut() ? "timed out: " : "failed: ") + failed.reason();
    };
  }

  @Test
  void asksTheServerAndKeepsTheAnswer() {
    server.address("store.test", 60, "192.0.2.1", "192.0.2.2");
    SystemNames names = names();

    assertThat(find(names, "store.test")).isEqualTo("192.0.2.1,192.0.2.2");
    assertThat(find(names, "store.test")).isEqualTo("192.0.2.1,192.0.2.2");
    assertThat(find(names, "store.test", Family.ANY, 1)).isEqualTo("192.0.2.1,192.0.2.2");

    assertThat(server.questions()).filteredOn(q -> q.startsWith("A ")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"IPV4, 192.0.2.1", "IPV6, 2001:db8:0:0:0:0:0:1"})
  void asksForTheWantedFamilyOnly(Family family, String address) {
    server.address("store.test", 60, "192.0.2.1", "2001:db8::1");

    assertThat(find(names(), "store.test", family, 0)).isEqualTo(address);
    assertThat(server.questions()).hasSize(1);
  }

  @Test
  void aNameWithoutTheWantedFamilyHasNoAddress() {
    server.address("store.test", 60, "192.0.2.1");

    assertThat(find(names(), "store.test", Family.IPV6, 0)).startsWith("failed: ");
  }

  @Test
  void anAnswerEndsWithItsTime() {
    server.address("store.test", 0, "192.0.2.1");
    SystemNames names = names();
    assertThat(find(names, "store.test")).isEqualTo("192.0.2.1");

    server.address("store.test", 0, "192.0.2.2");

    Within.patience(
        "the new address is found", () -> find(names, "store.test").equals("192.0.2.2"));
  }

  @Test
  void aliasesAreFollowed() {
    server.alias("bucket.test", "region.test").address("region.test", 60, "192.0.2.1");

    assertThat(find(names(), "bucket.test")).isEqualTo("192.0.2.1");
  }

  @Test
  void aRingOfAliasesHasNoAddress() {
    server.alias("a.test", "b.test").alias("b.test", "a.test");

    assertThat(find(names(), "a.test")).contains("failed: ");
  }

  @Test
  void anUnknownNameIsUnknown() {
    SystemNames names = names();

    assertThat(find(names, "nowhere.test")).isEqualTo("failed: the name is unknown");
    int asked = server.questions().size();
    assertThat(find(names, "nowhere.test")).isEqualTo("failed: the name is unknown");
    assertThat(server.questions()).hasSize(asked);
  }

  @Test
  void aLostQuestionIsAskedAgain() {
    server.address("store.test", 60, "192.0.2.1").dropNext(1);

    assertThat(find(names(), "store.test", Family.IPV4, 0)).isEqualTo("192.0.2.1");
    assertThat(server.questions()).containsExactly("A store.test", "A store.test");
  }

  @Test
  void silenceAboutIpv6HoldsNothingUp() throws IOException {
    conf("nameserver 127.0.0.1", "options timeout:30");
    server.address("store.test", 60, "192.0.2.1").silent("AAAA store.test");

    assertThat(find(names(), "store.test")).isEqualTo("192.0.2.1");
  }

  @Test
  void aServerThatIsSilentTimesOut() throws IOException {
    conf("nameserver 127.0.0.1", "options timeout:1 attempts:1");
    server.mute(true);

    assertThat(find(names(), "store.test")).isEqualTo("timed out: no name server answered");
  }

  @Test
  void theNextServerIsAsked() throws IOException {
    conf("nameserver ::1", "nameserver 127.0.0.1", "options timeout:1 attempts:1");
    server.address("store.test", 60, "192.0.2.1");

    assertThat(find(names(), "store.test")).isEqualTo("192.0.2.1");
  }

  @Test
  void aLongAnswerComesOverTcp() {
    String[] many = new String[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = "192.0.2." + i;
    }
    server.address("store.test", 60, many).truncated("store.test");

    assertThat(find(names(), "store.test", Family.IPV4, 0)).isEqualTo(String.join(",", many));
  }

  @Test
  void everyQuestionHasAPortOfItsOwn() {
    SystemNames names = names();
    for (int i = 0; i < 8; i++) {
      server.address("s" + i + ".test", 60, "192.0.2.1");
      find(names, "s" + i + ".test", Family.IPV4, 0);
    }

    assertThat(server.ports()).isGreaterThan(4);
  }

  @ParameterizedTest(name = "{0} with ndots {1} asks for {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          store            | 1 | A store.a.test, A store.b.test, A store
          store.ns         | 1 | A store.ns, A store.ns.a.test, A store.ns.b.test
          store.ns         | 2 | A store.ns.a.test, A store.ns.b.test, A store.ns
          store.ns.        | 2 | A store.ns
          """)
  void searchDomainsAreTriedAsTheSystemDoes(String name, int ndots, String questions)
      throws IOException {
    conf("nameserver 127.0.0.1", "search a.test b.test", "options ndots:" + ndots);

    assertThat(find(names(), name, Family.IPV4, 0)).isEqualTo("failed: the name is unknown");
    assertThat(String.join(", ", server.questions())).isEqualTo(questions);
  }

  @Test
  void theHostsFileComesFirst() throws IOException {
    hosts("192.0.2.7 store.test alias.test # the old one", "2001:db8::7 store.test");
    server.address("store.test", 60, "192.0.2.1");
    SystemNames names = names();

    assertThat(find(names, "store.test")).isEqualTo("192.0.2.7,2001:db8:0:0:0:0:0:7");
    assertThat(find(names, "store.test.")).isEqualTo("192.0.2.7,2001:db8:0:0:0:0:0:7");
    assertThat(find(names, "store.test", Family.IPV6, 0)).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(find(names, "alias.test")).isEqualTo("192.0.2.7");
    assertThat(server.questions()).isEmpty();
  }

  @Test
  void changedFilesAreSeen() throws IOException {
    server.address("store.test", 60, "192.0.2.1");
    SystemNames names = names();
    assertThat(find(names, "store.test")).isEqualTo("192.0.2.1");

    hosts("192.0.2.9 store.test");

    Within.patience("the new file is read", () -> find(names, "store.test").equals("192.0.2.9"));
  }

  @Test
  void missingFilesSayNothing() throws IOException {
    Files.delete(etc.resolve("hosts"));
    Files.delete(etc.resolve("resolv.conf"));
    server.address("store.test", 60, "192.0.2.1");

    assertThat(find(names(), "store.test")).isEqualTo("192.0.2.1");
  }

  @Test
  void addressesOutliveAServerThatFails() {
    server.address("store.test", 0, "192.0.2.1");
    SystemNames names = names();
    assertThat(find(names, "store.test", Family.IPV4, 0)).isEqualTo("192.0.2.1");

    server.failing(true);
    int asked = server.questions().size();
    Within.patience(
        "the answer's time is over",
        () ->
            find(names, "store.test", Family.IPV4, 0).equals("192.0.2.1")
                && server.questions().size() > asked);

    int askedAgain = server.questions().size();
    assertThat(find(names, "store.test", Family.IPV4, 0)).isEqualTo("192.0.2.1");
    assertThat(server.questions()).hasSize(askedAgain);
  }

  @Test
  void butNotANameThatIsGone() {
    server.address("store.test", 0, "192.0.2.1");
    SystemNames names = names();
    find(names, "store.test");

    server.forget("store.test");

    Within.patience(
        "the name is gone", () -> find(names, "store.test").equals("failed: the name is unknown"));
  }

  @Test
  void norOneThatWasNeverFound() {
    server.failing(true);

    assertThat(find(names(), "store.test")).isEqualTo("failed: the name server failed");
  }
}
