@NullMarked
package dev.handoff.gateway.limit.pace;

import org.jspecify.annotations.NullMarked;
