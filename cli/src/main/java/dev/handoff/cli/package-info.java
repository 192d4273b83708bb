/**
 * The {@code handoff} program: which command was meant, and the exit code it ends with. Each
 * command has a package of its own; what they do is decided in the modules below.
 */
@NullMarked
package dev.handoff.cli;

import org.jspecify.annotations.NullMarked;
