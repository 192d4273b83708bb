/**
 * One request and its answer, whatever carried it: what routing, proxying and delivery see.
 *
 * <p>The protocol lives in subclasses in {@code listen}. An exchange is confined to its event loop.
 */
@NullMarked
package dev.handoff.gateway.exchange;

import org.jspecify.annotations.NullMarked;
