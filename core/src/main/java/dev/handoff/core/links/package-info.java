/**
 * Signed, expiring links: permission that travels in a URL ({@code docs/links.md} has the format).
 *
 * <p>In: a path, a key, the time. Out: the value of one query parameter, or a verdict about one. No
 * state: a link cannot be withdrawn or counted here. Whoever holds a link has what it permits, so
 * it belongs neither in logs nor in a Referer.
 */
@NullMarked
package dev.handoff.core.links;

import org.jspecify.annotations.NullMarked;
