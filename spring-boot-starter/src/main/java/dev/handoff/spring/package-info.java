/**
 * Files from Spring MVC: a controller returns a {@link dev.handoff.core.send.SendFile}, and the
 * answer is what {@code handoff-servlet} makes of it.
 *
 * <p>In: return values and {@code handoff.*} properties. Out: one {@link
 * dev.handoff.servlet.Handoff} for the app, and the handler that uses it. {@link
 * dev.handoff.spring.FileServerResponse} does the same for functional endpoints. May use Spring,
 * {@code servlet}, {@code files} and {@code core}.
 */
@NullMarked
package dev.handoff.spring;

import org.jspecify.annotations.NullMarked;
