/**
 * Signed links at the gateway: who shows one gets the file, and no app is asked.
 *
 * <p>In: a request below a prefix of {@code links.paths}. Out: its file, delivered like one that an
 * app handed off, or 403 and 410, alike for names that exist and names that do not. What a link is
 * worth, {@code core.links} decides.
 */
@NullMarked
package dev.handoff.gateway.link;

import org.jspecify.annotations.NullMarked;
