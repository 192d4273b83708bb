/**
 * HTTP/1 on the wire (RFC 9112): heads, framing of bodies, and nothing that is not exactly so.
 *
 * <p>An own reader, because a lenient one is where requests get smuggled: what one side reads as
 * two messages the other reads as one. Everything here works on octets; nothing decides what a
 * message means. Types are not thread-safe: each stays on the event loop of its connection.
 */
@NullMarked
package dev.handoff.gateway.http1;

import org.jspecify.annotations.NullMarked;
