package dev.handoff.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames out of the octets of a connection (RFC 9113 §4, §6), and puts field blocks together.
 *
 * <p>What is wrong with a frame by itself is refused here; whether it fits the state of its stream
 * is for whoever takes it.
 */
public final class FrameReader {
  /** The client's first octets (RFC 9113 §3.4). */
  static final byte[] PREFACE = {
    'P', 'R', 'I', ' ', '*', ' ', 'H', 'T', 'T', 'P', '/', '2', '.', '0', '\r', '\n', '\r', '\n',
    'S', 'M', '\r', '\n', '\r', '\n'
  };

  /**
   * CONTINUATION frames of one block. A block of 64 KB needs four; without an end a client could
   * send empty ones for ever.
   */
  public static final int MAX_CONTINUATIONS = 32;

  /** Takes the frames, in order. Buffers are valid during the call. */
  public interface Sink {
    /** Whether another frame may come now; if not, it stays where it is. */
    boolean takesMore();

    /**
     * @param counted octets that count for flow control: content and padding
     */
    void data(int stream, ByteBuf content, int counted, boolean end)
        throws ConnectionError, StreamError;

    /**
     * @param block whole, however many frames it came in
     */
    void headers(int stream, ByteBuf block, boolean end) throws ConnectionError, StreamError;

    void reset(int stream, int code) throws ConnectionError;

    /** All settings of a frame are in {@code peer} already. */
    void settings(int windowBefore) throws ConnectionError;

    void ping(long content) throws ConnectionError;

    void goAway();

    void windowUpdate(int stream, int increment) throws ConnectionError, StreamError;

    /** A frame that changes nothing: PRIORITY, an acknowledgement, or a type nobody knows. */
    void idle() throws ConnectionError;
  }

  private final ByteBufAllocator allocator;
  private final PeerSettings peer;
  private final int blockLimit;
  private int prefaceSeen;
  private boolean settingsSeen;
  private @Nullable ByteBuf block;
  private int blockStream;
  private boolean blockEnds;
  private int continuations;

  /**
   * @param peer is kept up to date
   * @param blockLimit largest field block in octets as they come, compressed
   */
  public FrameReader(ByteBufAllocator allocator, PeerSettings peer, int blockLimit) {
    this.allocator = allocator;
    this.peer = peer;
    this.blockLimit = blockLimit;
  }

  /** Whether the preface, or a field block, has begun and not ended. */
  public boolean isInHead() {
    return !settingsSeen || block != null;
  }

  /** Gives back what an unfinished block holds. */
  public void close() {
    if (block != null) {
      block.release();
      block = null;
    }
  }

  /**
   * Reads whole frames and leaves the rest in {@code in}.
   *
   * @throws StreamError for one frame; reading may go on behind it
   */
  public void read(ByteBuf in, Sink sink) throws ConnectionError, StreamError {
    if (!preface(in)) {
      return;
    }
    while (in.readableBytes() >= FrameType.HEADER && sink.takesMore()) {
      int start = in.readerIndex();
      int length = in.getUnsignedMedium(start);
      if (length > PeerSettings.DEFAULT_FRAME) {
        throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "a frame over 16384 octets");
      }
      if (in.readableBytes() < FrameType.HEADER + length) {
        return;
      }
      int type = in.getUnsignedByte(start + 3);
      int flags = in.getUnsignedByte(start + 4);
      int stream = in.getInt(start + 5) & Integer.MAX_VALUE;
      int end = start + FrameType.HEADER + length;
      int limit = in.writerIndex();
      in.readerIndex(start + FrameType.HEADER).writerIndex(end);
      try {
        frame(type, flags, stream, in, length, sink);
      } finally {
        in.writerIndex(limit).readerIndex(end);
      }
    }
  }

  private boolean preface(ByteBuf in) throws ConnectionError {
    while (prefaceSeen < PREFACE.length) {
      if (!in.isReadable()) {
        return false;
      }
      if (in.readByte() != PREFACE[prefaceSeen++]) {
        throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "no HTTP/2 preface");
      }
    }
    return true;
  }

  private void frame(int type, int flags, int stream, ByteBuf in, int length, Sink sink)
      throws ConnectionError, StreamError {
    if (!settingsSeen && (type != FrameType.SETTINGS || (flags & FrameType.ACK) != 0)) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "the first frame is not SETTINGS");
    }
    if (block != null && (type != FrameType.CONTINUATION || stream != blockStream)) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "a frame within a field block");
    }
    switch (type) {
      case FrameType.DATA -> {
        onStream(stream);
        unpad(flags, in, length);
        sink.data(stream, in, length, (flags & FrameType.END_STREAM) != 0);
      }
      case FrameType.HEADERS -> headers(flags, stream, in, length, sink);
      case FrameType.PRIORITY -> {
        onStream(stream);
        if (length != 5) {
          throw new StreamError(stream, ErrorCode.FRAME_SIZE_ERROR, "PRIORITY not of 5 octets");
        }
        notOnItself(stream, in.readInt());
        sink.idle();
      }
      case FrameType.RST_STREAM -> {
        onStream(stream);
        sized(length, 4);
        sink.reset(stream, in.readInt());
      }
      case FrameType.SETTINGS -> settings(flags, stream, in, length, sink);
      case FrameType.PUSH_PROMISE ->
          throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "a client cannot push");
      case FrameType.PING -> {
        onConnection(stream);
        sized(length, 8);
        if ((flags & FrameType.ACK) == 0) {
          sink.ping(in.readLong());
        } else {
          sink.idle();
        }
      }
      case FrameType.GOAWAY -> {
        onConnection(stream);
        if (length < 8) {
          throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "GOAWAY under 8 octets");
        }
        sink.goAway();
      }
      case FrameType.WINDOW_UPDATE -> {
        sized(length, 4);
        int increment = in.readInt() & Integer.MAX_VALUE;
        if (increment == 0) {
          noIncrement(stream);
        }
        sink.windowUpdate(stream, increment);
      }
      case FrameType.CONTINUATION -> continuation(flags, in, sink);
      default -> sink.idle();
    }
  }

  private static void noIncrement(int stream) throws ConnectionError, StreamError {
    if (stream == 0) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "WINDOW_UPDATE by nothing");
    }
    throw new StreamError(stream, ErrorCode.PROTOCOL_ERROR, "WINDOW_UPDATE by nothing");
  }

  private void settings(int flags, int stream, ByteBuf in, int length, Sink sink)
      throws ConnectionError {
    onConnection(stream);
    if ((flags & FrameType.ACK) != 0) {
      sized(length, 0);
      sink.idle();
      return;
    }
    if (length % 6 != 0) {
      throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "SETTINGS not of 6 octets each");
    }
    int before = peer.initialWindow();
    while (in.isReadable()) {
      peer.set(in.readUnsignedShort(), in.readUnsignedInt());
    }
    settingsSeen = true;
    sink.settings(before);
  }

  private void headers(int flags, int stream, ByteBuf in, int length, Sink sink)
      throws ConnectionError, StreamError {
    onStream(stream);
    unpad(flags, in, length);
    int dependsOn = 0;
    if ((flags & FrameType.PRIORITY_FLAG) != 0) {
      if (in.readableBytes() < 5) {
        throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "HEADERS too short for a priority");
      }
      dependsOn = in.readInt() & Integer.MAX_VALUE;
      in.skipBytes(1);
    }
    boolean ends = (flags & FrameType.END_STREAM) != 0;
    if ((flags & FrameType.END_HEADERS) != 0) {
      sink.headers(stream, in, ends);
    } else {
      block = allocator.buffer(2 * PeerSettings.DEFAULT_FRAME, Integer.MAX_VALUE);
      blockStream = stream;
      blockEnds = ends;
      continuations = 0;
      append(in);
    }
    if (dependsOn == stream) {
      throw new StreamError(stream, ErrorCode.PROTOCOL_ERROR, "a stream that depends on itself");
    }
  }

  private void continuation(int flags, ByteBuf in, Sink sink) throws ConnectionError, StreamError {
    ByteBuf begun = block;
    if (begun == null) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "CONTINUATION of nothing");
    }
    if (++continuations > MAX_CONTINUATIONS) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "too many CONTINUATION frames");
    }
    append(in);
    if ((flags & FrameType.END_HEADERS) != 0) {
      block = null;
      try {
        sink.headers(blockStream, begun, blockEnds);
      } finally {
        begun.release();
      }
    }
  }

  private void append(ByteBuf in) throws ConnectionError {
    ByteBuf begun = block;
    if (begun == null || begun.readableBytes() + in.readableBytes() > blockLimit) {
      throw new ConnectionError(ErrorCode.ENHANCE_YOUR_CALM, "a field block over the limit");
    }
    begun.writeBytes(in);
  }

  private static void unpad(int flags, ByteBuf in, int length) throws ConnectionError {
    if ((flags & FrameType.PADDED) == 0) {
      return;
    }
    if (length < 1) {
      throw new ConnectionError(ErrorCode.FRAME_SIZE_ERROR, "no room for the length of padding");
    }
    int padding = in.readUnsignedByte();
    if (padding > in.readableBytes()) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "more padding than payload");
    }
    in.writerIndex(in.writerIndex() - padding);
  }

  private static void notOnItself(int stream, int dependency) throws StreamError {
    if ((dependency & Integer.MAX_VALUE) == stream) {
      throw new StreamError(stream, ErrorCode.PROTOCOL_ERROR, "a stream that depends on itself");
    }
  }

  private static void onStream(int stream) throws ConnectionError {
    if (stream == 0) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "a frame of no stream");
    }
  }

  private static void onConnection(int stream) throws ConnectionError {
    if (stream != 0) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "a frame of the connection on a stream");
    }
  }

  private static void sized(int length, int wanted) throws ConnectionError {
    if (length != wanted) {
      throw new ConnectionError(
          ErrorCode.FRAME_SIZE_ERROR, "a frame of " + length + " octets instead of " + wanted);
    }
  }
}
