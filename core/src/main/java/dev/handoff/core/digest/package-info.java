/**
 * Digests of what is sent, as fields (RFC 9530).
 *
 * <p>Renders a digest that somebody already knows; nothing is hashed per request.
 */
@NullMarked
package dev.handoff.core.digest;

import org.jspecify.annotations.NullMarked;
