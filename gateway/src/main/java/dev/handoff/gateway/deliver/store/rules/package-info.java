/**
 * What a location lets apps and stores name: from a target's octets to a store's origin and request
 * target, or to a refusal with its reason.
 *
 * <p>Decoding happens here to check, never to rebuild: what an app wrote for a web server goes out
 * octet for octet, so that a signature over it stays true. Only keys of buckets are decoded and
 * encoded anew, because the gateway signs them itself. Touches no socket, file or clock, and looks
 * up no name: whether an address may be connected to is judged where one is known.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.rules;

import org.jspecify.annotations.NullMarked;
