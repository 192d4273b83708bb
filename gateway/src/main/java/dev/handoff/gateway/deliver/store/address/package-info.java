/**
 * Which hosts a store may have: pure rules, no look-up, no socket.
 *
 * <p>{@link dev.handoff.gateway.deliver.store.address.HostSpelling} sees to it that a host is one
 * thing to every reader. Which addresses it may lead to is {@code core.remote}'s to say.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.address;

import org.jspecify.annotations.NullMarked;
