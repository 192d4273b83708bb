package dev.handoff.gateway.config;

import dev.handoff.core.remote.AllowedUrl;
import java.util.List;
import java.util.Optional;

/**
 * An {@code http} location: either a {@code base} of the operator's, to which the target's rest is
 * appended octet for octet, or URLs of the app's that {@code allow} covers.
 *
 * @param base empty: {@code allow} is not
 * @param allow what URLs a target may name, or, beside a {@code base}, where its redirects may lead
 *     besides its own origin; the first match decides about private addresses
 * @param followRedirects most redirects of a store that are followed for one request; each is
 *     judged like a target. 0: none
 */
public record HttpStore(
    Optional<StoreBase> base, List<AllowedUrl> allow, int followRedirects, StoreAccess access) {

  public HttpStore {
    allow = List.copyOf(allow);
  }
}
