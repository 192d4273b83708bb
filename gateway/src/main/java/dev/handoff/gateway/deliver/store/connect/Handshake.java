package dev.handoff.gateway.deliver.store.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handoff.gateway.deliver.store.address.HostSpelling;
import dev.handoff.gateway.upstream.connection.Failure;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * TLS on a connection that has just been opened: the server's name is said (RFC 6066 §3) and its
 * certificate must be for that name or address (RFC 9110 §4.3.4). Revoked certificates are not
 * found out.
 */
final class Handshake {
  private Handshake() {}

  /**
   * @param within for the whole handshake
   * @param done told once, on the loop: empty when the channel carries HTTP from now on
   */
  static void start(
      Channel channel,
      SslContext context,
      HostSpelling host,
      int port,
      Duration within,
      Executor blocking,
      Consumer<Optional<Failure>> done) {
    SslHandler tls = context.newHandler(channel.alloc(), peer(host), port, blocking);
    name(tls.engine(), host);
    tls.setHandshakeTimeoutMillis(within.toMillis());
    TlsEdge edge = new TlsEdge();
    tls.handshakeFuture()
        .addListener(handshake -> {
          if (handshake.isSuccess()) {
            edge.open();
            done.accept(Optional.empty());
          } else {
            done.accept(Optional.of(TlsFailures.of(handshake.cause())));
          }
        });
    channel.pipeline().addLast(tls, edge);
  }

  private static void name(SSLEngine engine, HostSpelling host) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (host instanceof HostSpelling.Name name) {
      // Octets, because the constructor from text refuses underscores.
      parameters.setServerNames(
          List.of(new SNIHostName(name.withoutFinalDot().getBytes(US_ASCII))));
    }
    engine.setSSLParameters(parameters);
  }

  private static String peer(HostSpelling host) {
    return switch (host) {
      case HostSpelling.Literal literal -> literal.address().getHostAddress();
      case HostSpelling.Name name -> name.withoutFinalDot();
      case HostSpelling.Refused refused -> throw new IllegalStateException(refused.reason());
    };
  }
}
