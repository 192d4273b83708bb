package dev.handoff.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses count as one client. */
final class ClientKeyTest {
  @ParameterizedTest(name = "{0} and {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1         | 192.0.2.1          | same  | one address
          192.0.2.1         | 192.0.2.2          | other | neighbours are others
          2001:db8::1       | 2001:db8::2        | same  | a customer has a /64 at least
          2001:db8::        | 2001:db8::ffff:ffff:ffff:ffff | same | to its end
          2001:db8::1       | 2001:db8:0:1::1    | other | the next /64
          ::ffff:192.0.2.1  | 192.0.2.1          | same  | IPv4 in IPv6 clothes
          """)
  void one(String first, String second, String same, String why) {
    boolean isSame = key(first).equals(key(second));
    assertThat(isSame ? "same" : "other").as(why).isEqualTo(same);
  }

  private static String key(String address) {
    return ClientKey.of(InetAddress.ofLiteral(address).getAddress());
  }
}
