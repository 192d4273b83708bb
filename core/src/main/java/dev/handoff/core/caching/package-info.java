/**
 * Who may keep an answer, and for how long (RFC 9111 §5.2, RFC 8246, RFC 9211).
 *
 * <p>Protected files are private by default, and nothing here widens what an app narrowed.
 */
@NullMarked
package dev.handoff.core.caching;

import org.jspecify.annotations.NullMarked;
