package dev.handoff.gateway.listen.proxy;

import dev.handoff.gateway.listen.proxy.ProxyHeader.Complete;
import dev.handoff.gateway.listen.proxy.ProxyHeader.Incomplete;
import dev.handoff.gateway.listen.proxy.ProxyHeader.Malformed;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Version 1: {@code PROXY TCP4 192.0.2.1 198.51.100.1 56324 443} and CRLF (§2.1). */
final class TextHeader {
  /** The longest line there is, with its CRLF. */
  private static final int LONGEST_LINE = 107;

  private static final String START = "PROXY ";

  private TextHeader() {}

  static ProxyHeader read(ByteBuf in) {
    int known = Math.min(in.readableBytes(), START.length());
    if (!START.startsWith(ProxyHeader.ascii(in, known))) {
      return new Malformed("no PROXY header");
    }
    int length = Math.min(in.readableBytes(), LONGEST_LINE);
    int lineFeed = in.indexOf(in.readerIndex(), in.readerIndex() + length, (byte) '\n');
    if (lineFeed < 0) {
      return length == LONGEST_LINE ? new Malformed("a PROXY line without end") : new Incomplete();
    }
    int end = lineFeed - in.readerIndex();
    if (end < 1 || in.getByte(lineFeed - 1) != '\r') {
      return new Malformed("a PROXY line without CR");
    }
    return line(ProxyHeader.ascii(in, end - 1), end + 1);
  }

  private static ProxyHeader line(String line, int length) {
    String[] words = line.split(" ", -1);
    if (words[1].equals("UNKNOWN")) {
      return new Complete(length, Optional.empty());
    }
    boolean v6 = words[1].equals("TCP6");
    if (words.length != 6 || !(v6 || words[1].equals("TCP4"))) {
      return new Malformed("a PROXY line of another form");
    }
    Optional<InetAddress> source = ProxyHeader.literal(words[2], v6);
    if (source.isEmpty() || ProxyHeader.literal(words[3], v6).isEmpty()) {
      return new Malformed("a PROXY line with a bad address");
    }
    if (!isPort(words[4]) || !isPort(words[5])) {
      return new Malformed("a PROXY line with a bad port");
    }
    return new Complete(
        length, Optional.of(new InetSocketAddress(source.get(), Integer.parseInt(words[4]))));
  }

  private static boolean isPort(String text) {
    return text.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535;
  }
}
