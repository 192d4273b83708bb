package dev.handoff.gateway.listen.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What has been read of a PROXY header.
 *
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">the protocol</a>
 */
public sealed interface ProxyHeader {
  /** So far it may become one; at most {@link #LONGEST} octets are looked at. */
  record Incomplete() implements ProxyHeader {}

  /**
   * @param why for the log
   */
  record Malformed(String why) implements ProxyHeader {}

  /**
   * The header is whole.
   *
   * @param length in octets; what follows is the client's
   * @param client empty when the balancer speaks for itself (LOCAL), or does not say (UNKNOWN, a
   *     Unix socket): then the connection's own address holds
   */
  record Complete(int length, Optional<InetSocketAddress> client) implements ProxyHeader {}

  /** The longest header that is read, with all its extensions. */
  int LONGEST = 16 + 4096;

  /** Looks at what was received, from its reader index on, and moves nothing. */
  static ProxyHeader read(ByteBuf in) {
    if (!in.isReadable()) {
      return new Incomplete();
    }
    return in.getByte(in.readerIndex()) == 'P' ? TextHeader.read(in) : BinaryHeader.read(in);
  }

  /** An IPv4 address in four decimal numbers, or IPv6; no names are looked up. */
  static Optional<InetAddress> literal(String text, boolean v6) {
    boolean plausible =
        v6
            ? text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]{2,45}")
            : text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    if (!plausible) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException outOfBounds) {
      return Optional.empty();
    }
  }

  /** Octets of {@code in} as ASCII. */
  static String ascii(ByteBuf in, int length) {
    return in.toString(in.readerIndex(), length, US_ASCII);
  }
}
