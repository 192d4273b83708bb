package dev.handoff.gateway.observe;

import dev.handoff.gateway.exchange.Exchange;

/** How a request becomes a line, line feed included. Called on event loops: must be thread-safe. */
interface LineFormat {
  byte[] line(Exchange exchange);
}
