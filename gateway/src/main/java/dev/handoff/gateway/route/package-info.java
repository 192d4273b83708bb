/**
 * Which location a path belongs to: the longest prefix wins, by segments, over public roots,
 * internal roots and apps alike.
 */
@NullMarked
package dev.handoff.gateway.route;

import org.jspecify.annotations.NullMarked;
