/**
 * {@code handoff train}: the run from which the JVM learns what to keep ready (its AOT cache).
 * Decides what a typical minute of a gateway looks like: public files, handoffs, ranges, plain
 * answers of an app.
 */
@NullMarked
package dev.handoff.cli.train;

import org.jspecify.annotations.NullMarked;
