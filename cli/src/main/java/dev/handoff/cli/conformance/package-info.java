/** {@code handoff conformance}: asks any server whether it sends a file as HTTP wants it. */
@NullMarked
package dev.handoff.cli.conformance;

import org.jspecify.annotations.NullMarked;
