/**
 * Which ready-made compressed sibling of a file may be sent? (RFC 9110 §8.4, §12.5.3).
 *
 * <p>In: names, times and Accept-Encoding. Out: the siblings worth looking for, best first.
 * Compresses nothing and opens nothing.
 */
@NullMarked
package dev.handoff.core.coding;

import org.jspecify.annotations.NullMarked;
