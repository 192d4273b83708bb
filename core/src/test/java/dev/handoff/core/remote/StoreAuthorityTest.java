package dev.handoff.core.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling per host, so that what was judged is what is connected to. */
final class StoreAuthorityTest {

  @ParameterizedTest(name = "{0} is {1} at {2}")
  @CsvSource({
    "store.example, store.example, 443",
    "Store.EXAMPLE:8080, store.example, 8080",
    "localhost, localhost, 443",
    "my_minio:9000, my_minio, 9000",
    "a--b.xn--bcher-kva.example, a--b.xn--bcher-kva.example, 443",
    "127.0.0.1:9000, 127.0.0.1, 9000",
    "0.0.0.0, 0.0.0.0, 443",
    "[::1], ::1, 443",
    "[FD00::A]:65535, fd00::a, 65535",
    "[64:ff9b::127.0.0.1], 64:ff9b::127.0.0.1, 443",
    "1and1.example, 1and1.example, 443",
    "0x7f.example, 0x7f.example, 443",
  })
  void reads(String text, String host, int port) {
    assertThat(StoreAuthority.read(text, 443))
        .isEqualTo(new StoreAuthority.Reading.Accepted(new StoreAuthority(host, port)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a:",
        "a:0",
        "a:080",
        "a:65536",
        "a:99999999999",
        "a:+1",
        "a:1:2",
        "a.",
        ".a",
        "a..b",
        "-a",
        "a-",
        "a b",
        "a/b",
        "a@b",
        "u:p@a",
        "a%2e",
        "*.a",
        "bücher.example",
        "ａ.example",
        "1",
        "127.1",
        "0127.0.0.1",
        "127.0.0.01",
        "127.0.0.256",
        "127.0.0.1.",
        "127.0.0.0x1",
        "0x7f000001",
        "0x",
        "2130706433",
        "1.2.3.4.5",
        "a.1",
        "a.0x1",
        "::1",
        "[::1",
        "::1]",
        "[]",
        "[a]",
        "[127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::FFFF:7f00:1]",
        "[fe80::1%eth0]",
        "[fe80::1%251]",
        "[::1]x",
        "[::1]:",
        "[1:2:3:4:5:6:7:8:9]",
      })
  void refuses(String text) {
    assertThat(StoreAuthority.read(text, 80)).isInstanceOf(StoreAuthority.Reading.Refused.class);
  }

  @Test
  void refusesNamesThatDnsCannotHold() {
    String label = "a".repeat(63);
    assertThat(StoreAuthority.read(label + ".b", 80))
        .isInstanceOf(StoreAuthority.Reading.Accepted.class);
    assertThat(StoreAuthority.read(label + "a.b", 80))
        .isInstanceOf(StoreAuthority.Reading.Refused.class);
    assertThat(StoreAuthority.read("a.".repeat(127) + "b", 80))
        .isInstanceOf(StoreAuthority.Reading.Refused.class);
  }
}
