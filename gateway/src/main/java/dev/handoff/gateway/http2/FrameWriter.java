package dev.handoff.gateway.http2;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Writes frames (RFC 9113 §6). Each call needs as much room as the frame takes. */
public final class FrameWriter {
  /** Octets before every payload. */
  public static final int HEADER = FrameType.HEADER;

  /** Octets that any frame written here takes at most, but for DATA and HEADERS. */
  public static final int SMALL = 128;

  private FrameWriter() {}

  /**
   * Our SETTINGS, and the window of the connection.
   *
   * @param streams most streams at a time
   * @param streamWindow octets a client may send on a stream before we say more
   * @param connectionWindow the same for all streams together, more than 65535
   * @param fields largest list of fields, as RFC 9113 §6.5.2 counts it
   */
  public static void settings(
      ByteBuf out, int streams, int streamWindow, int connectionWindow, int fields) {
    header(out, 18, FrameType.SETTINGS, 0, 0);
    out.writeShort(PeerSettings.MAX_CONCURRENT_STREAMS).writeInt(streams);
    out.writeShort(PeerSettings.INITIAL_WINDOW_SIZE).writeInt(streamWindow);
    out.writeShort(PeerSettings.MAX_HEADER_LIST_SIZE).writeInt(fields);
    windowUpdate(out, 0, connectionWindow - PeerSettings.DEFAULT_WINDOW);
  }

  public static void settingsAck(ByteBuf out) {
    header(out, 0, FrameType.SETTINGS, FrameType.ACK, 0);
  }

  public static void pingAck(ByteBuf out, long content) {
    header(out, 8, FrameType.PING, FrameType.ACK, 0);
    out.writeLong(content);
  }

  public static void reset(ByteBuf out, int stream, ErrorCode code) {
    header(out, 4, FrameType.RST_STREAM, 0, stream);
    out.writeInt(code.number());
  }

  public static void windowUpdate(ByteBuf out, int stream, int increment) {
    header(out, 4, FrameType.WINDOW_UPDATE, 0, stream);
    out.writeInt(increment);
  }

  /**
   * @param last stream that was or will be worked on
   * @param reason at most 100 ASCII characters, for whoever debugs the client
   */
  public static void goAway(ByteBuf out, int last, ErrorCode code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(text.length, 100);
    header(out, 8 + length, FrameType.GOAWAY, 0, 0);
    out.writeInt(last).writeInt(code.number()).writeBytes(text, 0, length);
  }

  /** The octets before the payload of a DATA frame. */
  public static void data(ByteBuf out, int stream, int length, boolean end) {
    header(out, length, FrameType.DATA, end ? FrameType.END_STREAM : 0, stream);
  }

  /** Turns the DATA frame whose header begins at {@code index} into one of another length. */
  public static void changeData(ByteBuf out, int index, int length, boolean end) {
    out.setMedium(index, length);
    out.setByte(index + 4, end ? FrameType.END_STREAM : 0);
  }

  /** Octets that {@link #headers} takes for a block of that size. */
  public static int headersSize(int block, int maxFrame) {
    return block + HEADER * (1 + block / maxFrame);
  }

  /** HEADERS with all of {@code block}, and as many CONTINUATION frames as it takes. */
  public static void headers(ByteBuf out, int stream, ByteBuf block, boolean end, int maxFrame) {
    int type = FrameType.HEADERS;
    int flags = end ? FrameType.END_STREAM : 0;
    do {
      int length = Math.min(maxFrame, block.readableBytes());
      boolean last = length == block.readableBytes();
      header(out, length, type, flags | (last ? FrameType.END_HEADERS : 0), stream);
      out.writeBytes(block, length);
      type = FrameType.CONTINUATION;
      flags = 0;
    } while (block.isReadable());
  }

  private static void header(ByteBuf out, int length, int type, int flags, int stream) {
    out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
  }
}
