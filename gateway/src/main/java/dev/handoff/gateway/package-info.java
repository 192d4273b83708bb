/** Door of the module. */
@NullMarked
package dev.handoff.gateway;

import org.jspecify.annotations.NullMarked;
