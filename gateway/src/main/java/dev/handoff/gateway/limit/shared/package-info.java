/**
 * Budgets that several gateways have in common, kept in Redis or PostgreSQL by Bucket4j.
 *
 * <p>Everything here blocks and belongs on one thread of its own, never on a loop. The libraries
 * are loaded when a configuration names an engine, and not before.
 */
@NullMarked
package dev.handoff.gateway.limit.shared;

import org.jspecify.annotations.NullMarked;
