/** How the program ends: the exit codes that all commands share. */
@NullMarked
package dev.handoff.cli.exit;

import org.jspecify.annotations.NullMarked;
