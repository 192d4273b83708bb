package dev.handoff.gateway.route;

import dev.handoff.core.paths.Octets;
import dev.handoff.core.paths.UriPath;
import dev.handoff.gateway.exchange.Exchange;
import java.util.Optional;

/** Answers a request for a path that a signed link opens. */
@FunctionalInterface
public interface LinkHandler {
  /**
   * @param path of the request, which leads to {@code to} in whatever way it is read
   * @param query as the client sent it
   */
  void serve(Exchange exchange, Route.ToLinked to, UriPath.Accepted path, Optional<Octets> query);
}
