/** Handoffs end to end: what an app names, which location is asked for it, and what stands in. */
@NullMarked
package dev.handoff.gateway.handoff;

import org.jspecify.annotations.NullMarked;
