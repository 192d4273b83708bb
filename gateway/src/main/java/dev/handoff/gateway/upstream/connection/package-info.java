/**
 * HTTP/1.1 connections to servers behind us, apps and stores alike: kept per event loop, bounded,
 * one exchange at a time, strict about what comes back (RFC 9112).
 */
@NullMarked
package dev.handoff.gateway.upstream.connection;

import org.jspecify.annotations.NullMarked;
