/** {@code handoff keygen}, {@code sign} and {@code verify}: signed links without a service. */
@NullMarked
package dev.handoff.cli.links;

import org.jspecify.annotations.NullMarked;
