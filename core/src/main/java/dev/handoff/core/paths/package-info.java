/**
 * Paths as octets: what a client's target may mean, and which file name below a root it is.
 *
 * <p>Decides whether a target is unambiguous enough to be routed ({@link
 * dev.handoff.core.paths.UriPath}), and whether a decoded path is a name that may be looked up
 * below a root ({@link dev.handoff.core.paths.RelativeName}). Nothing here is a {@code String}: a
 * name on disk and a path on the wire are octets, and a character set in between changes them.
 * Touches no file; symbolic links are the business of whoever opens.
 */
@NullMarked
package dev.handoff.core.paths;

import org.jspecify.annotations.NullMarked;
