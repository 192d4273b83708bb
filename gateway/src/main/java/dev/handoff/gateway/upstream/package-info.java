/**
 * The client to the apps: pools per loop, requests with the fields an app may see, answers as they
 * come.
 *
 * <p>Knows nothing of handoffs: what becomes of an answer is decided by the {@link
 * dev.handoff.gateway.upstream.AnswerHandler} it is given.
 */
@NullMarked
package dev.handoff.gateway.upstream;

import org.jspecify.annotations.NullMarked;
