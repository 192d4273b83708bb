package dev.handoff.files.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.core.remote.RemoteRules.Judgement;
import dev.handoff.core.response.FileRequest;
import dev.handoff.core.send.SendFile;
import dev.handoff.core.send.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a connection goes, and where none goes, whatever a name leads to. */
final class RemoteFilesTest {

  private static SSLContext tls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static RemoteFiles.Result open(RemoteFiles files, String url) {
    SendFile file = SendFile.remote(URI.create(url));
    Judgement judged = files.judge((Source.Remote) file.source());
    return files
        .place()
        .orElseThrow()
        .open(
            ((Judgement.Allowed) judged).url(), file.options(), FileRequest.GET, name -> List.of());
  }

  private static InetAddress literal(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fd00::1",
        "fe80::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1",
      })
  void aNameThatLeadsToAPrivateAddressIsNotConnectedTo(String address) throws Exception {
    try (ServerSocket store = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RemoteRules rules = RemoteRules.allow("http://store.example:" + store.getLocalPort() + "/");
      InetAddress[] known = {literal(address)};
      try (RemoteFiles files = RemoteFiles.by(rules, host -> known, RemoteFilesTest::tls)) {
        RemoteFiles.Result result =
            open(files, "http://store.example:" + store.getLocalPort() + "/a");
        assertThat(result)
            .isInstanceOfSatisfying(
                RemoteFiles.Result.Failed.class,
                failed -> {
                  assertThat(failed.status()).isEqualTo(502);
                  assertThat(failed.reason()).contains("refused");
                });
        store.setSoTimeout(1);
        assertThatThrownBy(store::accept).isInstanceOf(java.net.SocketTimeoutException.class);
      }
    }
  }

  @Test
  void theAddressThatWasJudgedIsTheOneThatIsConnectedTo() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    RemoteRules rules = RemoteRules.allow("http://rebind.example/");
    CheckedAddresses addresses =
        new CheckedAddresses(
            rules,
            host ->
                new InetAddress[] {literal(asked.getAndIncrement() == 0 ? "8.8.8.8" : "10.0.0.1")});
    assertThat(addresses.of("rebind.example")).containsExactly(literal("8.8.8.8"));
    assertThatThrownBy(() -> addresses.of("rebind.example"))
        .isInstanceOf(CheckedAddresses.Refused.class);
    // Should anything connect elsewhere all the same, the socket itself refuses.
    try (CheckedSocket socket =
        new CheckedSocket(address -> addresses.objectionTo("rebind.example", address))) {
      assertThatThrownBy(() -> socket.connect(new InetSocketAddress(literal("10.0.0.1"), 80), 100))
          .isInstanceOf(CheckedAddresses.Refused.class);
    }
  }

  @Test
  void ofSeveralAddressesTheAllowedOnesStay() throws Exception {
    CheckedAddresses addresses =
        new CheckedAddresses(
            RemoteRules.allow("http://a.example/"),
            host -> new InetAddress[] {literal("10.0.0.1"), literal("8.8.8.8")});
    assertThat(addresses.of("a.example")).containsExactly(literal("8.8.8.8"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "127.0.0.1, true",
    "localhost, true",
    "store.example, false",
    "localhost.example, false",
  })
  void onlyWhoWritesAnAddressMeansOne(String host, boolean mayBePrivate) throws Exception {
    CheckedAddresses addresses =
        new CheckedAddresses(RemoteRules.allow("http://" + host + "/"), name -> new InetAddress[0]);
    Optional<String> objection = addresses.objectionTo(host, literal("127.0.0.1"));
    assertThat(objection.isEmpty()).isEqualTo(mayBePrivate);
  }

  @Test
  void aPlaceIsGivenBackWhenNothingCameOfIt() throws Exception {
    RemoteRules rules = RemoteRules.allow("http://a.example/").atOnce(1);
    try (RemoteFiles files =
        RemoteFiles.by(
            rules,
            host -> {
              throw new UnknownHostException(host);
            },
            RemoteFilesTest::tls)) {
      for (int i = 0; i < 3; i++) {
        assertThat(open(files, "http://a.example/b")).isInstanceOf(RemoteFiles.Result.Failed.class);
      }
      try (RemoteFiles.Place held = files.place().orElseThrow()) {
        assertThat(held).isNotNull();
        assertThat(files.place()).isEmpty();
      }
      assertThat(files.place()).isPresent();
    }
  }

  @Test
  void theArtifactThatIsNamedIsTheOneThatWasTested() throws IOException {
    Properties said = new Properties();
    try (var in =
        org.apache.hc.client5.http.classic.HttpClient.class.getResourceAsStream(
            "/org/apache/hc/client5/version.properties")) {
      said.load(in);
    }
    assertThat(RemoteFiles.ARTIFACT).endsWith(":" + said.getProperty("info.release"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "ftp://a/",
        "http://u:p@a/",
        "//a/b",
        "file:///etc/passwd",
        "http://a/#b",
        "a/b",
        "http:///b",
      })
  void whatIsNoUrlOfAFileIsRefusedWhenItIsNamed(String url) {
    assertThatThrownBy(() -> SendFile.remote(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsWrongWithRulesIsSaidAtOnce() {
    assertThatThrownBy(() -> RemoteRules.allow("cdn.example", "https://u:p@a/", "https://*.a/b"))
        .hasMessageContaining("Write https://cdn.example")
        .hasMessageContaining("user name")
        .hasMessageContaining("covers too much")
        .hasMessageNotContaining("u:p");
  }

  @Test
  void aStarIsOneLabelAndAPathWholeSegments() {
    RemoteRules rules = RemoteRules.allow("https://*.cdn.example/files/");
    for (String yes : List.of("https://a.cdn.example/files/x", "https://A.cdn.example:443/files")) {
      assertThat(rules.judge(Octets.utf8(yes))).isInstanceOf(Judgement.Allowed.class);
    }
    for (String no :
        List.of(
            "https://cdn.example/files/x",
            "https://a.b.cdn.example/files/x",
            "https://a.cdn.example/filesystem",
            "http://a.cdn.example/files/x",
            "https://a.cdn.example:8443/files/x")) {
      assertThat(rules.judge(Octets.utf8(no))).isInstanceOf(Judgement.Refused.class);
    }
  }

  @Test
  void aNameIsWhatStandsBehindTheLastSlash() {
    assertThat(SendFile.remote(URI.create("https://a/b/M%C3%A4rz.pdf?x=/y")).source().fileName())
        .contains("März.pdf");
    assertThat(SendFile.remote(URI.create("https://a.pdf")).source().fileName()).isEmpty();
    assertThat(SendFile.path(Path.of("/a/b")).source().fileName()).contains("b");
  }
}
