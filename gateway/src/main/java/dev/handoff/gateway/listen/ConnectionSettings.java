package dev.handoff.gateway.listen;

import dev.handoff.gateway.config.Limits;
import dev.handoff.gateway.config.Timeouts;
import dev.handoff.gateway.exchange.Exchange;
import dev.handoff.gateway.exchange.RequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * What connections read of the configuration in force. Each call may answer from a newer one, so an
 * exchange asks once and keeps what it got.
 */
public interface ConnectionSettings {
  RequestHandler handler();

  Limits limits();

  Timeouts timeouts();

  /** What answers over TLS say in Strict-Transport-Security unless the app does; null: nothing. */
  default @Nullable String hsts() {
    return null;
  }

  /** Told once per exchange, when nothing of it is left to do. */
  void finished(Exchange exchange);
}
