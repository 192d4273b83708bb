package dev.handoff.gateway.upstream.connection;

import dev.handoff.gateway.http1.BodyReader;
import dev.handoff.gateway.http1.Head;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Where the body of an answer goes that nobody wants. */
enum DroppedBody implements BodyReader.Sink {
  DROPPED;

  @Override
  public void data(ByteBuf data) {
    data.release();
  }

  @Override
  public void end(@Nullable Head trailers) {}
}
