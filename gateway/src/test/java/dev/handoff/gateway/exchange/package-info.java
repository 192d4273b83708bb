/** Exchanges, and what lets one be explained. */
@NullMarked
package dev.handoff.gateway.exchange;

import org.jspecify.annotations.NullMarked;
