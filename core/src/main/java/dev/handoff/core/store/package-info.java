/**
 * A file that a web server or a bucket keeps: what to ask it, and whether its answers may be
 * believed (RFC 9110 §14, §15.3.7).
 *
 * <p>{@link dev.handoff.core.store.Wish} makes the first question of what a client wants, {@link
 * dev.handoff.core.store.First} judges the answer, {@link dev.handoff.core.store.Further} the
 * answers to later questions: octets of two answers are joined only where the store proves that
 * they are of one {@link dev.handoff.core.store.Version}. Stores lie out of habit (a 200 to a
 * range, a 304 for another version, no length), so nothing is believed that another part of the
 * same answer contradicts. Touches no socket and no clock.
 */
@NullMarked
package dev.handoff.core.store;

import org.jspecify.annotations.NullMarked;
