/**
 * What each event loop keeps for its connections: deadlines, the Date field, heads to reuse.
 *
 * <p>One request lives on one loop from accept to last octet, so nothing here is shared or locked.
 */
@NullMarked
package dev.handoff.gateway.loop;

import org.jspecify.annotations.NullMarked;
