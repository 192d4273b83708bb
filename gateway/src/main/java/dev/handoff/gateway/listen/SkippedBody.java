package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.Head;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The rest of a request body nobody wants, read only to get to the next request. */
final class SkippedBody implements Exchange.BodySink {
  @Override
  public void data(ByteBuf data) {
    data.release();
  }

  @Override
  public void dataBatchEnd() {}

  @Override
  public void end(@Nullable Head trailers) {}

  @Override
  public void bodyFailed() {}
}
