/**
 * What an app's answer hands off: reads the control fields, resolves the target, checks the grant,
 * and merges the app's fields with the file's.
 *
 * <p>Only answers of apps get here, never those of a client or a store.
 */
@NullMarked
package dev.handoff.gateway.handoff;

import org.jspecify.annotations.NullMarked;
