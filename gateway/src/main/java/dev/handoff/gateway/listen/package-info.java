/**
 * Connections of clients: accepting them, and what is spoken on them as an {@link
 * dev.handoff.gateway.exchange.Exchange}.
 *
 * <p>Of HTTP/1 one request at a time is taken; what is behind it waits, bounded. Of HTTP/2 each
 * stream is an exchange.
 */
@NullMarked
package dev.handoff.gateway.listen;

import org.jspecify.annotations.NullMarked;
