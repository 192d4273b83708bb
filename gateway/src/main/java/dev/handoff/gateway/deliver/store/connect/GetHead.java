package dev.handoff.gateway.deliver.store.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handoff.core.fields.Field;
import dev.handoff.gateway.deliver.store.StoreTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;

/** The octets of a request to a store: what is listed here and nothing else. */
final class GetHead {
  static final int USUAL_OCTETS = 1024;

  private static final int CRLF = '\r' << 8 | '\n';
  private static final byte[] METHOD = "GET ".getBytes(US_ASCII);
  private static final byte[] HOST = " HTTP/1.1\r\nHost: ".getBytes(US_ASCII);

  /**
   * Some stores refuse requests without a User-Agent; identity, because ranges are of the stored
   * octets.
   */
  private static final byte[] FIXED =
      "\r\nUser-Agent: Handoff\r\nAccept-Encoding: identity\r\n".getBytes(US_ASCII);

  private GetHead() {}

  static void write(ByteBuf out, StoreTarget target, List<Field> fields, List<Field> signed) {
    out.writeBytes(METHOD);
    out.writeBytes(target.target().toByteArray());
    out.writeBytes(HOST);
    ByteBufUtil.writeAscii(out, target.origin().authority());
    out.writeBytes(FIXED);
    lines(out, fields);
    lines(out, signed);
    out.writeShort(CRLF);
  }

  private static void lines(ByteBuf out, List<Field> fields) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      ByteBufUtil.writeAscii(out, field.name());
      out.writeShort(':' << 8 | ' ');
      out.writeCharSequence(field.value(), ISO_8859_1);
      out.writeShort(CRLF);
    }
  }
}
