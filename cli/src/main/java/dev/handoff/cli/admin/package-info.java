/**
 * {@code handoff admin}: asks a running gateway over its admin socket to withdraw decisions, to
 * open its logs anew, to read its configuration again, or how it is.
 */
@NullMarked
package dev.handoff.cli.admin;

import org.jspecify.annotations.NullMarked;
