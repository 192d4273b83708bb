package dev.handoff.gateway.listen.proxy;

import dev.handoff.gateway.listen.proxy.ProxyHeader.Complete;
import dev.handoff.gateway.listen.proxy.ProxyHeader.Incomplete;
import dev.handoff.gateway.listen.proxy.ProxyHeader.Malformed;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Version 2: a signature, four octets, addresses, and extensions that are skipped (§2.2). */
final class BinaryHeader {
  private static final byte[] SIGNATURE = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
  };

  private static final int FIXED = 16;
  private static final int VERSION_TWO = 2;
  private static final int LOCAL = 0;
  private static final int PROXY = 1;
  private static final int UNSPECIFIED = 0;
  private static final int INET = 1;
  private static final int INET6 = 2;
  private static final int UNIX = 3;

  private BinaryHeader() {}

  static ProxyHeader read(ByteBuf in) {
    int at = in.readerIndex();
    int readable = in.readableBytes();
    for (int i = 0; i < SIGNATURE.length && i < readable; i++) {
      if (in.getByte(at + i) != SIGNATURE[i]) {
        return new Malformed("no PROXY header");
      }
    }
    if (readable < FIXED) {
      return new Incomplete();
    }
    int version = (in.getByte(at + 12) >> 4) & 0xF;
    int command = in.getByte(at + 12) & 0xF;
    if (version != VERSION_TWO || command > PROXY) {
      return new Malformed("a PROXY header of an unknown version or command");
    }
    int length = FIXED + in.getUnsignedShort(at + 14);
    if (length > ProxyHeader.LONGEST) {
      return new Malformed("a PROXY header of " + length + " octets");
    }
    if (readable < length) {
      return new Incomplete();
    }
    return command == LOCAL
        ? new Complete(length, Optional.empty())
        : client(in, (in.getByte(at + 13) >> 4) & 0xF, length);
  }

  private static ProxyHeader client(ByteBuf in, int family, int length) {
    int octets =
        switch (family) {
          case INET -> 4;
          case INET6 -> 16;
          default -> 0;
        };
    if (family > UNIX) {
      return new Malformed("a PROXY header with an unknown kind of address");
    }
    if (family == UNSPECIFIED || family == UNIX) {
      return new Complete(length, Optional.empty());
    }
    if (length < FIXED + 2 * octets + 4) {
      return new Malformed("a PROXY header too short for its addresses");
    }
    byte[] source = new byte[octets];
    in.getBytes(in.readerIndex() + FIXED, source);
    int port = in.getUnsignedShort(in.readerIndex() + FIXED + 2 * octets);
    try {
      return new Complete(
          length, Optional.of(new InetSocketAddress(InetAddress.getByAddress(source), port)));
    } catch (UnknownHostException never) {
      throw new IllegalStateException("octets of an address make an address", never);
    }
  }
}
