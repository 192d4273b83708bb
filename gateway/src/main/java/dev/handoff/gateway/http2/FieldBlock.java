package dev.handoff.gateway.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes field blocks (RFC 7541) with names of the static table and values as they are.
 *
 * <p>Never uses the dynamic table, so that a block does not depend on the ones before it: what is
 * known beforehand is kept ready and copied, as with HTTP/1. That costs the wire some hundred
 * octets a head and saves the state of a table per connection; nginx does the same. A client
 * decides what may be compressed with what (CRIME), and here it is nothing with nothing.
 */
@SuppressWarnings("EnumOrdinal") // an index of this run's own, neither kept nor sent
public final class FieldBlock {
  /** Names of the static table from index 15 on, where those of fields begin. */
  private static final String[] STATIC =
      """
      accept-charset accept-encoding accept-language accept-ranges accept \
      access-control-allow-origin age allow authorization cache-control content-disposition \
      content-encoding content-language content-length content-location content-range \
      content-type cookie date etag expect expires from host if-match if-modified-since \
      if-none-match if-range if-unmodified-since last-modified link location max-forwards \
      proxy-authenticate proxy-authorization range referer refresh retry-after server set-cookie \
      strict-transport-security transfer-encoding user-agent vary via www-authenticate\
      """
          .split(" ");

  private static final int FIRST_STATIC = 15;
  private static final int STATUS_INDEX = 8;

  /** Statuses that the static table has whole, from index 8 on. */
  private static final int[] INDEXED_STATUS = {200, 204, 206, 304, 400, 404, 500};

  private static final byte[][] STATUS = new byte[600][];

  /** By name as it is usually written, and in lower case. */
  private static final Map<String, byte[]> BY_TEXT = new HashMap<>();

  private static final byte[][] BY_NAME = new byte[FieldName.values().length][];

  static {
    for (int i = 0; i < STATIC.length; i++) {
      BY_TEXT.put(STATIC[i], indexed(FIRST_STATIC + i));
    }
    for (FieldName name : FieldName.values()) {
      String text = name.text().toLowerCase(Locale.ROOT);
      byte[] prefix = BY_TEXT.getOrDefault(text, literal(text));
      BY_NAME[name.ordinal()] = prefix;
      if (name.kind() == FieldName.Kind.PLAIN) {
        BY_TEXT.put(name.text(), prefix);
      }
    }
    BY_TEXT.put("Content-Length", BY_TEXT.get("content-length"));
    for (int status = 100; status < 600; status++) {
      String digits = Integer.toString(status);
      STATUS[status] =
          new byte[] {
            STATUS_INDEX,
            3,
            (byte) digits.charAt(0),
            (byte) digits.charAt(1),
            (byte) digits.charAt(2)
          };
    }
    for (int i = 0; i < INDEXED_STATUS.length; i++) {
      STATUS[INDEXED_STATUS[i]] = new byte[] {(byte) (0x80 | (STATUS_INDEX + i))};
    }
  }

  private FieldBlock() {}

  /** The pseudo-field {@code :status}, which comes first. */
  public static void status(ByteBuf out, int status) {
    out.writeBytes(STATUS[status]);
  }

  /** What stands before a block when the peer has made its table smaller. */
  public static void emptyTable(ByteBuf out) {
    out.writeByte(0x20);
  }

  /** The name of a field; its value follows. */
  public static void name(ByteBuf out, FieldName name) {
    out.writeBytes(BY_NAME[name.ordinal()]);
  }

  /** Whether a name is a plain one that is kept ready as it is written. */
  public static boolean isReady(String name) {
    return BY_TEXT.containsKey(name) && !name.equals("transfer-encoding");
  }

  /** The name of a field in any case; its value follows. */
  public static void name(ByteBuf out, String name) {
    byte[] known = BY_TEXT.get(name);
    out.writeBytes(known == null ? literal(name.toLowerCase(Locale.ROOT)) : known);
  }

  /** Field {@code i} of a head, its name in lower case. */
  public static void field(ByteBuf out, Head from, int i) {
    FieldName known = from.name(i);
    byte[] octets = from.octets();
    if (known == null || known.text().length() != from.nameEnd(i) - from.nameStart(i)) {
      out.writeByte(0);
      integer(out, 0, 7, from.nameEnd(i) - from.nameStart(i));
      for (int at = from.nameStart(i); at < from.nameEnd(i); at++) {
        byte c = octets[at];
        out.writeByte(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      }
    } else {
      name(out, known);
    }
    int length = from.valueEnd(i) - from.valueStart(i);
    integer(out, 0, 7, length);
    out.writeBytes(octets, from.valueStart(i), length);
  }

  /**
   * The value of a field.
   *
   * @throws IllegalArgumentException for what no field may hold: the last door before the wire
   */
  public static void value(ByteBuf out, String latin1) {
    int length = latin1.length();
    integer(out, 0, 7, length);
    out.ensureWritable(length);
    for (int i = 0; i < length; i++) {
      char c = latin1.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F || c > 0xFF) {
        throw new IllegalArgumentException("a field with octet " + (int) c + " at " + i);
      }
      out.writeByte(c);
    }
  }

  /** A part of a block with these lines, each {@code name: value CRLF}. */
  public static byte[] ofLines(byte[] lines) {
    ByteBuf out = Unpooled.buffer(lines.length);
    for (String line : new String(lines, ISO_8859_1).lines().toList()) {
      int colon = line.indexOf(": ");
      name(out, line.substring(0, colon));
      value(out, line.substring(colon + 2));
    }
    return ByteBufUtil.getBytes(out);
  }

  private static byte[] indexed(int index) {
    ByteBuf out = Unpooled.buffer(2);
    integer(out, 0, 4, index);
    return ByteBufUtil.getBytes(out);
  }

  private static byte[] literal(String lowerCase) {
    ByteBuf out = Unpooled.buffer(lowerCase.length() + 3);
    out.writeByte(0);
    integer(out, 0, 7, lowerCase.length());
    out.writeBytes(lowerCase.getBytes(ISO_8859_1));
    return ByteBufUtil.getBytes(out);
  }

  /** RFC 7541 §5.1. */
  private static void integer(ByteBuf out, int first, int bits, int number) {
    int most = (1 << bits) - 1;
    if (number < most) {
      out.writeByte(first | number);
      return;
    }
    out.writeByte(first | most);
    int rest = number - most;
    while (rest >= 0x80) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
