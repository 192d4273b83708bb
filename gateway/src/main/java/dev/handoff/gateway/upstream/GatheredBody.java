package dev.handoff.gateway.upstream;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.Head;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A chunked request body that is read whole before its app is asked: uwsgi has no chunks, so the
 * app must be told the length first.
 *
 * <p>Never more than {@link #LARGEST}, since nothing is spooled; a client that wants to send more
 * gets 411 and has to say how much.
 */
final class GatheredBody implements Exchange.BodySink {
  static final int LARGEST = 64 * 1024;

  private final Forwarding forwarding;
  private final OptionalLong maxUpload;
  private final ByteBuf octets = Unpooled.buffer(1024, LARGEST);
  private boolean over;

  GatheredBody(Forwarding forwarding, OptionalLong maxUpload) {
    this.forwarding = forwarding;
    this.maxUpload = maxUpload;
  }

  int size() {
    return octets.readableBytes();
  }

  void writeTo(ByteBuf out) {
    out.writeBytes(octets);
  }

  @Override
  public void data(ByteBuf data) {
    long size = (long) octets.readableBytes() + data.readableBytes();
    if (over) {
      data.release();
    } else if (size > maxUpload.orElse(Long.MAX_VALUE)) {
      data.release();
      over = true;
      forwarding.refuse(413, "the upload is over max_upload");
    } else if (size > LARGEST) {
      data.release();
      over = true;
      forwarding.refuse(
          411, "a uwsgi app must be told the length of an upload over " + LARGEST + " octets");
    } else {
      octets.writeBytes(data);
      data.release();
    }
  }

  @Override
  public void dataBatchEnd() {}

  @Override
  public void end(@Nullable Head trailers) {
    if (!over) {
      forwarding.bodyGathered();
    }
  }

  @Override
  public void bodyFailed() {
    over = true;
  }

  /** Nobody wants it any more. Its memory is the heap's, so nothing else is to be done. */
  void discard() {
    over = true;
  }
}
