/**
 * Media types (RFC 9110 §8.3): which type a file name stands for, and what a type means to a
 * browser.
 *
 * <p>Decides from names only, never from content: a guess from the first octets is how an uploaded
 * picture becomes a page. A type that runs scripts when a browser shows it is called active.
 */
@NullMarked
package dev.handoff.core.mediatype;

import org.jspecify.annotations.NullMarked;
