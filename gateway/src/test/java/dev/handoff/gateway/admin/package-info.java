/** The admin socket: what it does, and for whom it does nothing. */
@NullMarked
package dev.handoff.gateway.admin;

import org.jspecify.annotations.NullMarked;
