package dev.handoff.gateway.listen;

import dev.handoff.gateway.exchange.Tunnel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** The client's end of an upgraded HTTP/1 connection. */
final class Http1Tunnel implements Tunnel {
  private final Http1Connection connection;
  private final Channel channel;
  private final Http1Exchange exchange;

  Http1Tunnel(Http1Connection connection, Http1Exchange exchange) {
    this.connection = connection;
    this.channel = connection.channel();
    this.exchange = exchange;
  }

  @Override
  public void toClient(ByteBuf data) {
    exchange.record().sent(data.readableBytes());
    channel.write(data, channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void pauseReading(boolean pause) {
    channel.config().setAutoRead(!pause);
  }

  @Override
  public void close() {
    exchange.record().whole();
    connection.closeAfterFlush(false);
  }
}
