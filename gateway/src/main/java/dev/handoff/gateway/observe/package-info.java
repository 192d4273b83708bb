/** What is told about requests: the access log, in the formats its readers know. */
@NullMarked
package dev.handoff.gateway.observe;

import org.jspecify.annotations.NullMarked;
