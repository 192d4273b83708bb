/**
 * The way to a store: names looked up, addresses judged, connections opened and kept, requests
 * sent, redirects followed.
 *
 * <p>{@link dev.handoff.gateway.deliver.store.connect.HttpStoreClient} is the door. A request
 * ({@code StoreRequest}) takes a connection from the pool of its location and origin; a new one is
 * opened by a {@code StoreDialer}, which asks for addresses ({@code store.names}), leaves out those
 * that nobody may connect to ({@code store.address}), and tries the others in turn. HTTP itself is
 * spoken by {@code upstream.connection}.
 *
 * <p>Nothing here blocks an event loop, and nothing of TLS or DNS is loaded before a store needs
 * it.
 */
@NullMarked
package dev.handoff.gateway.deliver.store.connect;

import org.jspecify.annotations.NullMarked;
