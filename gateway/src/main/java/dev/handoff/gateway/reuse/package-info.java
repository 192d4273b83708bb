/**
 * Decisions that apps let us use again: {@code Handoff: reuse=30, key="u42:f9"}.
 *
 * <p>In: a request on its way to an app. Out: the app's earlier answer, if it let identical
 * requests have it and this one is identical in every octet the app would see; otherwise the app is
 * asked. Holds heads, never bytes of files.
 */
@NullMarked
package dev.handoff.gateway.reuse;

import org.jspecify.annotations.NullMarked;
