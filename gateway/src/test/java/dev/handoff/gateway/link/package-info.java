/** Signed links at a running gateway, octet by octet. */
@NullMarked
package dev.handoff.gateway.link;

import org.jspecify.annotations.NullMarked;
