/**
 * From a file to be sent to the bytes of one answer: opens the source, and walks through what a
 * plan says in buffers of the caller's size.
 *
 * <p>The doors are {@link dev.handoff.files.sending.OpenSource#open} and {@link
 * dev.handoff.files.sending.PlannedBytes}. Knows no network and no server. May use core, files and
 * the JDK.
 */
@NullMarked
package dev.handoff.files.sending;

import org.jspecify.annotations.NullMarked;
