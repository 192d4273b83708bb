package dev.handoff.gateway.admin;

import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.HeadReader;
import dev.handoff.gateway.http1.MalformedMessageException;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One request, read whole: at most 8 KB of head and {@value #LARGEST_BODY} octets of content.
 *
 * @param target path, without a query
 */
record AdminRequest(String method, String target, String body) {
  static final int LARGEST_BODY = 16 << 10;

  private static final int LINE = 4 << 10;
  private static final int HEAD = 8 << 10;
  private static final int FIELDS = 64;

  /**
   * Blocks until it is whole.
   *
   * @throws MalformedMessageException when it breaks the rules of HTTP or is too large
   */
  static AdminRequest read(SocketChannel from) throws IOException, MalformedMessageException {
    RequestHead head = new RequestHead();
    HeadReader reader = new HeadReader(head, LINE, HEAD, FIELDS);
    ByteBuffer chunk = ByteBuffer.allocate(4096);
    ByteBuf rest;
    do {
      rest = next(from, chunk);
    } while (!reader.read(rest));
    if (head.framing() == BodyFraming.CHUNKED) {
      throw new MalformedMessageException(411, "content without Content-Length");
    }
    long length = head.framing() == BodyFraming.LENGTH ? head.contentLength() : 0;
    if (length > LARGEST_BODY) {
      throw new MalformedMessageException(413, "more than " + LARGEST_BODY + " octets of content");
    }
    ByteBuf body = Unpooled.buffer((int) length);
    while (true) {
      body.writeBytes(rest, Math.min(rest.readableBytes(), (int) length - body.readableBytes()));
      if (body.readableBytes() == length) {
        break;
      }
      rest = next(from, chunk);
    }
    return new AdminRequest(
        head.methodText(), head.target(), body.toString(StandardCharsets.UTF_8));
  }

  private static ByteBuf next(SocketChannel from, ByteBuffer chunk) throws IOException {
    chunk.clear();
    if (from.read(chunk) < 0) {
      throw new EOFException("the request broke off");
    }
    return Unpooled.wrappedBuffer(chunk.flip());
  }
}
