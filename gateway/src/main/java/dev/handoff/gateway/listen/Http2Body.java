package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.RequestHead;
import dev.handoff.gateway.http1.Trailers;
import dev.handoff.gateway.http2.ErrorCode;
import dev.handoff.gateway.http2.StreamError;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A request body on its stream. What nobody takes yet waits, no more than the stream's window: the
 * client gets its window back only when octets are taken.
 */
final class Http2Body {
  /** Octets a client may send on a stream that nobody takes yet. */
  static final int WINDOW = 128 * 1024;

  /** So much is taken before the client hears of it. */
  private static final int STEP = WINDOW / 4;

  private final Http2Connection connection;
  private final int stream;
  private final long declared;
  private final boolean exists;
  private long received;
  private int window = WINDOW;
  private int unreturned;
  private Exchange.@Nullable BodySink sink;
  private boolean paused;
  private boolean ended;
  private @Nullable Trailers trailers;
  private @Nullable ByteBuf waiting;

  /**
   * @param ended the head was all
   */
  Http2Body(Http2Connection connection, int stream, RequestHead head, boolean ended) {
    this.connection = connection;
    this.stream = stream;
    this.ended = ended;
    this.exists = head.framing() != BodyFraming.NONE;
    this.declared = head.framing() == BodyFraming.CHUNKED ? Long.MAX_VALUE : head.contentLength();
  }

  /** Whether there is a body at all. */
  boolean exists() {
    return exists;
  }

  /** Whether the client has sent all of it. */
  boolean isEnded() {
    return ended;
  }

  /** Whether somebody waits for octets that the client has not sent. */
  boolean isAwaited() {
    return sink != null && !paused && !ended;
  }

  /** Octets of content so far. */
  long received() {
    return received;
  }

  /**
   * Octets arrive.
   *
   * @param content valid during the call
   * @param counted with padding
   */
  void data(ByteBuf content, int counted) throws StreamError {
    int size = content.readableBytes();
    window -= counted;
    received += size;
    if (window < 0 || received > declared) {
      connection.taken(counted);
      throw window < 0
          ? new StreamError(stream, ErrorCode.FLOW_CONTROL_ERROR, "more than the stream's window")
          : new StreamError(stream, ErrorCode.PROTOCOL_ERROR, "a body over its Content-Length");
    }
    Exchange.BodySink taker = sink;
    if (taker != null && !paused && waiting == null) {
      taken(counted);
      if (size > 0) {
        taker.data(content.readRetainedSlice(size));
      }
      return;
    }
    taken(counted - size);
    if (size > 0) {
      ByteBuf kept = waiting;
      if (kept == null) {
        kept = connection.channel().alloc().buffer(size, WINDOW);
        waiting = kept;
      }
      kept.writeBytes(content);
    }
  }

  private void taken(int octets) {
    connection.taken(octets);
    unreturned += octets;
    if (unreturned >= STEP && !ended) {
      connection.output().windowUpdate(stream, unreturned);
      window += unreturned;
      unreturned = 0;
    }
  }

  /** The client has sent all. */
  void end(@Nullable Trailers fields) throws StreamError {
    ended = true;
    if (declared != Long.MAX_VALUE && received != declared) {
      throw new StreamError(stream, ErrorCode.PROTOCOL_ERROR, "a body under its Content-Length");
    }
    trailers = fields;
    flow();
  }

  void giveTo(Exchange.BodySink taker) {
    sink = taker;
  }

  void pause(boolean wanted) {
    paused = wanted;
  }

  /** Hands on what waits. */
  void flow() {
    Exchange.BodySink taker = sink;
    if (taker == null || paused) {
      return;
    }
    ByteBuf kept = waiting;
    if (kept != null) {
      waiting = null;
      taken(kept.readableBytes());
      taker.data(kept);
      batchEnd();
    }
    if (ended && !paused && sink != null) {
      sink = null;
      taker.end(trailers == null || trailers.fieldCount() == 0 ? null : trailers);
    }
  }

  void batchEnd() {
    if (sink != null) {
      sink.dataBatchEnd();
    }
  }

  /** Nobody wants it any more. */
  void drop() {
    sink = null;
    ByteBuf kept = waiting;
    waiting = null;
    if (kept != null) {
      connection.taken(kept.readableBytes());
      kept.release();
    }
  }
}
