package dev.handoff.gateway.listen.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  /** What is found: the address, {@code own} for the connection's, {@code more}, {@code bad}. */
  private static String found(byte[] octets) {
    ByteBuf in = Unpooled.wrappedBuffer(octets);
    return switch (ProxyHeader.read(in)) {
      case ProxyHeader.Incomplete() -> "more";
      case ProxyHeader.Malformed(String _) -> "bad";
      case ProxyHeader.Complete(int length, var client) ->
          client
                  .map(address ->
                      address.getAddress().getHostAddress() + " port " + address.getPort())
                  .orElse("own")
              + ", then "
              + in.toString(length, octets.length - length, ISO_8859_1);
    };
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PROXY TCP4 192.0.2.1 198.51.100.1 56324 443⏎GET | 192.0.2.1 port 56324, then GET | version 1
          PROXY TCP6 2001:db8::1 2001:db8::2 1 443⏎G | 2001:db8:0:0:0:0:0:1 port 1, then G | IPv6
          PROXY TCP6 ::ffff:192.0.2.1 ::1 1 2⏎G | 192.0.2.1 port 1, then G | IPv4 in IPv6 clothes is IPv4
          PROXY UNKNOWN⏎G | own, then G | a balancer that does not know
          PROXY UNKNOWN a b c⏎G | own, then G | what follows UNKNOWN is ignored
          P | more | the beginning of one
          PROXY TCP4 192.0.2.1 198.51.100.1 1 2 | more | no end yet
          PROXY TCP4 192.0.2.1 198.51.100.1 1 2␊G | bad | a bare LF
          PROXY TCP4 192.0.2.1 198.51.100.1 1 65536⏎G | bad | no such port
          PROXY TCP4 192.0.2.1 198.51.100.1 01 2⏎G | bad | a leading zero
          PROXY TCP4 192.0.2.256 198.51.100.1 1 2⏎G | bad | no such address
          PROXY TCP4 192.0.2 198.51.100.1 1 2⏎G | bad | three numbers
          PROXY TCP4 0300.0.2.1 198.51.100.1 1 2⏎G | bad | octal
          PROXY TCP4 ::1 ::2 1 2⏎G | bad | the other family
          PROXY TCP6 192.0.2.1 192.0.2.2 1 2⏎G | bad | and the other way
          PROXY TCP6 fe80::1%eth0 ::1 1 2⏎G | bad | a zone
          PROXY TCP4 localhost 192.0.2.2 1 2⏎G | bad | a name, which nobody looks up
          PROXY TCP4 192.0.2.1  198.51.100.1 1 2⏎G | bad | two spaces
          PROXY TCP4 192.0.2.1 198.51.100.1 1 2 3⏎G | bad | too much
          PROXY TCP4 192.0.2.1 198.51.100.1 1⏎G | bad | too little
          PROXY UDP4 192.0.2.1 198.51.100.1 1 2⏎G | bad | another protocol
          PROXY ⏎G | bad | nothing
          POST / HTTP/1.1⏎ | bad | a request
          GET / HTTP/1.1⏎ | bad | a request that does not even begin with P
          """)
  void readsText(String text, String expected, String why) {
    assertThat(found(text.replace("⏎", "\r\n").replace("␊", "\n").getBytes(ISO_8859_1)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2111000c c0000201 c6336401 dc04 01bb 47 | 192.0.2.1 port 56324, then G | IPv4
          21210024 20010db8000000000000000000000001 20010db8000000000000000000000002 0001 01bb 47 | 2001:db8:0:0:0:0:0:1 port 1, then G | IPv6
          21110011 c0000201 c6336401 dc04 01bb 04 0002 0000 47 | 192.0.2.1 port 56324, then G | an extension is skipped
          20000000 47 | own, then G | LOCAL: a health check
          20110004 00000000 47 | own, then G | LOCAL, and what it says is skipped
          21000000 47 | own, then G | an unspecified family
          21310000 47 | own, then G | a Unix socket
          2111000c c0000201 | more | half of it
          21 | more | hardly any of it
          1111000c c0000201 c6336401 dc04 01bb 47 | bad | version 1 in binary
          2211000c c0000201 c6336401 dc04 01bb 47 | bad | an unknown command
          2141000c c0000201 c6336401 dc04 01bb 47 | bad | an unknown family
          21110008 c0000201 c6336401 47 | bad | too short for ports
          2111ffff c0000201 | bad | longer than anybody needs
          """)
  void readsBinary(String hex, String expected, String why) {
    assertThat(found(HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", ""))))
        .isEqualTo(expected);
  }

  @Test
  void asksForMoreOnlyWhileItMayBecomeOne() {
    byte[] line = "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n".getBytes(ISO_8859_1);
    for (int length = 0; length < line.length; length++) {
      assertThat(found(java.util.Arrays.copyOf(line, length))).isEqualTo("more");
    }
    assertThat(found("PROXX".getBytes(ISO_8859_1))).isEqualTo("bad");
    assertThat(found(("PROXY " + "x".repeat(200)).getBytes(ISO_8859_1))).isEqualTo("bad");
    assertThat(found(HexFormat.of().parseHex("0d0a0d0a010d"))).isEqualTo("bad");
  }

  @Test
  void survivesWhateverComes() {
    Random random = new Random(5);
    byte[] signature = HexFormat.of().parseHex(SIGNATURE);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(64)];
      random.nextBytes(octets);
      if (i % 2 == 0) {
        System.arraycopy(signature, 0, octets, 0, Math.min(octets.length, signature.length));
      } else if (octets.length > 6) {
        System.arraycopy("PROXY ".getBytes(ISO_8859_1), 0, octets, 0, 6);
      }
      assertThat(found(octets)).isNotNull();
    }
  }
}
