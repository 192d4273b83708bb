package dev.handoff.gateway.upstream;

import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.Head;
import dev.handoff.gateway.upstream.connection.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * A request body on its way to an app: streamed, never spooled, as fast as the app takes it.
 *
 * <p>A body that breaks off takes the app's connection with it, so that the app cannot mistake what
 * it has for the whole.
 */
final class Upload implements Exchange.BodySink {
  private final Exchange exchange;
  private final Connection connection;
  private final Forwarding forwarding;
  private final boolean chunked;
  private final long limit;
  private long taken;
  private boolean stopped;

  Upload(Forwarding forwarding, Connection connection, boolean chunked, long limit) {
    this.forwarding = forwarding;
    this.exchange = forwarding.exchange();
    this.connection = connection;
    this.chunked = chunked;
    this.limit = limit;
  }

  /** The app's answer is settled: what still comes of the body is thrown away. */
  void stop() {
    stopped = true;
  }

  @Override
  public void data(ByteBuf data) {
    int size = data.readableBytes();
    if (stopped || size == 0) {
      data.release();
      return;
    }
    taken += size;
    if (taken > limit) {
      data.release();
      stopped = true;
      forwarding.refuse(413, "the upload is over max_upload");
      return;
    }
    if (chunked) {
      ByteBuf line = connection.buffer(16);
      ByteBufUtil.writeAscii(line, Integer.toHexString(size));
      connection.write(line.writeShort('\r' << 8 | '\n'));
      connection.write(data);
      connection.write(connection.buffer(2).writeShort('\r' << 8 | '\n'));
    } else {
      connection.write(data);
    }
    if (!connection.isWritable()) {
      connection.flush();
      exchange.pauseBody(!connection.isWritable());
    }
  }

  @Override
  public void dataBatchEnd() {
    if (!stopped) {
      connection.flush();
    }
  }

  @Override
  public void end(@Nullable Head trailers) {
    if (stopped) {
      return;
    }
    if (chunked) {
      ByteBuf last = connection.buffer(64);
      ByteBufUtil.writeAscii(last, "0\r\n");
      if (trailers != null) {
        for (int i = 0; i < trailers.fieldCount(); i++) {
          FieldName name = trailers.name(i);
          // Only fields that nobody here gives a meaning to may come this late.
          if (name == null) {
            trailers.copyLine(i, last);
          }
        }
      }
      connection.write(last.writeShort('\r' << 8 | '\n'));
    }
    connection.flush();
    connection.requestSent();
  }

  @Override
  public void bodyFailed() {
    if (!stopped) {
      stopped = true;
      connection.close();
    }
  }

  void appWritable() {
    if (!stopped) {
      exchange.pauseBody(false);
    }
  }
}
