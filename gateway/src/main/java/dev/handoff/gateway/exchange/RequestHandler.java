package dev.handoff.gateway.exchange;

/** Answers exchanges. Called on the exchange's loop; must not block. */
@FunctionalInterface
public interface RequestHandler {
  /** Answers now or later; whoever throws has answered nothing. */
  void handle(Exchange exchange);
}
