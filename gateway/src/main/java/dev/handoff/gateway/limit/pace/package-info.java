/**
 * How fast octets go to a client: a transfer's own rate, and its share of the rates that it has in
 * common with others.
 *
 * <p>A {@link dev.handoff.gateway.limit.pace.PacedExchange} stands before an exchange and lets
 * content through when its {@link dev.handoff.gateway.limit.pace.Pace} says so, wherever the
 * content comes from and whatever protocol carries it. Whoever delivers sees an exchange that takes
 * octets slowly, as from any slow client. No time is read here but where octets leave.
 */
@NullMarked
package dev.handoff.gateway.limit.pace;

import org.jspecify.annotations.NullMarked;
