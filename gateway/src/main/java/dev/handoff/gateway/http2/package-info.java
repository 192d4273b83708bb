/**
 * HTTP/2 on the wire (RFC 9113, RFC 7541): frames, field blocks, and nothing that is not exactly
 * so.
 *
 * <p>Field blocks are decoded by Netty's HPACK decoder; everything else is our own. Netty's
 * connection handler keeps per stream a dozen objects, two queues and a tree of priorities that RFC
 * 9113 has given up, and it owns the writing: nothing could be copied straight from a file into the
 * frame, and no answer's head could leave as octets that were ready before. Nothing here knows an
 * exchange or a channel. Types stay on the event loop of their connection.
 */
@NullMarked
package dev.handoff.gateway.http2;

import org.jspecify.annotations.NullMarked;
