package dev.handoff.gateway.upstream.connection;

import java.time.Duration;

/**
 * How many connections a server gets.
 *
 * @param connections open at once, all loops together
 * @param queue requests that may wait for one
 * @param idlePerLoop connections without a request that are kept
 * @param idleTimeout after which they are closed
 */
public record Bounds(int connections, int queue, int idlePerLoop, Duration idleTimeout) {}
