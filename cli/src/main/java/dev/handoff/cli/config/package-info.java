/**
 * {@code handoff config}: what is wrong with a configuration, and what it amounts to. Prints what
 * the reader in the gateway found; decides only the form.
 */
@NullMarked
package dev.handoff.cli.config;

import org.jspecify.annotations.NullMarked;
