/**
 * What a client reads when it gets no file (RFC 9457): JSON, or a small page for people.
 *
 * <p>Never a path, a cause or a word of another server: those belong in the operator's log.
 */
@NullMarked
package dev.handoff.core.problem;

import org.jspecify.annotations.NullMarked;
