package dev.handoff.gateway.upstream;

import dev.handoff.core.paths.Octets;
import org.jspecify.annotations.Nullable;

/**
 * How a client's request goes to an app.
 *
 * @param target path and query in origin-form, octet for octet; null for the client's own
 * @param host replaces the Host field (absolute-form targets); null for the client's own
 * @param asGet GET whatever the client's method was, unless that is HEAD; never with a body
 * @param hideConditions leave out Range and If-*
 */
public record AppRequest(
    @Nullable Octets target, @Nullable String host, boolean asGet, boolean hideConditions) {

  /** The same request, with or without conditions and ranges. */
  public AppRequest hidingConditions(boolean hide) {
    return new AppRequest(target, host, asGet, hide);
  }
}
