/**
 * Addresses of stores' names: the machine's hosts file, then DNS, without holding up a loop.
 *
 * <p>{@link dev.handoff.gateway.deliver.store.names.NameResolver} is what connecting asks; {@link
 * dev.handoff.gateway.deliver.store.names.SystemNames} answers as the machine's own resolver would.
 * Nobody here judges an address.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.names;

import org.jspecify.annotations.NullMarked;
