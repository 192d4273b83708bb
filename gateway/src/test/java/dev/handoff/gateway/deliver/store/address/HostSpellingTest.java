package dev.handoff.gateway.deliver.store.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.remote.StoreAuthority;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host is one thing to every reader. */
final class HostSpellingTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1              | 127.0.0.1
          0.0.0.0                | 0.0.0.0
          255.255.255.255        | 255.255.255.255
          203.0.113.9            | 203.0.113.9
          ::                     | ::
          ::1                    | ::1
          2001:DB8::A            | 2001:db8::a
          1:2:3:4:5:6:7:8        | 1:2:3:4:5:6:7:8
          ::ffff:127.0.0.1       | 127.0.0.1
          0:0:0:0:0:FFFF:7f00:1  | 127.0.0.1
          64:ff9b::10.0.0.1      | 64:ff9b::a00:1
          """)
  void strictLiteralsAreAddresses(String host, String address) {
    assertThat(HostSpelling.of(host))
        .isEqualTo(new HostSpelling.Literal(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0",
        "017700000001",
        "0177.0.0.1",
        "0x7f.1",
        "0x7f000001",
        "0X7F.0.0.0X1",
        "0x",
        "127.1",
        "127.0.1",
        "127.0.0.1.",
        "127.0.0.01",
        "127.0.0.256",
        "127.0.0.1.1",
        "1.2.3.4.5",
        "store.example.1",
        "store.example.0x7f",
        "fe80::1%eth0",
        "fe80::1%25eth0",
        "127.0.0.1%lo",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "::12345",
        "::g",
        "::127.1",
        "::1.2.3.4.5",
        "::ffff:0x7f.0.0.1",
        "[::1]",
        "",
        ".",
        "..",
        ".example",
        "a..b",
        "-a.example",
        "a-.example",
        "a b.example",
        "a/b",
        "a@b",
        "a\\b",
        "a%2eb",
        "a\u0000b",
        "bücher.example",
        "１２７.0.0.1",
        "127。0。0。1",
      })
  void everythingElseThatLooksLikeOneIsRefused(String host) {
    assertThat(HostSpelling.of(host)).isInstanceOf(HostSpelling.Refused.class);
  }

  @ParameterizedTest(name = "{0} is the name {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          store.example              | store.example
          Store.EXAMPLE              | store.example
          store.example.             | store.example.
          minio                      | minio
          my_bucket.s3.amazonaws.com | my_bucket.s3.amazonaws.com
          xn--bcher-kva.example      | xn--bcher-kva.example
          127.0.0.1.nip.io           | 127.0.0.1.nip.io
          0x7f.example               | 0x7f.example
          1e100.net                  | 1e100.net
          face                       | face
          3com                       | 3com
          """)
  void namesAreNames(String host, String name) {
    assertThat(HostSpelling.of(host)).isEqualTo(new HostSpelling.Name(name));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "localhost, true",
    "localhost., true",
    "store.localhost, true",
    "localhost.example, false",
    "notlocalhost, false",
  })
  void localhostIsThisMachine(String host, boolean expected) {
    assertThat(new HostSpelling.Name(host).isLocalhost()).isEqualTo(expected);
  }

  @Test
  void theLongestNameIs253Octets() {
    String label = "a".repeat(63) + ".";
    String longest = label.repeat(3) + "a".repeat(61);
    assertThat(HostSpelling.of(longest)).isInstanceOf(HostSpelling.Name.class);
    assertThat(HostSpelling.of(longest + "a")).isInstanceOf(HostSpelling.Refused.class);
    assertThat(HostSpelling.of("a".repeat(64))).isInstanceOf(HostSpelling.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store.example",
        "localhost",
        "127.0.0.1",
        "0.0.0.0",
        "::1",
        "fd00::a",
        "64:ff9b::127.0.0.1",
        "1and1.example",
        "0x7f.example",
      })
  void whoJudgesReadsAHostTheSameWay(String host) {
    Optional<Octets> judged = StoreAuthority.literal(host);
    if (HostSpelling.of(host) instanceof HostSpelling.Literal(var address)) {
      assertThat(judged).contains(Octets.wrap(address.getAddress()));
    } else {
      assertThat(HostSpelling.of(host)).isInstanceOf(HostSpelling.Name.class);
      assertThat(judged).isEmpty();
    }
  }
}
