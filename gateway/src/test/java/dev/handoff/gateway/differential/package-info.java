/**
 * The same requests and app answers in front of real nginx and of our gateway: what is equal, and
 * what is different on purpose.
 *
 * <p>Each table row says what nginx answers and what the gateway answers; {@code SAME} in the
 * gateway's column means that both answers were also compared with each other, field by field and
 * octet by octet ({@link dev.handoff.gateway.differential.Sameness} says what is left out). Where
 * nginx is not installed its half is skipped and said so.
 */
@NullMarked
package dev.handoff.gateway.differential;

import org.jspecify.annotations.NullMarked;
