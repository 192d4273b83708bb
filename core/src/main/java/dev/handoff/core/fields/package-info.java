/**
 * What a field line says before anybody gives it a meaning (RFC 9110 §5): tokens, optional
 * whitespace, lists.
 *
 * <p>In: names and values as they stood on the wire, one char per octet. Uses the JDK only.
 */
@NullMarked
package dev.handoff.core.fields;

import org.jspecify.annotations.NullMarked;
