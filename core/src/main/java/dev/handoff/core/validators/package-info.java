/**
 * Which version of a file is this? (RFC 9110 §8.8): entity tags and modification dates, made,
 * parsed and compared.
 *
 * <p>In: sizes and times the caller took from an open file, or fields of an app. Reads no clock.
 */
@NullMarked
package dev.handoff.core.validators;

import org.jspecify.annotations.NullMarked;
