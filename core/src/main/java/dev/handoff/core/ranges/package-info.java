/**
 * Which bytes does a Range field select? (RFC 9110 §14).
 *
 * <p>In: the field's value and the complete length. Out: ranges inside the file, or the reason why
 * there are none. Bounded in time and memory whatever the value says.
 */
@NullMarked
package dev.handoff.core.ranges;

import org.jspecify.annotations.NullMarked;
