@NullMarked
package dev.handoff.gateway.limit.shared;

import org.jspecify.annotations.NullMarked;
