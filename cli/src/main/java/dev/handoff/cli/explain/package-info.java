/**
 * {@code handoff explain}: asks a running gateway why it answers a request as it does, and says so
 * when what answered is no gateway or does not trust the secret.
 */
@NullMarked
package dev.handoff.cli.explain;

import org.jspecify.annotations.NullMarked;
