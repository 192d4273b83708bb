/**
 * One request and its answer, exactly as they were on the wire: every field line, framing that
 * broke, a body that was cut, octets that follow where none may.
 *
 * <p>{@link dev.handoff.testkit.exchange.DeliveryClient} is the door. May use {@code core} and the
 * JDK; knows no assertion.
 */
@NullMarked
package dev.handoff.testkit.exchange;

import org.jspecify.annotations.NullMarked;
