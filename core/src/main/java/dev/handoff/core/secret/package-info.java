/**
 * Secrets that several kinds of keys are made of. Not exported: each kind has a class of its own.
 */
@NullMarked
package dev.handoff.core.secret;

import org.jspecify.annotations.NullMarked;
