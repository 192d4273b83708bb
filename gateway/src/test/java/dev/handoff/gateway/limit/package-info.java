@NullMarked
package dev.handoff.gateway.limit;

import org.jspecify.annotations.NullMarked;
