package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestHandler;

/** For a connection that speaks plain HTTP where TLS is spoken: 400, and no second request. */
record PlainOnTls(ConnectionSettings settings) implements ConnectionSettings {
  private static final RequestHandler REFUSAL =
      exchange -> {
        if (exchange instanceof Http1Exchange http1) {
          http1.refuse(400, "plain HTTP was sent to a port for HTTPS");
        }
      };

  @Override
  public RequestHandler handler() {
    return REFUSAL;
  }

  @Override
  public Limits limits() {
    return settings.limits();
  }

  @Override
  public Timeouts timeouts() {
    return settings.timeouts();
  }

  @Override
  public void finished(Exchange exchange) {
    settings.finished(exchange);
  }
}
