/**
 * Connections of clients: accepting them, and HTTP/1 as an {@link
 * dev.handoff.gateway.exchange.Exchange}.
 *
 * <p>One request at a time is taken from a connection; what is behind it waits, bounded.
 */
@NullMarked
package dev.handoff.gateway.listen;

import org.jspecify.annotations.NullMarked;
