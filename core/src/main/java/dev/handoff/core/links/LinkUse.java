package dev.handoff.core.links;

import dev.handoff.core.paths.Octets;
import java.util.Optional;

/**
 * A request that shows a link.
 *
 * @param rawPath as the client sent it
 * @param rawQuery what stands behind the question mark, link included; may be empty
 * @param client address, 4 or 16 octets; empty when unknown: links for a network fail then
 * @param subject who asks, as far as the verifier knows; empty: links for a subject are good for
 *     whoever holds them
 */
public record LinkUse(
    Octets rawPath, String rawQuery, Optional<Octets> client, Optional<String> subject) {}
