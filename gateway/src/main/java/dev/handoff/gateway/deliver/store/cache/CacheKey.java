package dev.handoff.gateway.deliver.store.cache;

import dev.handoff.core.paths.Octets;

/**
 * What an object is kept under.
 *
 * @param name hash of {@code text}, 40 hexadecimal digits: fit for a file name, tells nothing
 * @param text location, origin, path and what of the query tells objects apart
 */
record CacheKey(String name, Octets text) {}
