package dev.handoff.gateway.upstream;

import dev.handoff.gateway.exchange.AnswerHead;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.Tunnel;
import dev.handoff.gateway.http1.FieldName;
import dev.handoff.gateway.http1.ResponseHead;
import dev.handoff.gateway.upstream.connection.Connection;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The app's end of an upgraded connection: octets cross as they come, neither side runs ahead. */
final class AppTunnel implements Tunnel.Peer {
  private final Connection app;
  private @Nullable Tunnel client;

  private AppTunnel(Connection app) {
    this.app = app;
  }

  /** Whether the client asked for a WebSocket and the app agreed to exactly that. */
  static boolean isAgreed(Exchange exchange, ResponseHead answer) {
    int i = answer.indexOf(FieldName.UPGRADE, 0);
    return i >= 0
        && answer.valueIs(i, "websocket")
        && RequestWriter.asksForWebSocket(exchange.request());
  }

  /** Sends the client the app's 101; from here on octets cross. */
  static AppTunnel open(Exchange exchange, ResponseHead answer, Connection app) {
    AnswerHead out = exchange.answer(101);
    AppFields.copyAll(answer, out);
    out.field("Connection", "Upgrade").field("Upgrade", "websocket");
    AppTunnel tunnel = new AppTunnel(app);
    app.tunnel();
    tunnel.client = exchange.tunnel(out, tunnel);
    if (tunnel.client == null) {
      app.close();
    }
    return tunnel;
  }

  @Override
  public void fromClient(ByteBuf data) {
    app.write(data);
    app.flush();
    if (client != null && !app.isWritable()) {
      client.pauseReading(true);
    }
  }

  @Override
  public void clientEnded() {
    app.shutdownOutput();
  }

  @Override
  public void clientGone() {
    app.close();
  }

  @Override
  public void clientWritable() {
    app.pause(false);
  }

  void fromApp(ByteBuf data) {
    if (client == null) {
      data.release();
      return;
    }
    client.toClient(data);
    if (!client.isWritable()) {
      app.pause(true);
    }
  }

  void batchEnd() {
    if (client != null) {
      client.flush();
    }
  }

  void appWritable() {
    if (client != null) {
      client.pauseReading(false);
    }
  }

  void appGone() {
    if (client != null) {
      client.close();
    }
  }
}
