/**
 * Decisions of a file response and the vocabulary of a handoff, without I/O, clock or logger.
 *
 * <p>Start at {@link dev.handoff.core.response.FileResponse#decide}: everything else either feeds
 * it or is fed by it.
 */
@NullMarked
package dev.handoff.core;

import org.jspecify.annotations.NullMarked;
