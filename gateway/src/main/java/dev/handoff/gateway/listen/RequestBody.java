package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.BodyFraming;
import dev.handoff.gateway.http1.BodyReader;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.http1.MalformedMessageException;
import dev.handoff.gateway.http1.RequestHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The body of the request a connection is on: it flows when somebody takes it, unless paused. */
final class RequestBody {
  /** A rest this small is read and dropped, so that the connection lives on. */
  private static final int SKIPPED = 64 * 1024;

  private final BodyReader reader = new BodyReader();
  private Exchange.@Nullable BodySink sink;
  private boolean paused;

  void begin(RequestHead head) {
    reader.start(head);
    sink = null;
    paused = false;
  }

  boolean isDone() {
    return reader.isDone();
  }

  /** Whether octets that come now have somewhere to go. */
  boolean flows() {
    return sink != null && !paused;
  }

  void giveTo(Exchange.BodySink taker) {
    sink = taker;
  }

  /** From here on it is read and dropped. */
  void skip() {
    paused = false;
    sink = new SkippedBody();
  }

  /** Whether what is left is known, short, and not being waited for by a client. */
  boolean isSkippable(RequestHead head) {
    return head.framing() == BodyFraming.LENGTH
        && reader.left() <= SKIPPED
        && !head.expectsContinue();
  }

  /** True when that changed anything. */
  boolean pause(boolean wanted) {
    boolean changed = paused != wanted;
    paused = wanted;
    return changed;
  }

  /**
   * Reads what belongs to the body.
   *
   * @param whole runs when that was all, before the taker is told
   */
  void read(ByteBuf in, Runnable whole) throws MalformedMessageException {
    Exchange.BodySink taker = sink;
    if (taker == null) {
      return;
    }
    reader.read(
        in,
        new BodyReader.Sink() {
          @Override
          public void data(ByteBuf data) {
            taker.data(data);
          }

          @Override
          public void end(@Nullable Head trailers) {
            sink = null;
            whole.run();
            taker.end(trailers);
          }
        });
  }

  void batchEnd() {
    if (sink != null) {
      sink.dataBatchEnd();
    }
  }

  /** The connection is gone. */
  void fail() {
    Exchange.BodySink taker = sink;
    sink = null;
    if (taker != null) {
      taker.bodyFailed();
    }
  }

  /** The connection is gone, and whoever takes the body learns it from the exchange. */
  void forget() {
    sink = null;
  }
}
