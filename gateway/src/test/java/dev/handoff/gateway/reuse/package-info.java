/** Reused decisions: who gets one, and everybody who does not. */
@NullMarked
package dev.handoff.gateway.reuse;

import org.jspecify.annotations.NullMarked;
