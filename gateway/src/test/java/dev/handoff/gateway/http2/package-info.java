/** HTTP/2 over real sockets: what it serves, and what it refuses and how. */
@org.jspecify.annotations.NullMarked
package dev.handoff.gateway.http2;
