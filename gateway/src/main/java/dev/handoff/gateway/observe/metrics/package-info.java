/**
 * What is counted, for Prometheus. Nothing of this is loaded unless {@code metrics} is configured.
 *
 * <p>Labels come from the configuration and from lists that are fixed here, never from requests, so
 * that no client can make more of them.
 */
@NullMarked
package dev.handoff.gateway.observe.metrics;

import org.jspecify.annotations.NullMarked;
