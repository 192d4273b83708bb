/**
 * What {@code handoff.yaml} says, as records the rest of the gateway works with.
 *
 * <p>Records are immutable and may be shared between threads. Everything in them is checked: a
 * {@link dev.handoff.gateway.config.GatewayConfig} that exists can be run. The reader that makes
 * them, and the problems it finds on the way, live in {@link dev.handoff.gateway.config.yaml}.
 */
@NullMarked
package dev.handoff.gateway.config;

import org.jspecify.annotations.NullMarked;
