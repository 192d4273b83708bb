package dev.handoff.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One HTTP/2 connection in the clear, seen from the client, frame by frame: it sends whatever it is
 * told to, and believes nothing.
 *
 * <pre>{@code
 * try (Http2Client client = Http2Client.connect(address)) {
 *   client.get(1, "/a.txt");
 *   Http2Answer answer = client.answer(1);
 * }
 * }</pre>
 *
 * <p>Fields are sent as literals. Used by one thread.
 */
public final class Http2Client implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PUSH_PROMISE = 5;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;
  public static final int CONTINUATION = 9;

  public static final int END_STREAM = 1;
  public static final int ACK = 1;
  public static final int END_HEADERS = 4;
  public static final int PADDED = 8;

  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);

  /** One frame. */
  public record Frame(int type, int flags, int stream, byte[] payload) {
    public boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** The 32 bits at {@code offset}: an error code, an increment. */
    public int number(int offset) {
      return ByteBuffer.wrap(payload).getInt(offset);
    }
  }

  private final Wire wire;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);
  private final Map<Integer, Http2Answer> answers = new HashMap<>();
  private final List<Frame> others = new ArrayList<>();
  private boolean wide = true;

  private Http2Client(Wire wire) {
    this.wire = wire;
  }

  /** A connection on which nothing was sent yet, not even the preface. */
  public static Http2Client bare(SocketAddress address) {
    try {
      return new Http2Client(Wire.connect(address));
    } catch (IOException e) {
      throw new UncheckedIOException("connect to " + address, e);
    }
  }

  /** A connection with the preface and empty SETTINGS, and all the window there is. */
  public static Http2Client connect(SocketAddress address) {
    return bare(address).preface().frame(SETTINGS, 0, 0);
  }

  public Http2Client preface() {
    return send(PREFACE);
  }

  /** Gives no window back by itself. */
  public Http2Client narrow() {
    wide = false;
    return this;
  }

  public Http2Client patience(Duration longest) {
    wire.patience(longest);
    return this;
  }

  // --- sending

  /** Sends octets as they are. A connection that is gone shows itself when reading. */
  public Http2Client send(byte[] octets) {
    try {
      wire.write(octets);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the other side does not read", e);
    } catch (IOException gone) {
      // Seen by whoever reads next.
    }
    return this;
  }

  public Http2Client frame(int type, int flags, int stream, byte... payload) {
    return send(encode(type, flags, stream, payload));
  }

  public static byte[] encode(int type, int flags, int stream, byte... payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  public static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** One setting. */
  public Http2Client setting(int id, int value) {
    return frame(SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) id).putInt(value).array());
  }

  public Http2Client windowUpdate(int stream, int increment) {
    return frame(WINDOW_UPDATE, 0, stream, number(increment));
  }

  public Http2Client reset(int stream, int code) {
    return frame(RST_STREAM, 0, stream, number(code));
  }

  public Http2Client data(int stream, boolean end, String text) {
    return frame(DATA, end ? END_STREAM : 0, stream, text.getBytes(ISO_8859_1));
  }

  /**
   * A whole block of fields.
   *
   * @param fields each {@code name: value}; names may begin with a colon
   */
  public Http2Client headers(int stream, boolean end, String... fields) {
    return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
  }

  /** A request with further fields. */
  public Http2Client request(
      int stream, boolean end, String method, String path, String... further) {
    List<String> fields =
        new ArrayList<>(
            List.of(":method: " + method, ":scheme: http", ":authority: a", ":path: " + path));
    fields.addAll(List.of(further));
    return headers(stream, end, fields.toArray(String[]::new));
  }

  public Http2Client get(int stream, String path, String... further) {
    return request(stream, true, "GET", path, further);
  }

  /** Fields as literals without indexing (RFC 7541 §6.2.2). */
  public static byte[] block(String... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String field : fields) {
      int colon = field.indexOf(": ", 1);
      out.write(0);
      string(out, field.substring(0, colon));
      string(out, field.substring(colon + 2));
    }
    return out.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, String text) {
    int length = text.length();
    if (length < 127) {
      out.write(length);
    } else {
      out.write(127);
      length -= 127;
      while (length >= 128) {
        out.write(length & 127 | 128);
        length >>>= 7;
      }
      out.write(length);
    }
    out.writeBytes(text.getBytes(ISO_8859_1));
  }

  // --- receiving

  /** The next frame, whatever it is; null at the end of the connection. */
  public Frame next() {
    try {
      byte[] head = new byte[9];
      if (!read(head)) {
        return null;
      }
      ByteBuffer header = ByteBuffer.wrap(head);
      int length = (header.get() & 0xFF) << 16 | (header.getShort() & 0xFFFF);
      Frame frame =
          new Frame(header.get() & 0xFF, header.get() & 0xFF, header.getInt(), new byte[length]);
      return read(frame.payload()) ? took(frame) : null;
    } catch (SocketTimeoutException e) {
      throw new NothingMoved(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean read(byte[] into) throws IOException {
    for (int i = 0; i < into.length; i++) {
      int octet = wire.read();
      if (octet < 0) {
        return false;
      }
      into[i] = (byte) octet;
    }
    return true;
  }

  private Frame took(Frame frame) {
    switch (frame.type()) {
      case DATA -> {
        Http2Answer answer = answers.computeIfAbsent(frame.stream(), Http2Answer::new);
        answer.data(frame.payload(), frame.has(END_STREAM));
        if (wide && frame.payload().length > 0) {
          windowUpdate(0, frame.payload().length);
          if (!frame.has(END_STREAM)) {
            windowUpdate(frame.stream(), frame.payload().length);
          }
        }
      }
      case HEADERS -> {
        if (!frame.has(END_HEADERS)) {
          throw new AssertionError("a head over several frames is not expected here");
        }
        answers
            .computeIfAbsent(frame.stream(), Http2Answer::new)
            .headers(decode(frame), frame.has(END_STREAM));
      }
      case RST_STREAM ->
          answers.computeIfAbsent(frame.stream(), Http2Answer::new).reset(frame.number(0));
      case SETTINGS -> {
        if (!frame.has(ACK)) {
          frame(SETTINGS, ACK, 0);
        }
        others.add(frame);
      }
      default -> others.add(frame);
    }
    return frame;
  }

  private List<Field> decode(Frame frame) {
    try {
      List<Field> fields = new ArrayList<>();
      decoder
          .decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()))
          .forEach(field ->
              fields.add(
                  new Field(
                      field.getKey().toString(), field.getValue().toString(), field.toString())));
      return fields;
    } catch (Http2Exception e) {
      throw new AssertionError("a block that cannot be decoded", e);
    }
  }

  /** Reads until the answer on {@code stream} is whole, or reset. */
  public Http2Answer answer(int stream) {
    return until(stream, Http2Answer::isOver);
  }

  /** Reads until the head of the final answer on {@code stream} is there. */
  public Http2Answer head(int stream) {
    return until(stream, Http2Answer::hasStatus);
  }

  /** Reads until {@code stream} has so much content. */
  public Http2Answer content(int stream, int octets) {
    return until(stream, answer -> answer.content().length >= octets);
  }

  /** Reads until a condition of the answer on {@code stream} holds. */
  public Http2Answer until(int stream, java.util.function.Predicate<Http2Answer> condition) {
    Http2Answer answer = answers.computeIfAbsent(stream, Http2Answer::new);
    while (!condition.test(answer)) {
      Frame frame = next();
      if (frame == null) {
        throw new AssertionError("the connection ended; received " + answers + " " + others);
      }
      if (frame.type() == GOAWAY && frame.number(4) != 0) {
        throw new AssertionError(
            "GOAWAY " + frame.number(4) + " " + new String(frame.payload(), ISO_8859_1));
      }
    }
    return answer;
  }

  /** Reads until a frame of that type comes. */
  public Frame await(int type) {
    while (true) {
      Frame frame = next();
      if (frame == null) {
        throw new AssertionError("the connection ended without frame " + type);
      }
      if (frame.type() == type) {
        return frame;
      }
    }
  }

  /** Reads until GOAWAY and then to the end of the connection; the error code. */
  public int awaitGoAway() {
    int code = await(GOAWAY).number(4);
    Frame frame = next();
    while (frame != null) {
      frame = next();
    }
    return code;
  }

  /** Reads until the server has answered a PING: everything sent before is worked on. */
  public Http2Client settle() {
    frame(PING, 0, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    Frame frame = await(PING);
    if (!frame.has(ACK)) {
      throw new AssertionError("a PING of the server's own");
    }
    return this;
  }

  /** Frames of the connection, and of unknown types, in order. */
  public List<Frame> others() {
    return others;
  }

  /** Ends with a TCP reset. */
  public void cut() {
    try {
      wire.reset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
