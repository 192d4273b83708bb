/**
 * Structured field values (RFC 9651): reads and writes dictionaries, lists and items.
 *
 * <p>Strict, because both sides of a handoff must agree on what a value says: the parsing algorithm
 * of RFC 9651 §4.2 is followed step by step, and what fails there fails here as a whole. Knows
 * nothing about particular fields.
 */
@NullMarked
package dev.handoff.core.structured;

import org.jspecify.annotations.NullMarked;
