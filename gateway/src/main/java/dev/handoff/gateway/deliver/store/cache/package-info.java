/**
 * Objects of stores on this machine's disk, in slices: what stands between a delivery and the
 * store, so that the same octets are fetched once.
 *
 * <p>In: a judged target and what the app says of it. Out: an object whose octets come from slices
 * on disk, from slices that are just being filled, or from the store itself where nothing may be
 * kept. Whether somebody may have the object was decided before, and is never kept here. The door
 * is {@link dev.handoff.gateway.deliver.store.cache.RemoteObjects}.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.cache;

import org.jspecify.annotations.NullMarked;
