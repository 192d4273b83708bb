/**
 * From an open file to an answer: the plan comes from core, the fields are written in one place,
 * the octets leave from memory or by file region.
 */
@NullMarked
package dev.handoff.gateway.deliver;

import org.jspecify.annotations.NullMarked;
