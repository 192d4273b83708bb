/**
 * Content-Disposition (RFC 6266): whether a browser saves or shows, and under which name.
 *
 * <p>Decides what of a name may travel: names come from users, and nothing in one may split a head,
 * name a folder, or pretend to be another kind of file. Every name leaves in ASCII; what ASCII
 * cannot say goes beside it in {@code filename*} (RFC 8187).
 */
@NullMarked
package dev.handoff.core.disposition;

import org.jspecify.annotations.NullMarked;
