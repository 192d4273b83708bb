/**
 * What an app wants sent: a source of bytes and what is to be said about them. Nothing here opens,
 * reads or looks at anything.
 *
 * <p>The door is {@link dev.handoff.core.send.SendFile}. Whoever sends it opens the {@link
 * dev.handoff.core.send.Source}, or tells a front where it lies.
 */
@NullMarked
package dev.handoff.core.send;

import org.jspecify.annotations.NullMarked;
