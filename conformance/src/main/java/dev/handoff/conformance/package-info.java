/**
 * What a correct answer with a file is, asked of any server over real HTTP (RFC 9110). In: a URL
 * and a copy of the file that it serves. Out: which statements hold there, which do not, with
 * evidence, and which cannot be asked.
 *
 * <p>Knows the JDK and nothing else of this project: a referee that reads dates, tags and ranges
 * with the code of a player would share its mistakes.
 */
@NullMarked
package dev.handoff.conformance;

import org.jspecify.annotations.NullMarked;
