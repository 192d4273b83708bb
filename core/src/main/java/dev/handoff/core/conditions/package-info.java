/**
 * Conditional requests: does the client already have this, or the version it means to change? (RFC
 * 9110 §13).
 *
 * <p>In: the lines of the request and the {@code Validators} of what would be sent. Out: a verdict.
 * Touches no file, socket or clock.
 */
@NullMarked
package dev.handoff.core.conditions;

import org.jspecify.annotations.NullMarked;
