/**
 * Keys that lie in a folder and may be replaced while a program runs.
 *
 * <p>In: a folder. Out: its keys as they are now, for proofs of a front or for signed links. May
 * use core and the JDK.
 */
@NullMarked
package dev.handoff.files.keys;

import org.jspecify.annotations.NullMarked;
