/**
 * Both ends of a wire, octet by octet: a client that sends exactly what a test says, an app that
 * answers exactly what a test says, and the real nginx beside our gateway.
 *
 * <p>Real sockets only, every wait has an end, and nothing here corrects what a test writes: a
 * broken line goes out broken. Text is Latin-1 in both directions, so that a {@code char} is an
 * octet.
 */
@NullMarked
package dev.handoff.gateway.wire;

import org.jspecify.annotations.NullMarked;
