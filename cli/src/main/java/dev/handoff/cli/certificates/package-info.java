/** Whose certificates a command believes when it speaks to a server over TLS. */
@NullMarked
package dev.handoff.cli.certificates;

import org.jspecify.annotations.NullMarked;
