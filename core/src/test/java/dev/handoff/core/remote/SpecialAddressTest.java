package dev.handoff.core.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each block with its edges, and each form that can hide one. */
final class SpecialAddressTest {

  @ParameterizedTest(name = "{0} to {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.0.0.0         | 0.255.255.255   | this network
          10.0.0.0        | 10.255.255.255  | private
          100.64.0.0      | 100.127.255.255 | shared
          127.0.0.0       | 127.255.255.255 | loopback
          168.63.129.16   | 168.63.129.16   | host service
          169.254.0.0     | 169.254.255.255 | link-local and instance metadata
          169.254.169.254 | 169.254.169.254 | link-local and instance metadata
          172.16.0.0      | 172.31.255.255  | private
          192.0.0.0       | 192.0.0.255     | protocol assignments
          192.0.2.0       | 192.0.2.255     | documentation
          192.88.99.0     | 192.88.99.255   | 6to4 relays
          192.168.0.0     | 192.168.255.255 | private
          198.18.0.0      | 198.19.255.255  | benchmarks
          198.51.100.0    | 198.51.100.255  | documentation
          203.0.113.0     | 203.0.113.255   | documentation
          224.0.0.0       | 239.255.255.255 | multicast
          240.0.0.0       | 255.255.255.254 | reserved
          255.255.255.255 | 255.255.255.255 | broadcast
          ::              | ::              | unspecified
          ::1             | ::1             | loopback
          fc00::          | fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | unique local
          fd00:ec2::254   | fd20:ce::254    | instance metadata
          fe80::          | febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff | link-local
          fec0::          | feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | site-local
          ff00::          | ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | multicast
          64:ff9b:1::     | 64:ff9b:1:ffff:ffff:ffff:ffff:ffff      | local NAT64
          2001::          | 2001:0:ffff:ffff:ffff:ffff:ffff:ffff    | Teredo
          2001:1::        | 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff  | protocol assignments
          2001:db8::      | 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff  | documentation
          3fff::          | 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff  | documentation
          100::           | 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | not global unicast
          4000::          | fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff | not global unicast
          5f00::1         | 5f00::1         | not global unicast
          ::10.0.0.1      | ::8.8.8.8       | not global unicast
          """)
  void isSpecial(String first, String last, String use) {
    assertThat(why(first)).contains(use);
    assertThat(why(last)).contains(use);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2000::",
        "2001:200::",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db9::",
        "2600:1f18::1",
        "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "3fff:1000::",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
      })
  void isPublic(String address) {
    assertThat(why(address)).isEmpty();
  }

  @ParameterizedTest(name = "{0} hides {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00000000000000000000ffff7f000001 | loopback, RFC 1122 (inside IPv4-mapped)
          00000000000000000000ffffa9fea9fe | link-local and instance metadata, RFC 3927 (inside IPv4-mapped)
          00000000000000000000ffff0a000001 | private, RFC 1918 (inside IPv4-mapped)
          0064ff9b00000000000000007f000001 | loopback, RFC 1122 (inside NAT64, RFC 6052)
          0064ff9b0000000000000000a9fea9fe | link-local and instance metadata, RFC 3927 (inside NAT64, RFC 6052)
          0064ff9b0000000000000000c0a80001 | private, RFC 1918 (inside NAT64, RFC 6052)
          20027f00000100000000000000000001 | loopback, RFC 1122 (inside 6to4, RFC 3056)
          2002a9fea9fe00000000000000000001 | link-local and instance metadata, RFC 3927 (inside 6to4, RFC 3056)
          2002ac10000100000000000000000001 | private, RFC 1918 (inside 6to4, RFC 3056)
          0064ff9b000100000000000008080808 | local NAT64, RFC 8215
          20010000000000000000000080fffffe | Teredo, RFC 4380
          0000000000000000000000007f000001 | not global unicast, RFC 4291
          0000000000000000ffff00007f000001 | not global unicast, RFC 4291
          """)
  void anIpv4AddressInsideCountsAsItself(String octets, String use) {
    assertThat(SpecialAddress.of(HexFormat.of().parseHex(octets)).map(SpecialAddress::use))
        .contains(use);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000000000000000ffff08080808", "20020808080800000000000000000001"})
  void aPublicOneInsideIsPublic(String octets) {
    assertThat(SpecialAddress.of(HexFormat.of().parseHex(octets))).isEmpty();
  }

  private static String why(String literal) {
    return SpecialAddress.of(IpLiteral.parse(literal).orElseThrow().toByteArray())
        .map(SpecialAddress::toString)
        .orElse("");
  }
}
